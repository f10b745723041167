import type { Response } from 'light-my-request'
import { onTestFinished } from 'vitest'
import { PersonId, SubmissionNumber } from '../../schema/ids.ts'
import { startChat } from '../support/chat.ts'
import type { ChatOptions, ChatPerson, ChatRoom } from '../support/chat.ts'

export const title = '溪畔社区“下班后一小时”窗口试运行'
export const first =
  '溪畔社区便民服务站把周一、周三、周五的办事时间延长到晚上七点，方便白天上班的居民。'
export const second =
  '一周来共有三十六位居民在晚间办成了事，最晚的一位是七点差五分走进来的，来办老人的证。'

export interface Story {
  room: ChatRoom
  writer: ChatPerson
  head: ChatPerson
}

/** 林晓禾 of 溪畔社区 writes, 赵乐山 reviews. */
export async function story(options: ChatOptions = {}): Promise<Story> {
  const room = await startChat(options)
  onTestFinished(() => room.close())
  return { room, writer: room.as('linxiaohe'), head: room.as('zhaoleshan') }
}

export interface Sent {
  heading?: string
  body?: string
  /** Photos by name, with their captions. */
  photos?: readonly (readonly [string, string])[]
}

/** Sends an item of the general tier through the chat, up to the card of its reviewer. */
export async function send({ writer }: Story, sent: Sent = {}) {
  const { heading = title, body = `${first}\n${second}`, photos = [] } = sent
  for (const answer of ['投稿', '1', '4', heading, '昨天', body, '完成']) await writer.says(answer)
  if (photos.length === 0) await writer.says('跳过')
  else {
    await writer.photographs(...photos.map(([name]) => name))
    for (const [at, [, caption]] of photos.entries()) await writer.says(`图${at + 1} ${caption}`)
    await writer.says('完成')
  }
  await writer.says('提交')
}

/** Where 看全文 on the newest card leads. */
export function linkOn(person: ChatPerson): string {
  const button = person.lastCard().shown.buttons.find(({ label }) => label === '看全文')
  if (button?.url === undefined) throw new Error(`${person.account} has no 看全文`)
  return new URL(button.url).pathname
}

/** The same page, signed for anybody. */
export function linkFor({ room }: Story, person: string, number = '2026-0001'): string {
  const { links } = room.app.bot
  const url = links.make(SubmissionNumber.parse(number), PersonId.parse(person), room.clock.now())
  return new URL(url).pathname
}

export const open = ({ room }: Story, url: string, method: 'GET' | 'HEAD' | 'POST' = 'GET') =>
  room.app.server.inject({ method, url })

/** What can be read on the page, a line each. */
export const readable = ({ body }: Response): string[] =>
  body
    .replace(/<head>.*<\/head>/s, '')
    .replace(/<[^>]*>/g, '\n')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

export const photosOn = ({ body }: Response): string[] =>
  [...body.matchAll(/<img\s+src="([^"]+)"/g)].map(([, src]) => `/articles/${src ?? ''}`)
