import { ImpossibleDeedError } from '../common/impossible.ts'
import { randomBytes } from 'node:crypto'
import type { StandInChat } from '../stand-in.ts'
import type { XmlFields } from './callback-xml.ts'
import type { CallbackSender } from './callbacks.ts'
import { textAt } from '../common/json.ts'
import { fitsAsFile } from '../common/picture.ts'
import { findMenuEntry } from './menu.ts'
import { memberOf, say, type Stage } from './stage.ts'
import { readTap } from './tap.ts'

/** The members at their phones. Each deed shows in the chat and ends in a callback. */
export class People {
  readonly #stage: Stage
  readonly #callbacks: CallbackSender
  readonly #url: () => string
  constructor(stage: Stage, callbacks: CallbackSender, url: () => string) {
    this.#stage = stage
    this.#callbacks = callbacks
    this.#url = url
  }

  async open(account: string): Promise<void> {
    const chat = this.#chatOf(account)
    this.#showDeed(chat, '进入应用')
    await this.event(chat.id, 'enter_agent', [['EventKey', '']])
  }

  async sendText(account: string, text: string): Promise<void> {
    const chat = this.#chatOf(account)
    say(this.#stage, chat, 'person', { type: 'text', text })
    await this.message(chat.id, 'text', [['Content', text]])
  }

  async sendPhotos(account: string, photos: readonly Uint8Array[]): Promise<void> {
    const chat = this.#chatOf(account)
    const kept = await Promise.all(photos.map((photo) => this.#stage.media.keepPicture(photo)))
    const sent = kept.map(({ id, width, height }) => {
      say(this.#stage, chat, 'person', { type: 'image', path: `media/${id}`, width, height })
      const picUrl = `${this.#url()}/pic/${id}`
      return this.message(chat.id, 'image', [
        ['PicUrl', picUrl],
        ['MediaId', id],
      ])
    })
    await Promise.all(sent)
  }

  /**
   * WeCom documents no `file` message for apps. Some have seen this callback, others none at all
   * (section 4.8): here it comes, so that the bot's answer to it can be seen.
   */
  async sendFile(account: string, file: { name: string; bytes: Uint8Array }): Promise<void> {
    const chat = this.#chatOf(account)
    if (!fitsAsFile(file.bytes)) throw new ImpossibleDeedError('the file is too large or empty')
    const { id, name, size } = this.#stage.media.keepFile(file.name, file.bytes)
    say(this.#stage, chat, 'person', { type: 'file', path: `media/${id}`, name, bytes: size })
    await this.message(chat.id, 'file', [
      ['FileName', name],
      ['MediaId', id],
    ])
  }

  async tap(
    account: string,
    messageId: string,
    key: string,
    choices: Record<string, string[]>,
  ): Promise<void> {
    const chat = this.#chatOf(account)
    const copy = this.#stage.world.cards.get(messageId)
    if (copy?.account !== chat.id) throw new ImpossibleDeedError('no such card')
    const tap = readTap(this.#stage, copy, key, choices)
    await this.event(chat.id, tap.event, tap.fields)
  }

  async clickMenu(account: string, key: string): Promise<void> {
    const chat = this.#chatOf(account)
    const entry = findMenuEntry(this.#stage.world.menu, key)
    if (!entry) throw new ImpossibleDeedError('no such menu entry')
    this.#showDeed(chat, `点击菜单：${textAt(entry, 'name')}`)
    await this.event(chat.id, textAt(entry, 'type'), [['EventKey', key]])
  }

  /** A message of any type, shown nowhere: for tests of what the page cannot do. */
  async message(account: string, type: string, fields: XmlFields): Promise<void> {
    const text = fields.find(([name]) => name === 'Content' || name === 'FileName')?.[1]
    const title = typeof text === 'string' ? `${type} ${text}` : type
    await this.#callbacks.send(account, title, [
      ...this.#head(account, type),
      ...fields,
      ['MsgId', randomBytes(8).readBigUInt64BE() >> 1n],
      ['AgentID', this.#stage.options.credentials.agentId],
    ])
  }

  async event(account: string, event: string, fields: XmlFields): Promise<void> {
    const key = fields.find(([name]) => name === 'EventKey')?.[1]
    const name = event === 'template_card_event' ? 'card tap' : event
    const title = typeof key === 'string' && key ? `${name} ${key}` : name
    await this.#callbacks.send(account, title, [
      ...this.#head(account, 'event'),
      ['Event', event],
      ...fields,
      ['AgentID', this.#stage.options.credentials.agentId],
    ])
  }

  #head(account: string, type: string): XmlFields {
    return [
      ['ToUserName', this.#stage.options.credentials.corpId],
      ['FromUserName', account],
      ['CreateTime', Math.floor(this.#stage.options.clock.now() / 1000)],
      ['MsgType', type],
    ]
  }

  #chatOf(account: string): StandInChat {
    const member = memberOf(this.#stage, account)
    if (!member) throw new ImpossibleDeedError('no such member')
    return { kind: 'person', id: member.account }
  }

  /** Once is enough for the same deed in a row. */
  #showDeed(chat: StandInChat, text: string): void {
    const last = this.#stage.world.messages(chat).at(-1)?.body
    if (last?.type === 'deed' && last.text === text) return
    say(this.#stage, chat, 'person', { type: 'deed', text })
  }
}
