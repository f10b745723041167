import { extname } from 'node:path'
import type { Delivery } from '../../../schema/delivery.ts'
import { multipart } from '../common/multipart.ts'
import { mediaIdOf, readUpload } from '../common/upload.ts'
import { FILE_SIZE, FILE_TYPE, refusal } from './errors.ts'
import { MEDIA_BYTES } from './limits.ts'
import type { Message } from './message.ts'
import type { Sender, Try } from './sender.ts'

const CALL = 'media/upload'
/** What can be uploaded as a picture, and what a file message shows (platform document, sections 7.2 and 4.3). */
const EXTENSIONS = {
  image: new Set(['jpg', 'jpeg', 'png', 'gif', 'bmp']),
  file: new Set(['xlsx', 'pdf', 'zip', 'rar', 'doc', 'docx']),
}

type Media = Extract<Delivery, { type: 'image' | 'file' }>

/** Uploads it, or takes the upload of an earlier try, and makes the message that shows it. */
export async function mediaMessage(
  { client }: Sender,
  media: Media,
  { progress, signal, spent }: Try,
): Promise<Message> {
  const { type, file } = media
  const name = type === 'file' ? media.name : file
  const extension = extname(name).slice(1).toLowerCase()
  if (!EXTENSIONS[type].has(extension)) throw refusal(CALL, FILE_TYPE)
  if (progress.media === undefined) {
    const upload = await readUpload(file, type === 'file' ? name : undefined)
    if (upload.bytes.length > MEDIA_BYTES) throw refusal(CALL, FILE_SIZE)
    const call = { name: CALL, query: { type }, body: multipart(upload), slow: true, signal, spent }
    progress.media = mediaIdOf(CALL, await client.oapi(call))
  }
  return type === 'image'
    ? { type, media: progress.media }
    : { type, media: progress.media, name, extension }
}
