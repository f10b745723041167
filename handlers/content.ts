import { createHash } from 'node:crypto'
import { ContentHash, type ItemContent } from '../schema/submission.ts'
import type { PhotoRecord } from './contract.ts'

/**
 * What an approval is given for: SHA-256 over tier, category, title, date, body and the ordered
 * photos with captions. Photos count by their bytes, so the same picture sent again is the same
 * content. `undefined` while the bytes of a photo are not there.
 */
export function contentHash(
  content: ItemContent,
  photos: readonly PhotoRecord[],
): ContentHash | undefined {
  const bytes = new Map(photos.map(({ id, sha256 }) => [id, sha256]))
  const pictures: [string, string][] = []
  for (const { photo, caption } of content.photos) {
    const sha256 = bytes.get(photo)
    if (!sha256) return undefined
    pictures.push([sha256, caption])
  }
  const { tier, category, title, eventDate, body } = content
  // An array, since the order of an object's keys is nobody's promise.
  const canonical = JSON.stringify([1, tier, category, title, eventDate, body, pictures])
  return ContentHash.parse(createHash('sha256').update(canonical, 'utf8').digest('hex'))
}
