import { createHmac, randomBytes } from 'node:crypto'
import { type JsonObject, textAt } from '../common/json.ts'
import { FileAnswer } from '../common/file-answer.ts'
import { sameSign } from './crypto.ts'
import { readForm } from './multipart.ts'
import { ApiRefusal, OapiRefusal, refuseIf } from './refusal.ts'
import type { Call, Stage } from './stage.ts'

const URL_LIFETIME_S = 10 * 60
export const FILE_ROOT = '/files/'
/** Addresses die with the stand-in that gave them. */
const KEY = randomBytes(32)

/** media/upload (section 7.2): `type` as a field of the form or in the query. */
export async function uploadMedia(stage: Stage, call: Call): Promise<JsonObject> {
  const { fields, media: file } = readForm(call.headers, call.raw)
  const type = call.query.get('type') ?? fields['type'] ?? ''
  if (!file) throw new OapiRefusal(41005, '缺少多媒体文件数据')
  const media = await stage.media.upload(type, file)
  return { type, media_id: media.mediaId, created_at: media.at }
}

/** `POST /v1.0/robot/messageFiles/download` (section 7.1). */
export function giveFileUrl(stage: Stage, call: Call): JsonObject {
  const [code, robotCode] = [textAt(call.body, 'downloadCode'), textAt(call.body, 'robotCode')]
  const incomplete = code === '' || robotCode === ''
  refuseIf(incomplete, 'invalidParameter.robotCode.empty', 'robotCode or downloadCode missing')
  const foreign = robotCode !== stage.options.credentials.robotCode
  refuseIf(foreign, 'invalidParameter.robotCode.auth', 'not the robot of this app')
  const media = stage.media.received(code)
  if (!media) throw new ApiRefusal('invalidParameter.robotCode.downloadCode', 'wrong or expired')
  const expires = String(Math.floor(call.now / 1000) + URL_LIFETIME_S)
  const query = new URLSearchParams({ Expires: expires, Signature: signed(media.id, expires) })
  return { downloadUrl: `${stage.url}${FILE_ROOT}${media.id}.file?${query.toString()}` }
}

/** The address that `giveFileUrl` gave: a plain GET, like any object store. */
export function giveFile(stage: Stage, call: Call): FileAnswer {
  const id = call.path.slice(FILE_ROOT.length).replace(/\.file$/, '')
  const expires = call.query.get('Expires') ?? ''
  const genuine = sameSign(call.query.get('Signature') ?? '', signed(id, expires))
  const media = stage.media.shown(id)
  if (!genuine || !media) return refusal(403, 'SignatureDoesNotMatch')
  if (Number(expires) * 1000 <= call.now) return refusal(403, 'AccessDenied')
  return new FileAnswer(200, { 'content-type': 'application/octet-stream' }, media.bytes)
}

function refusal(status: number, code: string): FileAnswer {
  const xml = Buffer.from(`<Error><Code>${code}</Code></Error>`)
  return new FileAnswer(status, { 'content-type': 'application/xml' }, xml)
}

function signed(id: string, expires: string): string {
  return createHmac('sha1', KEY).update(`${id}\n${expires}`).digest('base64')
}
