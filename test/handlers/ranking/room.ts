import { onTestFinished } from 'vitest'
import { startChat, type ChatOptions, type ChatRoom } from '../../support/chat.ts'
import type { Heard } from '../../support/fake-platform.ts'
import { loadRuleSets } from '../../../src/rules.ts'
import { Books, type Made, type Use } from '../points/books.ts'

/** Both platforms on: the channels of the sample's two groups are theirs. */
export async function openOffice(options: ChatOptions = {}): Promise<OfficeRoom> {
  const room = await startChat({ platforms: ['wecom', 'dingtalk'], ...options })
  const office = new OfficeRoom(room)
  onTestFinished(() => office.close())
  await room.settled()
  return office
}

export class OfficeRoom {
  readonly room: ChatRoom
  readonly #books: Books
  #closing: Promise<void> | undefined

  constructor(room: ChatRoom) {
    this.room = room
    this.#books = new Books(room.app.db, room.clock.now(), loadRuleSets())
  }

  /** The books, at the time that it is in the room. */
  get books(): Books {
    this.#books.now = this.room.clock.now()
    return this.#books
  }

  /** An item of that unit, filed now, and what outlets made of it. */
  async filed(made: Made = {}, ...uses: Use[]) {
    const number = await this.books.filed(made)
    for (const use of uses) await this.books.adopt(number, use)
    return number
  }

  /** Before the test ends: another start may follow on the same database. */
  close(): Promise<void> {
    return (this.#closing ??= this.room.close())
  }

  until(time: string): Promise<void> {
    return this.room.laterUntil(`${time}+08:00`)
  }

  /** What each channel of a group has been sent, in order: `text 云溪街道…`, `image`. */
  channels(): Record<string, string[]> {
    const told = CHANNELS.map(([platform, id]): [string, string[]] => {
      const found = this.room.platforms.find((one) => one.platform === platform)
      return [id.slice(0, id.indexOf(':')), (found?.heard(id) ?? []).map(asLine)]
    })
    return Object.fromEntries(told)
  }
}

const CHANNELS = [
  ['wecom', 'webhook:11111111-2222-3333-4444-555555555555'],
  [
    'dingtalk',
    'robot:demo-access-token-1|SECdemo0000000000000000000000000000000000000000000000000000000001',
  ],
  ['wecom', 'appchat:yunxitongbao'],
  ['dingtalk', 'group:cidDemoYunxiTongbao=='],
] as const

function asLine(heard: Heard): string {
  return heard.type === 'text' ? (heard.text.split('\n')[0] ?? '') : heard.type
}

export const headline = (period: string) => `云溪街道宣传信息排行 · ${period}`

/** The same in every channel: each of them once. */
export function everywhere(...lines: string[]): Record<string, string[]> {
  return { webhook: lines, robot: lines, appchat: lines, group: lines }
}
