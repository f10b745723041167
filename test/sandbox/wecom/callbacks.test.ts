import sharp from 'sharp'
import { expect, test } from 'vitest'
import { lilei, stage } from './support.ts'
import { eventually } from '../../support/eventually.ts'

test('the address check succeeds on the decrypted echo alone', async () => {
  const { standIn, listener } = await stage()
  expect(await standIn.verifyAddress()).toBe(true)
  listener.answer = () => 403
  expect(await standIn.verifyAddress()).toBe(false)
  listener.url = null
  expect(await standIn.verifyAddress()).toBe(false)
})

test('a text of a member arrives sealed, signed and as documented', async () => {
  const { standIn, listener } = await stage()
  await standIn.sendText('lilei', '投稿 ]]> <b>')
  const [received] = listener.received
  const xml = received?.xml ?? ''
  expect(xml).toContain('<ToUserName><![CDATA[wwa1b2c3d4e5f60718]]></ToUserName>')
  expect(xml).toContain('<FromUserName><![CDATA[lilei]]></FromUserName>')
  expect(xml).toContain('<CreateTime>1795136400</CreateTime>')
  expect(xml).toContain('<Content><![CDATA[投稿 ]]]]><![CDATA[> <b>]]></Content>')
  expect(xml).toMatch(/<MsgId>\d{10,19}<\/MsgId>/)
  expect(xml).toContain('<AgentID>1000002</AgentID>')
  expect(standIn.messages(lilei)).toMatchObject([
    { from: 'person', body: { text: '投稿 ]]> <b>' } },
  ])
})

test('a burst of photos is one message each, with bytes that media/get gives out', async () => {
  const { standIn, listener, bot } = await stage()
  const blank = { width: 40, height: 30, channels: 3 as const, background: '#2b7de9' }
  const photos = [await sharp({ create: blank }).jpeg().toBuffer(), Buffer.from('not a picture')]
  await standIn.sendPhotos('lilei', photos)
  expect(standIn.messages(lilei)).toMatchObject([
    { body: { type: 'image', width: 40, height: 30 } },
    { body: { type: 'image', width: 300, height: 300 } },
  ])
  const xmls = listener.received.map(({ xml }) => xml)
  expect(new Set(xmls.map((xml) => /<MsgId>(.+)</.exec(xml)?.[1])).size).toBe(2)
  const id = /<MediaId><!\[CDATA\[(.+?)\]/.exec(xmls[0] ?? '')?.[1] ?? ''
  const path = `media/get?access_token=${await bot.token()}&media_id=${id}`
  const response = await fetch(`${standIn.url}/cgi-bin/${path}`)
  expect(response.headers.get('content-type')).toBe('image/jpeg')
  expect(Buffer.from(await response.arrayBuffer())).toEqual(photos[0])
  const picUrl = /<PicUrl><!\[CDATA\[(.+?)\]/.exec(xmls[0] ?? '')?.[1] ?? ''
  expect((await fetch(picUrl)).status).toBe(200)
  expect(standIn.media(id)?.bytes).toEqual(photos[0])
})

test('a file of a member comes under its name, with bytes that media/get gives out', async () => {
  const { standIn, listener, bot } = await stage()
  const bytes = new TextEncoder().encode('稿件正文')
  await standIn.sendFile('lilei', { name: '工作信息.docx', bytes })
  const xml = listener.received[0]?.xml ?? ''
  expect(xml).toContain('<MsgType><![CDATA[file]]></MsgType>')
  expect(xml).toContain('<FileName><![CDATA[工作信息.docx]]></FileName>')
  const id = /<MediaId><!\[CDATA\[(.+?)\]/.exec(xml)?.[1] ?? ''
  expect(standIn.messages(lilei)).toMatchObject([
    {
      from: 'person',
      body: { type: 'file', path: `media/${id}`, name: '工作信息.docx', bytes: 12 },
    },
  ])
  expect(standIn.wire().at(0)).toMatchObject({ title: 'file 工作信息.docx', ok: true })
  const path = `media/get?access_token=${await bot.token()}&media_id=${id}`
  const response = await fetch(`${standIn.url}/cgi-bin/${path}`)
  expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes)
})

test('nobody can send an empty file or one above 20 MB', async () => {
  const { standIn, listener } = await stage()
  for (const size of [0, 20 * 1024 * 1024 + 1]) {
    const file = { name: 'a.zip', bytes: new Uint8Array(size) }
    await expect(standIn.sendFile('lilei', file)).rejects.toThrow('too large or empty')
  }
  expect([standIn.messages(lilei), listener.received]).toEqual([[], []])
})

test('a callback that fails is sent three times in all, sealed anew with the same MsgId', async () => {
  const { standIn, listener } = await stage()
  listener.answer = () => 503
  await standIn.sendText('lilei', '投稿')
  expect(listener.received).toHaveLength(3)
  expect(new Set(listener.received.map(({ body }) => body)).size).toBe(3)
  expect(new Set(listener.received.map(({ xml }) => xml)).size).toBe(1)
  expect(standIn.wire().at(-1)).toMatchObject({
    direction: 'callback',
    chat: 'lilei',
    title: 'text 投稿',
    ok: false,
    tries: 3,
    answer: { status: 503 },
  })
})

test('a bot that does not answer in time is tried again', async () => {
  const { standIn, listener } = await stage({ callbackTimeoutMs: 100 })
  listener.answer = () => (listener.received.length < 2 ? null : 200)
  await standIn.sendText('lilei', '投稿')
  expect(standIn.wire().at(-1)).toMatchObject({ ok: true, tries: 2 })
})

test('one person is heard in order, two at the same time', async () => {
  const { standIn, listener } = await stage()
  let letGo = () => {}
  const held = new Promise<number>((resolve) => (letGo = () => resolve(200)))
  listener.answer = ({ xml }) => (xml.includes('第一句') ? held : 200)
  const all = [
    standIn.sendText('lilei', '第一句'),
    standIn.sendText('lilei', '第二句'),
    standIn.sendText('HanMeimei', '你好'),
  ]
  await eventually(() => expect(listener.received).toHaveLength(2))
  expect(listener.received.some(({ xml }) => xml.includes('第二句'))).toBe(false)
  letGo()
  await Promise.all(all)
  expect(listener.received.at(-1)?.xml).toContain('第二句')
})

test('opening the chat is an enter_agent event without a MsgId', async () => {
  const { standIn, listener } = await stage()
  await standIn.open('lilei')
  const xml = listener.received[0]?.xml
  expect(xml).toContain('<Event><![CDATA[enter_agent]]></Event>')
  expect(xml).not.toContain('MsgId')
  expect(standIn.messages(lilei)).toMatchObject([{ body: { type: 'deed' } }])
})

test('a passing refusal and a missing address do not stop the next message', async () => {
  const { standIn, listener } = await stage()
  const { url } = listener
  listener.url = null
  await standIn.sendText('lilei', '一')
  expect(standIn.wire().at(-1)).toMatchObject({ ok: false, tries: 0 })
  listener.url = url
  await standIn.sendText('lilei', '二')
  expect(standIn.wire().at(-1)).toMatchObject({ ok: true, tries: 1 })
})
