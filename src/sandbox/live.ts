import { randomBytes } from 'node:crypto'
import type { StandIn, StandInChat, StandInMessage } from './stand-in.ts'

export interface DemoProgress {
  running: boolean
  done: number
  total: number
  failed: boolean
}

const keyOf = (platform: string, { kind, id }: StandInChat) => `${platform}:${kind}:${id}`

/**
 * What all open windows share beside the stand-ins' own state: up to where each chat was read,
 * how far the sending of the samples is, and a number that grows with every change.
 */
export class Live {
  // Not just a count: a window that was open across a restart must notice.
  readonly #boot = randomBytes(4).toString('hex')
  readonly #listeners = new Set<() => void>()
  readonly #read = new Map<string, string>()
  #count = 0
  #demo: DemoProgress = { running: false, done: 0, total: 0, failed: false }

  get revision(): string {
    return `${this.#boot}-${this.#count}`
  }

  get demo(): DemoProgress {
    return this.#demo
  }

  changed(): void {
    this.#count += 1
    for (const listener of [...this.#listeners]) listener()
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  setDemo(progress: Partial<DemoProgress>): void {
    this.#demo = { ...this.#demo, ...progress }
    this.changed()
  }

  /** The last message is enough: everything before it was seen with it. */
  markRead(platform: string, chat: StandInChat, message: StandInMessage | undefined): void {
    const key = keyOf(platform, chat)
    if (!message || this.#read.get(key) === message.id) return
    this.#read.set(key, message.id)
    this.changed()
  }

  unread(standIn: StandIn, chat: StandInChat): number {
    const readUpTo = this.#read.get(keyOf(standIn.platform, chat))
    const messages = standIn.messages(chat)
    let count = 0
    for (let index = messages.length - 1; index >= 0; index -= 1) {
      const message = messages[index]
      // Who says something has seen what came before.
      if (!message || message.id === readUpTo || message.from === 'person') break
      count += 1
    }
    return count
  }

  forget(): void {
    this.#read.clear()
    this.#demo = { running: false, done: 0, total: 0, failed: false }
    this.changed()
  }
}
