import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PhotoId } from '../../../schema/ids.ts'
import type { Delivery } from '../../../schema/delivery.ts'

export const dir = mkdtempSync(join(tmpdir(), 'wecom-'))
export const photo = Buffer.from('not really a photo')
writeFileSync(join(dir, 'photo.jpg'), photo)
writeFileSync(join(dir, 'huge.jpg'), Buffer.alloc(2 * 1024 * 1024 + 1))
export const imageOf = (path: string): Delivery => ({
  type: 'image',
  photo: PhotoId.parse('p'),
  file: path,
})
export const image = imageOf('photo.jpg')
export const file: Delivery = { type: 'file', file: 'photo.jpg', name: '稿件 42"\r\n.docx' }
