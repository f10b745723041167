import { randomUUID } from 'node:crypto'
import type { StandInChat } from '../stand-in.ts'
import { isObject, type JsonObject, textAt } from '../common/json.ts'
import { fitsAsFile } from '../common/picture.ts'
import { ImpossibleDeedError } from '../common/impossible.ts'
import type { Doors } from './doors.ts'
import { wordsOf } from './msg-params.ts'
import type { DingtalkMember } from './options.ts'
import type { Outcome, Pushes } from './pushes.ts'
import { OapiRefusal } from './refusal.ts'
import { robotBody, USED_UP } from './robot-body.ts'
import { groupOf, say, type Stage } from './stage.ts'
import { readTap, tapPush } from './tap.ts'
import { drawWebhookMessage } from './webhook-message.ts'
import type { MediaRecord } from './world-event.ts'

export type RichPart = { text: string } | { photo: Uint8Array }

const ROBOT_NAME = '报送助手'

/** The members at their phones. Each deed shows in the chat and ends in a callback. */
export class People {
  readonly #stage: Stage
  readonly #doors: Doors
  readonly #pushes: Pushes
  constructor(stage: Stage, doors: Doors, pushes: Pushes) {
    this.#stage = stage
    this.#doors = doors
    this.#pushes = pushes
  }

  /** The platform tells nobody that a chat was opened. */
  open(account: string): void {
    const chat = chatWith(this.#member(account))
    const last = this.#stage.world.messages(chat).at(-1)?.body
    if (last?.type !== 'deed') say(this.#stage, chat, 'person', { type: 'deed', text: '打开会话' })
  }

  async sendText(account: string, text: string): Promise<void> {
    const member = this.#member(account)
    say(this.#stage, chatWith(member), 'person', { type: 'text', text })
    await this.#tell(member, chatWith(member), textSaid(text))
  }

  /** The mention itself is cut out; the blank behind it stays (section 1.2). */
  async sayInGroup(account: string, groupId: string, text: string): Promise<void> {
    const member = this.#member(account)
    const heard = groupId.startsWith('group:') && groupOf(this.#stage, groupId)
    if (!heard) throw new ImpossibleDeedError('no such group with the robot in it')
    const chat: StandInChat = { kind: 'group', id: groupId }
    say(this.#stage, chat, 'person', { type: 'text', text: `@${ROBOT_NAME} ${text}` }, account)
    await this.#tell(member, chat, textSaid(` ${text}`))
  }

  async sendPhotos(account: string, photos: readonly Uint8Array[]): Promise<void> {
    const member = this.#member(account)
    const kept = await Promise.all(photos.map((photo) => this.#keepPhoto(photo)))
    const sent = kept.map((media) => {
      this.#showPhoto(member, media)
      const content = pictureOf(media)
      return this.#tell(member, chatWith(member), { msgtype: 'picture', content })
    })
    await Promise.all(sent)
  }

  /** One message of texts and pictures; the page shows its parts one by one. */
  async sendRichText(account: string, parts: readonly RichPart[]): Promise<void> {
    const member = this.#member(account)
    const richText: JsonObject[] = []
    for (const part of parts) {
      if ('text' in part) {
        say(this.#stage, chatWith(member), 'person', { type: 'text', text: part.text })
        richText.push({ text: part.text })
      } else {
        const media = await this.#keepPhoto(part.photo)
        this.#showPhoto(member, media)
        richText.push({ type: 'picture', ...pictureOf(media) })
      }
    }
    const content = { richText }
    await this.#tell(member, chatWith(member), { msgtype: 'richText', content })
  }

  async sendFile(account: string, file: { name: string; bytes: Uint8Array }): Promise<void> {
    const member = this.#member(account)
    if (!fitsAsFile(file.bytes)) throw new ImpossibleDeedError('the file is too large or empty')
    const { id, name, size, downloadCode } = await this.#stage.media.receive('file', file)
    const body = { type: 'file', path: `media/${id}`, name, bytes: size } as const
    say(this.#stage, chatWith(member), 'person', body)
    const content = { downloadCode, fileName: name, spaceId: '220000001', fileId: id }
    await this.#tell(member, chatWith(member), { msgtype: 'file', content })
  }

  async tap(
    account: string,
    messageId: string,
    key: string,
    choices: Record<string, string[]>,
  ): Promise<void> {
    const member = this.#member(account)
    const card = this.#stage.world.cardAt(messageId)
    const copy = card?.copies.find((one) => one.messageId === messageId)
    if (!card || !copy) return this.#tapWords(member, messageId, key)
    const foreign = copy.chat.kind === 'person' && copy.chat.id !== account
    if (foreign || member.external) throw new ImpossibleDeedError('no such card')
    const tap = readTap(card, copy, account, key, choices)
    // Nothing is said of taps beyond the allowance: they are counted, and come.
    this.#stage.allowance.take('pushes')
    await this.#pushes.send(tapPush(this.#stage, this.#doors, tap))
  }

  /** A message of any type, shown nowhere: for tests of what the page cannot do. */
  async message(account: string, msgtype: string, content: JsonObject): Promise<void> {
    const member = this.#member(account)
    const key = msgtype === 'text' ? 'text' : 'content'
    await this.#tell(member, chatWith(member), { msgtype, [key]: content })
  }

  async event(eventType: string, fields: JsonObject): Promise<void> {
    const head = { eventType, eventId: randomUUID(), bornAt: this.#stage.options.clock.now() }
    const sending = this.#doors.event(head, fields)
    const request = { ...head, ...fields }
    await this.#pushes.send({ chat: null, title: `event ${eventType}`, request, ...sending })
  }

  /** A button with a `dtmd` address: the member says its words (section 6.7). */
  async #tapWords(member: DingtalkMember, messageId: string, key: string): Promise<void> {
    const messages = this.#stage.world.messages(chatWith(member))
    const body = messages.find(({ id }) => id === messageId)?.body
    const words = wordsOf(key)
    const there = body?.type === 'card' && body.card.buttons.some((button) => button.key === key)
    if (!there || words === null) throw new ImpossibleDeedError('no such card or button')
    await this.sendText(member.account, words)
  }

  async #tell(member: DingtalkMember, chat: StandInChat, said: JsonObject): Promise<void> {
    const heard = this.#stage.allowance.take('pushes') ? said : USED_UP
    const body = robotBody(this.#stage, member, chat, heard)
    const about = chat.kind === 'group' ? chat.id : member.account
    const sending = this.#doors.robot(body)
    const push = { chat: about, title: titleOf(heard), request: body, ...sending }
    const attempt = async (late: () => void) => this.#playReply(chat, await sending.attempt(late))
    await this.#pushes.send({ ...push, attempt })
  }

  /** By HTTP the answer may be a message of its own (section 1.4); in a frame it is nothing. */
  #playReply(chat: StandInChat, outcome: Outcome): Outcome {
    const { response } = outcome
    const replies = this.#stage.options.mode === 'http' && 'msgtype' in response
    if (!outcome.ok || !replies || response['msgtype'] === 'empty') return outcome
    try {
      const notes: string[] = []
      const bodies = drawWebhookMessage(this.#stage, response, notes)
      for (const body of bodies) say(this.#stage, chat, 'bot', body)
      return outcome
    } catch (error) {
      if (!(error instanceof OapiRefusal)) throw error
      return { ...outcome, answer: { answer: outcome.answer, notPlayed: error.message } }
    }
  }

  #keepPhoto(bytes: Uint8Array): Promise<MediaRecord> {
    const name = `${this.#stage.options.clock.now()}.jpg`
    return this.#stage.media.receive('image', { name, bytes })
  }

  #showPhoto(member: DingtalkMember, { id, width, height }: MediaRecord): void {
    const body = { type: 'image', path: `media/${id}`, width, height } as const
    say(this.#stage, chatWith(member), 'person', body)
  }

  #member(account: string): DingtalkMember {
    const member = this.#stage.options.members.find((one) => one.account === account)
    if (!member) throw new ImpossibleDeedError('no such member')
    return member
  }
}

function chatWith({ account }: DingtalkMember): StandInChat {
  return { kind: 'person', id: account }
}

function textSaid(content: string): JsonObject {
  return { msgtype: 'text', text: { content } }
}

function pictureOf({ downloadCode }: MediaRecord): JsonObject {
  return { downloadCode, pictureDownloadCode: downloadCode }
}

function titleOf(heard: JsonObject): string {
  const part = [heard['text'], heard['content']].find(isObject) ?? {}
  const words = textAt(part, 'content').trim() || textAt(part, 'fileName')
  return [textAt(heard, 'msgtype') || 'allowance used up', words].filter(Boolean).join(' ')
}
