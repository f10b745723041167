import { fullKeyOf } from './chats.js'
import { fetchChat, nextChange } from './live.js'
import { Part } from './story-part.js'

/** Longer than the bot holds a message back where WeCom takes no more than 30 a minute. */
const TIMEOUT_MS = 75_000
const LETTER_MS = 45
const MAX_TYPING_MS = 1800

/** `?pace=0` plays without pauses for reading. */
const pace = Number(new URLSearchParams(location.search).get('pace') ?? 1)

/** Plays one step after the other by what a person can do, and waits for what the bot answers. */
export class Player {
  static closed = Symbol('closed')
  #tell
  #gate = null
  #release = () => undefined
  #skip = () => undefined
  #closed = false
  #marks = new Map()

  constructor(tell) {
    this.#tell = tell
  }

  stop() {
    this.#gate ??= new Promise((resolve) => (this.#release = resolve))
    this.#skip()
  }

  resume() {
    this.#gate = null
    this.#release()
  }

  hurry() {
    this.#skip()
  }

  close() {
    this.#closed = true
    this.resume()
    this.#skip()
  }

  async perform({ who, on, caption, act }) {
    await this.#pause(1200 + caption.length * 45)
    await act(new Part(this, who, on))
  }

  /** Time to read, cut short by 下一步. */
  async #pause(ms) {
    await this.#checkpoint()
    await new Promise((resolve) => {
      this.#skip = resolve
      setTimeout(resolve, ms * pace)
    })
    await this.#checkpoint()
  }

  /** Tells whether it had to stand still. */
  async #checkpoint() {
    const gate = this.#gate
    await gate
    if (this.#closed) throw Player.closed
    return gate !== null
  }

  async type(chat, text) {
    const beat = Math.min(LETTER_MS, MAX_TYPING_MS / text.length)
    const strides = Math.min(text.length, 40)
    for (let stride = 1; stride <= strides && pace > 0; stride += 1) {
      this.#tell({
        typing: {
          chat: fullKeyOf(chat),
          text: text.slice(0, Math.ceil((text.length * stride) / strides)),
        },
      })
      await this.#pause((beat * text.length) / strides)
    }
    await this.#pause(300)
    this.#tell({ typing: null })
  }

  /** Shows which button comes next before it is pressed. */
  async point(messageId, key) {
    this.#tell({ pointing: { messageId, key } })
    await this.#pause(1100)
    this.#tell({ pointing: null })
  }

  /** What lies in the person's chats now is old. */
  async mark({ chats }) {
    for (const chat of chats) this.#marks.set(fullKeyOf(chat), (await fetchChat(chat)).at(-1)?.id)
  }

  /** The first answer of `find` on what is new in one of the chats; it looks again with every change. */
  async until(chats, find, words) {
    let deadline = Date.now() + TIMEOUT_MS
    for (;;) {
      if (await this.#checkpoint()) deadline = Date.now() + TIMEOUT_MS
      const changed = nextChange()
      for (const chat of chats) {
        const all = await fetchChat(chat)
        const mark = this.#marks.get(fullKeyOf(chat))
        const found = find(all.slice(all.findIndex(({ id }) => id === mark) + 1), all)
        if (found) return { found, chat }
      }
      if (Date.now() > deadline)
        throw new Error(`没有等到${words}，演示停在这里，可以接着自己操作。`)
      await changed
    }
  }
}
