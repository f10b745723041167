import { request } from 'node:http'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { type Answer, type Bot, lilei, stage } from './support.ts'

const blank = { width: 64, height: 48, channels: 3 as const, background: '#2b7de9' }
const png = async () => new Uint8Array(await sharp({ create: blank }).png().toBuffer())
const utf8 = (text: string) => new TextEncoder().encode(text)

test('an uploaded picture is sent with its size and name', async () => {
  const { bot, standIn } = await stage()
  const uploaded = await bot.upload('image', '运动会.png', await png())
  expect(uploaded).toMatchObject({ errcode: 0, type: 'image', created_at: '1795136400' })
  const id = String(uploaded['media_id'])
  expect((await bot.send('image', { media_id: id })).errcode).toBe(0)
  const [message] = standIn.messages(lilei)
  expect(message?.body).toEqual({ type: 'image', path: `media/${id}`, width: 64, height: 48 })
  expect(standIn.media(id)).toMatchObject({ name: '运动会.png', type: 'image/png' })
})

test('a file goes out under its name and comes back as raw UTF-8', async () => {
  const { bot, standIn } = await stage()
  const { media_id: id } = await bot.upload('file', '稿件42.docx', utf8('正文正文'))
  await bot.send('file', { media_id: id })
  const body = { type: 'file', name: '稿件42.docx', bytes: 12 }
  expect(standIn.messages(lilei)).toMatchObject([{ body }])
  const response = await media(bot, id)
  const disposition = response.headers.get('content-disposition') ?? ''
  expect(Buffer.from(disposition, 'latin1').toString()).toBe('attachment; filename="稿件42.docx"')
  expect(await response.text()).toBe('正文正文')
  const part = await media(bot, id, { range: 'bytes=3-5' })
  expect([part.status, part.headers.get('content-range')]).toEqual([206, 'bytes 3-5/12'])
  expect(await part.text()).toBe('文')
  const bad = await media(bot, id, { range: 'bytes=9-2' })
  expect(await bad.json()).toMatchObject({ errcode: 40146 })
})

async function media(bot: Bot, id: unknown, headers: Record<string, string> = {}) {
  const query = `access_token=${await bot.token()}&media_id=${String(id)}`
  return fetch(`${bot.standIn.url}/cgi-bin/media/get?${query}`, { headers })
}

test('a media_id is forgotten after three days, and never known under another type', async () => {
  const { bot, clock, standIn } = await stage()
  const { media_id: id } = await bot.upload('image', 'a.png', await png())
  expect((await bot.send('file', { media_id: id })).errcode).toBe(40007)
  expect((await bot.send('image', { media_id: 'none' })).errcode).toBe(40007)
  expect((await bot.send('image', {})).errcode).toBe(41006)
  clock.advance(3 * 86_400_000)
  expect((await bot.send('image', { media_id: id })).errcode).toBe(40007)
  expect(await (await media(bot, id)).json()).toMatchObject({ errcode: 40007 })
  expect(standIn.media(String(id))).toBeDefined()
})

test('uploads are refused by type and size', async () => {
  const { bot } = await stage()
  const codeOf = async (type: string, bytes: Uint8Array<ArrayBuffer>) =>
    (await bot.upload(type, 'a.bin', bytes)).errcode
  expect(await codeOf('paper', utf8('正文正文'))).toBe(40005)
  expect(await codeOf('file', utf8(''))).toBe(44001)
  expect(await codeOf('file', utf8('12345'))).toBe(40006)
  expect(await codeOf('file', utf8('123456'))).toBe(0)
  expect(await codeOf('file', new Uint8Array(20 * 1024 * 1024 + 1))).toBe(40006)
  expect(await codeOf('image', utf8('no picture'))).toBe(40123)
  expect(await codeOf('image', new Uint8Array(10 * 1024 * 1024 + 1))).toBe(40009)
  const gif = new Uint8Array(await sharp({ create: blank }).gif().toBuffer())
  expect(await codeOf('image', gif)).toBe(40004)
  expect(await codeOf('voice', utf8('RIFF....'))).toBe(40004)
  expect(await codeOf('voice', utf8('#!AMR\n..'))).toBe(0)
})

test('an upload whose name is in the RFC 5987 form, or without a length, is refused', async () => {
  const { bot } = await stage()
  const part = (disposition: string) =>
    `--B\r\nContent-Disposition: form-data; name="media"; ${disposition}\r\n\r\n123456\r\n--B--\r\n`
  expect((await rawUpload(bot, part('filename="a.txt"'))).errcode).toBe(0)
  expect((await rawUpload(bot, part('filename="a.txt"'), true)).errcode).toBe(44001)
  expect((await rawUpload(bot, part(`filename*=UTF-8''a.txt`))).errcode).toBe(44001)
  expect((await rawUpload(bot, part('x=y'))).errcode).toBe(44001)
})

async function rawUpload(bot: Bot, body: string, chunked = false): Promise<Answer> {
  const path = `/cgi-bin/media/upload?access_token=${await bot.token()}&type=file`
  const headers = {
    'content-type': 'multipart/form-data; boundary=B',
    ...(chunked ? { 'transfer-encoding': 'chunked' } : { 'content-length': body.length }),
  }
  return new Promise((resolve, reject) => {
    const upload = request(`${bot.standIn.url}${path}`, { method: 'POST', headers }, (response) => {
      let text = ''
      response.on('data', (chunk: Buffer) => (text += chunk.toString()))
      response.on('end', () => resolve(JSON.parse(text) as Answer))
    })
    upload.on('error', reject).end(body)
  })
}
