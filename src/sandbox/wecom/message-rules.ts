import type { StandInBody } from '../stand-in.ts'
import { adviceOn } from './card-advice.ts'
import { checkCard } from './card-rules.ts'
import { drawArticle, drawCard } from './draw-card.ts'
import { bytesOf, isObject, type JsonObject, objectAt, objectsAt, textAt } from '../common/json.ts'
import { Refusal, refuseIf } from './refusal.ts'
import type { Call, Stage } from './stage.ts'
import type { MediaRecord } from './world-event.ts'

/** Where a message goes decides what it may be. */
export interface Room {
  types: readonly string[]
  markdownBytes: number
  mediaOwner: string
}

/** WeCom document 90236. mpnews and miniprogram_notice are not played. */
export const APP_ROOM: Room = {
  types: [
    'text',
    'image',
    'voice',
    'video',
    'file',
    'textcard',
    'news',
    'markdown',
    'template_card',
  ],
  markdownBytes: 2048,
  mediaOwner: 'app',
}
/** WeCom document 90248: no template cards. */
export const APPCHAT_ROOM: Room = {
  ...APP_ROOM,
  types: APP_ROOM.types.filter((type) => type !== 'template_card'),
}

const TEXT_BYTES = 2048

type Rule = (stage: Stage, call: Call, part: JsonObject, room: Room) => StandInBody[]

const RULES: Record<string, Rule> = {
  text: (_stage, call, part) => [{ type: 'text', text: cutText(call, textAt(part, 'content')) }],
  markdown: (_stage, _call, part, room) => {
    const text = textAt(part, 'content')
    refuseIf(text === '', 44004, 'empty content')
    refuseIf(bytesOf(text) > room.markdownBytes, 45002, 'content size out of limit')
    return [{ type: 'markdown', text }]
  },
  image: (stage, _call, part, room) => {
    const media = mediaOf(stage, part, 'image', room)
    const { width, height } = media
    return [{ type: 'image', path: `media/${media.id}`, width, height }]
  },
  voice: (stage, _call, part, room) => [fileBody(mediaOf(stage, part, 'voice', room))],
  file: (stage, _call, part, room) => [fileBody(mediaOf(stage, part, 'file', room))],
  video: (stage, _call, part, room) => {
    refuseIf(bytesOf(textAt(part, 'title')) > 128, 45002, 'video title too long')
    refuseIf(bytesOf(textAt(part, 'description')) > 512, 45002, 'video description too long')
    return [fileBody(mediaOf(stage, part, 'video', room))]
  },
  textcard: (_stage, call, part) => {
    const title = textAt(part, 'title')
    const description = textAt(part, 'description')
    refuseIf(title === '', 41016, 'title missing')
    refuseIf(description === '', 41033, 'description missing')
    checkUrl(textAt(part, 'url'))
    if (Array.from(title).length > 128) call.notes.push('textcard.title: cut at 128 characters')
    if (Array.from(description).length > 512) call.notes.push('textcard.description: cut at 512')
    return [{ type: 'card', card: drawArticle(part, textAt(part, 'btntxt') || '详情') }]
  },
  news: (_stage, call, part) => {
    refuseIf(call.body['safe'] === 1, 40074, 'news cannot be confidential')
    const articles = objectsAt(part, 'articles')
    refuseIf(articles.length < 1 || articles.length > 8, 45008, 'articles take 1 to 8')
    for (const article of articles) checkArticle(article)
    return articles.map((article) => ({ type: 'card', card: drawArticle(article, '阅读全文') }))
  },
  template_card: (stage, call, part, room) => {
    const use = room === APP_ROOM ? 'send' : 'webhook'
    checkCard(part, use)
    advise(stage, call, adviceOn(part, use))
    for (const row of objectsAt(part, 'horizontal_content_list')) {
      if (row['type'] === 2) stage.media.usable(textAt(row, 'media_id'), 'file', room.mediaOwner)
    }
    return [{ type: 'card', card: drawCard(part, null) }]
  },
}

/** The message of a send call as it will be shown, or the `Refusal` it gets. */
export function readMessage(stage: Stage, call: Call, room: Room): StandInBody[] {
  const type = textAt(call.body, 'msgtype')
  const rule = room.types.includes(type) ? RULES[type] : undefined
  if (!rule) throw new Refusal(40008, 'invalid message type')
  refuseIf(!isObject(call.body[type]), 40035, `${type} missing`)
  return rule(stage, call, objectAt(call.body, type), room)
}

export function advise(stage: Stage, call: Call, advice: readonly string[]): void {
  refuseIf(stage.options.strict === true && advice.length > 0, 40058, advice[0] ?? '')
  call.notes.push(...advice)
}

/** Cut by bytes, as the platform does, in the middle of a character if need be. */
function cutText(call: Call, text: string): string {
  refuseIf(text === '', 44004, 'empty content')
  const bytes = Buffer.from(text)
  if (bytes.length <= TEXT_BYTES) return text
  call.notes.push(`text.content: ${bytes.length} bytes, cut at ${TEXT_BYTES}`)
  return bytes.toString('utf8', 0, TEXT_BYTES)
}

function mediaOf(stage: Stage, part: JsonObject, kind: string, room: Room): MediaRecord {
  const id = textAt(part, 'media_id')
  refuseIf(id === '', 41006, 'media_id missing')
  return stage.media.usable(id, kind, room.mediaOwner)
}

function fileBody(media: MediaRecord): StandInBody {
  return { type: 'file', path: `media/${media.id}`, name: media.name, bytes: media.size }
}

function checkArticle(article: JsonObject): void {
  refuseIf(textAt(article, 'title') === '', 41016, 'title missing')
  refuseIf(bytesOf(textAt(article, 'title')) > 128, 45002, 'title too long')
  refuseIf(bytesOf(textAt(article, 'description')) > 512, 45002, 'description too long')
  if (textAt(article, 'appid') === '') checkUrl(textAt(article, 'url'))
}

function checkUrl(url: string): void {
  refuseIf(bytesOf(url) > 2048, 40039, 'url too long')
  refuseIf(!/^https?:\/\//.test(url), 45034, 'url without scheme')
}
