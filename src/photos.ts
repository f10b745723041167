import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { PhotoId } from '../schema/ids.ts'
import type { StoredPhoto } from './db/photos.ts'

/** WeCom's own bound for pictures is 10 MB (document 90253); beyond it nobody sends us one. */
const MAX_BYTES = 10 * 1024 * 1024
/** A small file that unpacks to a wall of pixels would take the machine's memory. */
const MAX_PIXELS = 50_000_000

export type PhotoOutcome =
  | { outcome: 'ready'; photo: StoredPhoto & { sha256: string } }
  | { outcome: 'not-a-photo' | 'too-large' }

/**
 * Looks at what the bytes are, whatever their sender called them, and keeps them durably below
 * `mediaDir` under the name of their content. Only pictures that every chat shows are kept as
 * they are; others are turned into JPEG.
 */
export async function storePhoto(
  mediaDir: string,
  id: PhotoId,
  bytes: Uint8Array,
): Promise<PhotoOutcome> {
  if (bytes.length > MAX_BYTES) return { outcome: 'too-large' }
  const picture = await asPicture(bytes)
  if (picture === 'too-large') return { outcome: picture }
  if (!picture) return { outcome: 'not-a-photo' }
  const sha256 = createHash('sha256').update(picture.bytes).digest('hex')
  const file = `${sha256.slice(0, 2)}/${sha256}.${picture.extension}`
  await writeDurably(join(mediaDir, sha256.slice(0, 2)), join(mediaDir, file), picture.bytes)
  const { mime, width, height } = picture
  return {
    outcome: 'ready',
    photo: { id, sha256, file, mime, width, height, bytes: picture.bytes.length },
  }
}

interface Picture {
  bytes: Uint8Array
  extension: 'jpg' | 'png'
  mime: string
  width: number
  height: number
}

async function asPicture(bytes: Uint8Array): Promise<Picture | 'too-large' | undefined> {
  // Loaded with the first photo: a tenth of the program's memory, and a good part of its start.
  const { default: sharp } = await import('sharp')
  try {
    // The head of the file tells the size: nothing is unpacked before it is known.
    const image = sharp(bytes, { limitInputPixels: false })
    const { format, autoOrient } = await image.metadata()
    // As it is shown: phones lay a picture down and note in it which way is up.
    const { width, height } = autoOrient
    if (width * height > MAX_PIXELS) return 'too-large'
    if (format === 'jpeg') return { bytes, extension: 'jpg', mime: 'image/jpeg', width, height }
    if (format === 'png') return { bytes, extension: 'png', mime: 'image/png', width, height }
    if (format !== 'webp' && format !== 'gif' && format !== 'heif') return undefined
    const { data, info } = await image
      .rotate()
      .jpeg({ quality: 90 })
      .toBuffer({ resolveWithObject: true })
    return {
      bytes: data,
      extension: 'jpg',
      mime: 'image/jpeg',
      width: info.width,
      height: info.height,
    }
  } catch {
    // sharp throws plain errors on whatever it cannot read: for us that is an answer, not a fault.
    return undefined
  }
}

async function writeDurably(folder: string, path: string, bytes: Uint8Array) {
  await mkdir(folder, { recursive: true })
  // The same picture may be on its way twice at once.
  const temporary = `${path}.${randomUUID()}.tmp`
  const handle = await open(temporary, 'w')
  try {
    await handle.writeFile(bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(temporary, path)
}
