import type { StandInBody } from '../stand-in.ts'
import { bytesOf, isObject, type JsonObject, textAt } from '../common/json.ts'
import { drawAction, drawLink } from './draw-card.ts'
import { drawMarkdown } from './markdown.ts'
import { ApiRefusal, refuseIf } from './refusal.ts'
import type { Stage } from './stage.ts'
import type { MediaRecord, Params } from './world-event.ts'

const MOST_BYTES = 15_000
const FILE_TYPES = ['xlsx', 'pdf', 'zip', 'rar', 'doc', 'docx']
const INVALID = 'invalidParameter.msgParam.invalid'

const numbered = (count: number) =>
  Array.from({ length: count }, (_, i) => [`actionTitle${i + 1}`, `actionURL${i + 1}`]).flat()

/** Section 4.3: every key of a list has to be there, and no other one. */
const KEYS: Record<string, readonly string[]> = {
  sampleText: ['content'],
  sampleMarkdown: ['title', 'text'],
  sampleImageMsg: ['photoURL'],
  sampleLink: ['title', 'text', 'picUrl', 'messageUrl'],
  sampleActionCard: ['title', 'text', 'singleTitle', 'singleURL'],
  sampleActionCard2: ['title', 'text', ...numbered(2)],
  sampleActionCard3: ['title', 'text', ...numbered(3)],
  sampleActionCard4: ['title', 'text', ...numbered(4)],
  sampleActionCard5: ['title', 'text', ...numbered(5)],
  sampleActionCard6: ['title', 'text', 'buttonTitle1', 'buttonUrl1', 'buttonTitle2', 'buttonUrl2'],
  sampleAudio: ['mediaId', 'duration'],
  sampleFile: ['mediaId', 'fileName', 'fileType'],
  sampleVideo: ['videoMediaId', 'videoType', 'picMediaId', 'duration', 'height', 'width'],
}

const BUTTON_KEYS: readonly (readonly [string, string])[] = [
  ['singleTitle', 'singleURL'],
  ...[1, 2, 3, 4, 5].map((n) => [`actionTitle${n}`, `actionURL${n}`] as const),
  ...[1, 2].map((n) => [`buttonTitle${n}`, `buttonUrl${n}`] as const),
]

/** The message of a call as it will be shown, or the refusal it gets. */
export function readSample(stage: Stage, body: JsonObject): StandInBody {
  const msgKey = textAt(body, 'msgKey')
  refuseIf(msgKey === '', 'invalidParameter.msgKey.empty', 'msgKey missing')
  const keys = Object.hasOwn(KEYS, msgKey) ? KEYS[msgKey] : undefined
  if (!keys) throw new ApiRefusal('invalidParameter.msgKey.invalid', 'no such msgKey')
  return draw(stage, msgKey, readParams(body['msgParam'], keys))
}

function readParams(msgParam: unknown, keys: readonly string[]): Params {
  if (typeof msgParam !== 'string') throw new ApiRefusal(INVALID, 'msgParam wants a JSON string')
  const tooLong = bytesOf(msgParam) > MOST_BYTES
  refuseIf(tooLong, 'invalidParameter.msgParam.tooLong', `more than ${MOST_BYTES} bytes`)
  const params = parsed(msgParam)
  const strange = Object.keys(params).find((key) => !keys.includes(key))
  refuseIf(strange !== undefined, INVALID, `${strange ?? ''}: no such key`)
  const entries = keys.map((key): [string, string] => {
    const value = params[key]
    if (typeof value !== 'string') throw new ApiRefusal(INVALID, `${key} wants a string`)
    refuseIf(value === '' && key !== 'picUrl', INVALID, `${key} is empty`)
    return [key, value]
  })
  return Object.fromEntries(entries)
}

function parsed(text: string): JsonObject {
  try {
    const value: unknown = JSON.parse(text)
    if (isObject(value)) return value
  } catch {
    // Told below, like JSON that is no object.
  }
  throw new ApiRefusal(INVALID, 'msgParam is no JSON object')
}

function draw(stage: Stage, msgKey: string, params: Params): StandInBody {
  const of = (key: string) => params[key] ?? ''
  switch (msgKey) {
    case 'sampleText':
      return { type: 'text', text: of('content') }
    case 'sampleMarkdown':
      return drawMarkdown(stage, of('text'))
    case 'sampleImageMsg':
      return drawPhoto(stage, of('photoURL'))
    case 'sampleLink':
      checkUrl(of('messageUrl'))
      return { type: 'card', card: drawLink(of('title'), of('text'), of('messageUrl')) }
    case 'sampleAudio':
      refuseIf(!/^\d+$/.test(of('duration')), INVALID, 'duration')
      return fileBody(mediaOf(stage, of('mediaId'), 'voice'))
    case 'sampleFile':
      refuseIf(!FILE_TYPES.includes(of('fileType')), INVALID, 'fileType')
      return { ...fileBody(mediaOf(stage, of('mediaId'), 'file')), name: of('fileName') }
    case 'sampleVideo':
      refuseIf(of('videoType') !== 'mp4', INVALID, 'videoType')
      mediaOf(stage, of('picMediaId'), 'image')
      return fileBody(mediaOf(stage, of('videoMediaId'), 'video'))
    default:
      return { type: 'card', card: drawAction(of('text'), buttonsOf(params)) }
  }
}

function buttonsOf(params: Params): { title: string; url: string }[] {
  return BUTTON_KEYS.flatMap(([titleKey, urlKey]) => {
    const [title, url] = [params[titleKey], params[urlKey]]
    if (title === undefined || url === undefined) return []
    checkUrl(url)
    return [{ title, url }]
  })
}

function drawPhoto(stage: Stage, photo: string): StandInBody {
  if (/^https?:\/\//.test(photo)) return { type: 'markdown', text: `![](${photo})` }
  const { id, width, height } = mediaOf(stage, photo, 'image')
  return { type: 'image', path: `media/${id}`, width, height }
}

function mediaOf(stage: Stage, mediaId: string, kind: string): MediaRecord {
  const media = stage.media.uploaded(mediaId, kind)
  if (!media) throw new ApiRefusal(INVALID, `no such media_id among the uploads of type ${kind}`)
  return media
}

function fileBody({ id, name, size }: MediaRecord) {
  return { type: 'file', path: `media/${id}`, name, bytes: size } as const
}

function checkUrl(url: string): void {
  refuseIf(!isUrl(url), INVALID, 'a button or link wants an address')
}

/** Web pages, places within the client, and words for the sender to say. */
export function isUrl(url: string): boolean {
  if (/^(?:https?|dingtalk):\/\/./.test(url)) return true
  return wordsOf(url) !== null
}

/** What a tap on such a button makes the member say, in a robot's message alone (section 6.7). */
export function wordsOf(url: string): string | null {
  const words = /^dtmd:\/\/dingtalkclient\/sendMessage\?content=([^&]+)$/.exec(url)?.[1]
  try {
    return words === undefined ? null : decodeURIComponent(words)
  } catch {
    return null
  }
}
