import type { JsonObject } from '../common/json.ts'
import { readUpload } from './multipart.ts'
import { Refusal, refuseIf } from './refusal.ts'
import { FileAnswer } from '../common/file-answer.ts'
import type { Call, Stage } from './stage.ts'

const LARGEST_UNRANGED = 20 * 1024 * 1024

/** media/upload (WeCom document 90253). */
export async function uploadMedia(stage: Stage, call: Call): Promise<JsonObject> {
  const kind = call.query.get('type') ?? ''
  const file = readUpload(call.headers, call.raw)
  const media = await stage.media.upload(kind, ['image', 'voice', 'video', 'file'], file)
  const createdAt = String(Math.floor(media.at / 1000))
  return { errmsg: '', type: kind, media_id: media.id, created_at: createdAt }
}

/** media/get (WeCom document 90254). */
export function getMedia(stage: Stage, call: Call): FileAnswer {
  const id = call.query.get('media_id')
  refuseIf(!id, 41006, 'media_id missing')
  const { media, bytes } = stage.media.fetch(id ?? '')
  const headers = {
    'content-type': media.type,
    // Names go out as raw UTF-8, which a header must be given byte by byte.
    'content-disposition': `attachment; filename="${Buffer.from(media.name).toString('latin1')}"`,
  }
  const range = call.headers['range']
  if (range === undefined) {
    refuseIf(bytes.length > LARGEST_UNRANGED, 830002, 'too large without a range')
    return new FileAnswer(200, headers, bytes)
  }
  const [from, to] = readRange(String(range), bytes.length)
  const part = bytes.subarray(from, to + 1)
  const contentRange = `bytes ${from}-${to}/${bytes.length}`
  return new FileAnswer(206, { ...headers, 'content-range': contentRange }, part)
}

function readRange(range: string, size: number): [number, number] {
  const match = /^bytes=(\d+)-(\d*)$/.exec(range)
  const from = Number(match?.[1] ?? NaN)
  const to = Math.min(match?.[2] ? Number(match[2]) : size - 1, size - 1)
  if (!(from <= to)) throw new Refusal(40146, 'invalid range')
  return [from, to]
}
