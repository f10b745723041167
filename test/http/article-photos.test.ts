import { createHash } from 'node:crypto'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { PhotoId } from '../../schema/ids.ts'
import { storePhoto } from '../../src/photos.ts'
import { folder } from '../scripts/run.ts'
import { picture } from '../support/picture.ts'
import { linkFor, linkOn, open, photosOn, readable, send, story } from './pages.ts'

const two = [
  ['one', '居民在晚间窗口排队'],
  ['two', '志愿者帮老人填表'],
] as const

const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

test('photos stand in their order with captions below, their sizes known before they come', async () => {
  const it = await story()
  await send(it, { photos: two })
  const page = await open(it, linkOn(it.head))
  expect(readable(page).filter((line) => line.startsWith('图'))).toEqual([
    '图1 居民在晚间窗口排队',
    '图2 志愿者帮老人填表',
  ])
  expect(page.body.match(/width="64"\s+height="48"/g)).toHaveLength(2)
  const sent = await Promise.all(two.map(async ([name]) => digest(await picture(name))))
  const shown = await Promise.all(
    photosOn(page).map(async (url) => (await open(it, url)).rawPayload),
  )
  expect(shown.map(digest)).toEqual(sent)
})

test('a photo comes as what it is, for this reader alone', async () => {
  const it = await story()
  await send(it, { photos: two })
  const [photo = ''] = photosOn(await open(it, linkOn(it.head)))
  const { headers } = await open(it, photo)
  expect(headers).toMatchObject({
    'content-type': 'image/jpeg',
    'cache-control': 'private, max-age=3600',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-resource-policy': 'same-origin',
  })
})

test('a link opens the photos of its own item only', async () => {
  const it = await story()
  await send(it, { photos: two })
  const [photo = ''] = photosOn(await open(it, linkOn(it.head)))
  await send(it, { heading: '溪畔社区晚间窗口办成三十六件事' })
  const id = photo.split('/').at(-1) ?? ''
  const other = linkFor(it, 'zhaoleshan', '2026-0002')
  expect((await open(it, other)).statusCode).toBe(200)
  for (const wrong of [
    `${other}/photos/${id}`,
    `${linkOn(it.head)}/photos/..%2f..%2fbaosong.db`,
    `${linkFor(it, 'jiamai')}/photos/${id}`,
    `/articles/forged/photos/${id}`,
  ]) {
    expect([wrong, (await open(it, wrong)).statusCode]).toEqual([wrong, 404])
  }
  await it.room.later(7 * 24 * 3600_000)
  expect((await open(it, photo)).statusCode).toBe(410)
})

test('a photo that an older version had can be seen there still', async () => {
  const it = await story()
  await send(it, { photos: two })
  const link = linkOn(it.head)
  await it.head.says('退回 2026-0001 照片不清')
  await it.writer.taps('修改')
  for (const answer of ['照片', '图1 删除', '完成', '提交']) await it.writer.says(answer)
  const [newest, older] = [await open(it, link), await open(it, `${link}?version=1`)]
  expect([photosOn(newest).length, photosOn(older).length]).toEqual([1, 2])
  for (const url of photosOn(older)) expect((await open(it, url)).statusCode).toBe(200)
})

test('a photo that a phone has laid down has the size that it is shown in', async () => {
  const flat = { create: { width: 64, height: 48, channels: 3, background: '#888' } } as const
  const bytes = await sharp(flat).withMetadata({ orientation: 6 }).jpeg().toBuffer()
  const stored = await storePhoto(folder(), PhotoId.parse('one'), bytes)
  expect(stored).toMatchObject({ outcome: 'ready', photo: { width: 48, height: 64 } })
})
