import { onTestFinished } from 'vitest'
import { startChat, type ChatOptions, type ChatPerson, type ChatRoom } from '../../support/chat.ts'

/** Friday, 2026-11-20, 10:00, unless told; closed when the test ends. */
export async function openRoom(options: ChatOptions = {}): Promise<ChatRoom> {
  const room = await startChat(options)
  onTestFinished(() => room.close())
  return room
}

export const TITLE = '小小修理铺开张 修好六十三件旧物'
export const BODY =
  '11月18日上午，松风社区小小修理铺志愿服务活动在社区广场举行，十五名志愿者为居民免费修雨伞、磨剪刀、换拉链、查小家电故障。'

export const SECOND = 1000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** What is said once things have settled. */
export async function after(room: ChatRoom, person: ChatPerson, ms = 5 * SECOND) {
  await room.later(ms)
  return person.news()
}

/** The answers of an item without photos, up to but without 提交. */
export const ANSWERS = ['投稿', '1', '4', TITLE, '昨天', BODY, '完成', '跳过'] as const

/** Says the answers up to question `place` and returns what that question was. */
export async function upTo(person: ChatPerson, place: 1 | 2 | 3 | 4 | 5 | 6 | 7): Promise<string> {
  const count = { 1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 7, 7: 8 }[place]
  let last: string[] = []
  for (const answer of ANSWERS.slice(0, count)) last = await person.says(answer)
  return last.join('\n')
}

/** An item with the unit's head, without photos. */
export async function submitted(person: ChatPerson): Promise<string> {
  await upTo(person, 7)
  return (await person.says('提交')).join('\n')
}

/** The text on the newest card. */
export const cardText = (person: ChatPerson): string => person.lastCard().shown.text ?? ''
