import type { ServerResponse } from 'node:http'
import { describe, expect, test } from 'vitest'
import { PersonId, PhotoId } from '../../../schema/ids.ts'
import type { Delivery } from '../../../schema/delivery.ts'
import { answer, apiAndAdapter, faults, lilei, refuse } from './api.ts'
import { dir, file, image, imageOf, photo } from './files.ts'

const silence = faults['a reset'] ?? answer({})

describe('a photo', () => {
  test('is uploaded and sent; a second try names the same upload', async () => {
    const { api, deliver } = await apiAndAdapter({ mediaDir: dir })
    api.next('message/send', silence)
    await expect(deliver(lilei, image)).rejects.toThrow()
    expect(await deliver(lilei, image)).toEqual({ messageId: 'MSG1' })
    expect(api.calls('media/upload')).toHaveLength(1)
    const [first, again] = api.calls('message/send').map(({ body }) => body.toString())
    expect(again).toBe(first)
    expect(api.bodies('message/send')[0]).toMatchObject({ image: { media_id: 'MEDIA1' } })
  })

  test('whose upload has died is uploaded again', async () => {
    const { api, deliver } = await apiAndAdapter({ mediaDir: dir })
    api.next('message/send', refuse(40007))
    await expect(deliver(lilei, image)).rejects.toMatchObject({ code: 40007 })
    await deliver(lilei, image)
    expect(api.calls('media/upload')).toHaveLength(2)
  })

  test('that is gone from the disk is not waited for', async () => {
    const { deliver } = await apiAndAdapter({ mediaDir: dir })
    const refused = { code: 'ENOENT', decision: { retry: 'never' } }
    await expect(deliver(lilei, imageOf('gone.jpg'))).rejects.toMatchObject(refused)
  })
})

test('a file is uploaded whole, its name in plain UTF-8 and unable to break out', async () => {
  const { api, deliver } = await apiAndAdapter({ mediaDir: dir })
  await deliver(lilei, file)
  const [upload] = api.calls('media/upload')
  const body = upload?.body.toString() ?? ''
  expect(upload?.query.get('type')).toBe('file')
  expect(upload?.headers['content-length']).toBe(String(upload?.body.length))
  expect(upload?.headers['transfer-encoding']).toBeUndefined()
  const boundary = /boundary=(.+)$/.exec(upload?.headers['content-type'] ?? '')?.[1] ?? ''
  expect(body).toBe(
    `--${boundary}\r\nContent-Disposition: form-data; name="media"; filename="稿件 42___.docx"; ` +
      `filelength=${photo.length}\r\nContent-Type: application/octet-stream\r\n\r\n` +
      `${photo.toString()}\r\n--${boundary}--\r\n`,
  )
})

describe('fetching a photo', () => {
  const fetchPhoto: Delivery = {
    type: 'fetch-photo',
    photo: PhotoId.parse('p'),
    media: 'M/1+',
    person: PersonId.parse('x'),
  }
  const bytesAs = (type: string, bytes: Buffer | string) => ({
    play: (_heard: unknown, response: ServerResponse) => {
      response.setHeader('content-type', type).end(bytes)
    },
  })

  test('brings its bytes as they are', async () => {
    const { api, deliver } = await apiAndAdapter()
    const bytes = Buffer.from([0xff, 0xd8, 0x00, 0x7b, 0xfe])
    api.next('media/get', bytesAs('image/jpeg', bytes).play)
    const receipt = await deliver(lilei, fetchPhoto)
    expect(Buffer.from(receipt.bytes ?? [])).toEqual(bytes)
    expect(api.calls('media/get')[0]?.query.get('media_id')).toBe('M/1+')
  })

  test.each(['application/json', 'text/plain', 'image/jpeg'])(
    'that is lost is told apart under any content type: %s',
    async (type) => {
      const { api, deliver } = await apiAndAdapter()
      api.next('media/get', bytesAs(type, '{"errcode":40007,"errmsg":"no"}').play)
      await expect(deliver(lilei, fetchPhoto)).rejects.toMatchObject({ code: 40007 })
    },
  )

  test('that is larger than 20 MB is refused before it fills the memory', async () => {
    const { api, deliver } = await apiAndAdapter()
    api.next('media/get', bytesAs('image/jpeg', Buffer.alloc(20 * 1024 * 1024 + 1)).play)
    const refused = { code: 830002, decision: { retry: 'never' } }
    await expect(deliver(lilei, fetchPhoto)).rejects.toMatchObject(refused)
  })
})
