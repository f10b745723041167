import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, expect, test } from 'vitest'
import { PhotoId } from '../../schema/ids.ts'
import { storePhoto } from '../../src/photos.ts'

const folder = mkdtempSync(join(tmpdir(), 'baosong-photos-'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})

const store = (bytes: Uint8Array) => storePhoto(folder, PhotoId.parse('p1'), bytes)
const blank = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#2b7de9' } })

test('a JPEG or PNG is kept byte for byte, under the name of its content', async () => {
  for (const bytes of [
    await blank(64, 48).jpeg().toBuffer(),
    await blank(64, 48).png().toBuffer(),
  ]) {
    const stored = await store(bytes)
    if (stored.outcome !== 'ready') throw new Error(stored.outcome)
    expect(stored.photo).toMatchObject({ width: 64, height: 48, bytes: bytes.length })
    expect(readFileSync(join(folder, stored.photo.file))).toEqual(bytes)
    expect(stored.photo.file).toContain(stored.photo.sha256)
  }
})

test('what not every chat shows becomes a JPEG', async () => {
  const stored = await store(await blank(64, 48).webp().toBuffer())
  expect(stored).toMatchObject({ outcome: 'ready', photo: { mime: 'image/jpeg', width: 64 } })
})

test('what is no picture is told so, whatever it begins with', async () => {
  for (const bytes of [
    Buffer.from('hello'),
    Buffer.from([0xff, 0xd8, 0xff, 0xe0]),
    Buffer.alloc(0),
  ])
    expect(await store(bytes)).toEqual({ outcome: 'not-a-photo' })
})

test('too many bytes, or a small file that would unpack to a wall of pixels, is too large', async () => {
  expect(await store(Buffer.alloc(10 * 1024 * 1024 + 1))).toEqual({ outcome: 'too-large' })
  const wall = await blank(10_000, 6_000).png({ compressionLevel: 9 }).toBuffer()
  expect(wall.length).toBeLessThan(1024 * 1024)
  expect(await store(wall)).toEqual({ outcome: 'too-large' })
})
