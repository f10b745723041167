import { request } from 'node:http'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { type Bot, credentials, type Json, lilei, stage } from './support.ts'
import { connect } from './stream-client.ts'

const blank = { width: 64, height: 48, channels: 3 as const, background: '#2b7de9' }
const png = async () => new Uint8Array(await sharp({ create: blank }).png().toBuffer())
const utf8 = (text: string) => new TextEncoder().encode(text)
const { robotCode } = credentials

test('an uploaded picture is sent with its size, and a file under the name that is asked for', async () => {
  const { bot, standIn, clock } = await stage()
  const picture = await bot.upload('image', '运动会.png', await png())
  expect(picture).toMatchObject({ errcode: 0, type: 'image', created_at: clock.now() })
  expect(picture['media_id']).toMatch(/^@lA/)
  await bot.send('sampleImageMsg', { photoURL: picture['media_id'] })
  const { media_id: mediaId } = await bot.upload('file', 'a.docx', utf8('正文'))
  await bot.send('sampleFile', { mediaId, fileName: '稿件42.docx', fileType: 'docx' })
  const bodies = standIn.messages(lilei).map(({ body }) => body)
  expect(bodies).toMatchObject([
    { type: 'image', width: 64, height: 48 },
    { type: 'file', name: '稿件42.docx', bytes: 6 },
  ])
  const path = bodies[1]?.type === 'file' ? bodies[1].path : ''
  expect(standIn.media(path.replace('media/', ''))).toMatchObject({ bytes: Buffer.from('正文') })
})

test('markdown comes as it was sent, with those of its pictures that were uploaded', async () => {
  const { bot, standIn } = await stage()
  const { media_id: name } = await bot.upload('image', '排行.png', await png())
  const { media_id: file } = await bot.upload('file', 'a.pdf', utf8('a'))
  const text = `![图](${String(name)})\n![](${String(name)})![](${String(file)})![](@lAnone)`
  await bot.send('sampleMarkdown', { title: '图', text })
  const body = standIn.messages(lilei).at(-1)?.body
  const path = expect.stringMatching(/^media\/[\w-]+$/) as string
  const pictures = [{ name, path, width: 64, height: 48 }]
  expect(body).toEqual({ type: 'markdown', text, pictures })
  await bot.send('sampleMarkdown', { title: '字', text: '![](@lAnone)' })
  expect(standIn.messages(lilei).at(-1)?.body).toEqual({ type: 'markdown', text: '![](@lAnone)' })
})

test('a media_id is known under the type that it was uploaded as', async () => {
  const { bot } = await stage()
  const { media_id: photoURL } = await bot.upload('image', 'a.png', await png())
  const file = { mediaId: photoURL, fileName: 'a.pdf', fileType: 'pdf' }
  const invalid = 'invalidParameter.msgParam.invalid'
  expect((await bot.send('sampleFile', file)).body['code']).toBe(invalid)
  expect((await bot.send('sampleImageMsg', { photoURL: 'none' })).body['code']).toBe(invalid)
  const { media_id: mediaId } = await bot.upload('file', 'a.txt.pdf', utf8('a'))
  const txt = { mediaId, fileName: 'a.txt', fileType: 'txt' }
  expect((await bot.send('sampleFile', txt)).body['code']).toBe(invalid)
})

test('uploads are refused by type, ending and size', async () => {
  const { bot } = await stage()
  const codeOf = async (type: string, name: string, bytes: Uint8Array<ArrayBuffer>) =>
    (await bot.upload(type, name, bytes))['errcode']
  expect(await codeOf('paper', 'a.pdf', utf8('a'))).toBe(40004)
  expect(await codeOf('file', 'a.txt', utf8('a'))).toBe(40005)
  expect(await codeOf('file', 'a', utf8('a'))).toBe(40005)
  expect(await codeOf('image', 'a.webp', await png())).toBe(40005)
  expect(await codeOf('image', 'a.png', utf8('no picture'))).toBe(40005)
  expect(await codeOf('file', 'a.pdf', utf8(''))).toBe(40006)
  expect(await codeOf('file', 'a.pdf', new Uint8Array(20 * 1024 * 1024 + 1))).toBe(40006)
  expect(await codeOf('voice', 'a.amr', new Uint8Array(2 * 1024 * 1024 + 1))).toBe(40006)
  expect(await codeOf('voice', 'a.amr', utf8('#!AMR'))).toBe(0)
  expect(await codeOf('video', 'a.mp4', utf8('mp4'))).toBe(0)
  expect(await codeOf('file', 'a.PDF', utf8('a'))).toBe(0)
})

test('an upload may be chunked and carry its type as a field, but needs a part named media', async () => {
  const { bot } = await stage()
  const type = '--B\r\nContent-Disposition: form-data; name="type"\r\n\r\nfile\r\n'
  const part = (disposition: string) =>
    `--B\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n123\r\n--B--\r\n`
  const good = part('name="media"; filename="a.pdf"')
  expect(await chunkedUpload(bot, type + good)).toMatchObject({ errcode: 0, type: 'file' })
  expect((await chunkedUpload(bot, good))['errcode']).toBe(40004)
  const bad = [
    'name="file"; filename="a.pdf"',
    'name="media"',
    `name="media"; filename*=UTF-8''a.pdf`,
  ]
  for (const disposition of bad) {
    expect((await chunkedUpload(bot, type + part(disposition)))['errcode']).toBe(41005)
  }
})

async function chunkedUpload(bot: Bot, body: string): Promise<Json> {
  const path = `/media/upload?access_token=${await bot.token()}`
  const headers = {
    'content-type': 'multipart/form-data; boundary=B',
    'transfer-encoding': 'chunked',
  }
  return new Promise((resolve, reject) => {
    const upload = request(`${bot.standIn.url}${path}`, { method: 'POST', headers }, (response) => {
      let text = ''
      response.on('data', (chunk: Buffer) => (text += chunk.toString()))
      response.on('end', () => resolve(JSON.parse(text) as Json))
    })
    upload.on('error', reject).end(body)
  })
}

async function receivedCode(photo: Uint8Array) {
  const world = await stage()
  const client = await connect(world.bot)
  await world.standIn.sendPhotos('staff0001', [photo])
  const content = client.callbacks[0]?.body['content'] as { downloadCode: string }
  const exchange = (rest: object = {}) =>
    world.bot.api('robot/messageFiles/download', {
      downloadCode: content.downloadCode,
      robotCode,
      ...rest,
    })
  return { ...world, exchange }
}

test('a downloadCode is exchanged for an address that gives out the very bytes', async () => {
  const photo = await png()
  const { exchange, standIn } = await receivedCode(photo)
  const { body } = await exchange()
  const response = await fetch(String(body['downloadUrl']))
  expect(new Uint8Array(await response.arrayBuffer())).toEqual(photo)
  expect(new URL(String(body['downloadUrl'])).pathname).toMatch(/\.file$/)
  expect(JSON.stringify(standIn.wire())).not.toContain(
    new URL(String(body['downloadUrl'])).searchParams.get('Signature'),
  )
})

test('a downloadCode is refused to another robot, made up, and after its time', async () => {
  const { exchange, clock } = await receivedCode(await png())
  const of = async (rest: object = {}) => (await exchange(rest)).body['code']
  expect(await of({ robotCode: 'other' })).toBe('invalidParameter.robotCode.auth')
  expect(await of({ robotCode: '' })).toBe('invalidParameter.robotCode.empty')
  expect(await of({ downloadCode: undefined })).toBe('invalidParameter.robotCode.empty')
  expect(await of({ downloadCode: 'x' })).toBe('invalidParameter.robotCode.downloadCode')
  clock.advance(60 * 60 * 1000 - 1)
  expect(await of()).toBeUndefined()
  clock.advance(1)
  expect(await of()).toBe('invalidParameter.robotCode.downloadCode')
})

test('the address of a file is signed and ends in time', async () => {
  const { exchange, clock } = await receivedCode(await png())
  const url = String((await exchange()).body['downloadUrl'])
  expect((await fetch(url.replace(/Expires=\d+/, 'Expires=9999999999'))).status).toBe(403)
  expect((await fetch(url.replace(/Signature=.*/, 'Signature=a'))).status).toBe(403)
  clock.advance(10 * 60 * 1000)
  expect((await fetch(url)).status).toBe(403)
})
