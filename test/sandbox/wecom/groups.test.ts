import { createHash } from 'node:crypto'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { type Bot, stage } from './support.ts'

const webhook = { kind: 'group', id: 'webhook:KEY1' } as const
const newsroom = { kind: 'group', id: 'appchat:newsroom' } as const

async function push(bot: Bot, msgtype: string, part: object, key = 'KEY1') {
  const body = JSON.stringify({ msgtype, [msgtype]: part })
  return bot.raw(`webhook/send?key=${key}`, { method: 'POST', body })
}

async function picture(side: number) {
  const create = { width: side, height: side, channels: 3 as const, background: '#fff' }
  const noise = { ...create, noise: { type: 'gaussian' as const, mean: 128, sigma: 60 } }
  const raw = sharp({ create: side > 100 ? noise : create })
  const bytes = await raw.png({ compressionLevel: side > 100 ? 0 : 6 }).toBuffer()
  return { base64: bytes.toString('base64'), md5: createHash('md5').update(bytes).digest('hex') }
}

test('a webhook posts texts, markdown and pictures into its group', async () => {
  const { bot, standIn } = await stage()
  await push(bot, 'text', { content: '今晚截稿' })
  await push(bot, 'markdown', { content: '**今晚**' })
  await push(bot, 'markdown_v2', { content: '| 表 |' })
  expect((await push(bot, 'image', await picture(40))).errcode).toBe(0)
  expect(standIn.messages(webhook).map(({ body }) => body)).toMatchObject([
    { type: 'text', text: '今晚截稿' },
    { type: 'markdown', text: '**今晚**' },
    { type: 'markdown', text: '| 表 |' },
    { type: 'image', width: 40, height: 40 },
  ])
  expect(JSON.stringify(standIn.wire().map(({ request }) => request))).not.toContain('KEY1')
})

test('a webhook refuses a bad key, empty texts, and pictures with a wrong md5 or over 2 MB', async () => {
  const { bot } = await stage()
  const small = await picture(40)
  expect((await push(bot, 'text', { content: 'a' }, 'KEY2')).errcode).toBe(93000)
  expect((await push(bot, 'text', { content: '' })).errcode).toBe(93017)
  expect((await push(bot, 'image', { ...small, md5: 'a'.repeat(32) })).errcode).toBe(301019)
  expect((await push(bot, 'image', await picture(900))).errcode).toBe(93018)
  const interactive = { card_type: 'button_interaction', button_list: [{ text: 't', key: 'k' }] }
  expect((await push(bot, 'template_card', interactive)).errcode).toBe(42031)
})

test('a webhook takes 20 messages a minute', async () => {
  const { bot, clock, standIn } = await stage()
  for (let i = 0; i < 20; i++) expect((await push(bot, 'text', { content: 'a' })).errcode).toBe(0)
  expect((await push(bot, 'text', { content: 'a' })).errcode).toBe(45009)
  expect(standIn.messages(webhook)).toHaveLength(20)
  clock.advance(60_000)
  expect((await push(bot, 'text', { content: 'a' })).errcode).toBe(0)
})

test('a file uploaded to a webhook is known there alone', async () => {
  const { bot, standIn } = await stage()
  const form = new FormData()
  form.set('media', new Blob(['123456']), '通讯录.xlsx')
  const init = new Request('http://127.0.0.1/', { method: 'POST', body: form })
  const headers = { 'content-type': init.headers.get('content-type') ?? '' }
  const body = await init.arrayBuffer()
  const path = 'webhook/upload_media?key=KEY1&type=file'
  const { media_id: id } = await bot.raw(path, { method: 'POST', headers, body })
  expect((await bot.send('file', { media_id: id })).errcode).toBe(40007)
  expect((await push(bot, 'file', { media_id: id })).errcode).toBe(0)
  expect(standIn.messages(webhook)).toMatchObject([{ body: { type: 'file', name: '通讯录.xlsx' } }])
})

test('an appchat takes what it may and no template cards', async () => {
  const { bot, standIn } = await stage()
  const send = (body: object) => bot.post('appchat/send', { chatid: 'newsroom', ...body })
  expect((await send({ msgtype: 'text', text: { content: '开会' } })).errcode).toBe(0)
  expect((await send({ msgtype: 'template_card', template_card: {} })).errcode).toBe(40008)
  expect((await send({ chatid: 'none', msgtype: 'text', text: { content: 'a' } })).errcode).toBe(
    86003,
  )
  expect(standIn.messages(newsroom)).toMatchObject([{ body: { type: 'text', text: '开会' } }])
})

test('an appchat is made, found and not made twice', async () => {
  const { bot } = await stage()
  const create = (body: object) => bot.post('appchat/create', body)
  const wanted = { chatid: 'desk', name: '值班', userlist: ['lilei', 'HanMeimei'] }
  expect(await create(wanted)).toMatchObject({ errcode: 0, chatid: 'desk' })
  expect(await bot.get('appchat/get', 'chatid=desk')).toMatchObject({
    chat_info: { chatid: 'desk', name: '值班', owner: 'lilei', userlist: wanted.userlist },
  })
  expect((await create(wanted)).errcode).toBe(86215)
  expect((await create({ ...wanted, chatid: 'b', userlist: ['lilei'] })).errcode).toBe(86006)
  expect((await create({ ...wanted, chatid: 'b', userlist: ['lilei', 'none'] })).errcode).toBe(
    86216,
  )
  expect((await create({ ...wanted, chatid: 'b-b' })).errcode).toBe(86001)
  expect((await bot.get('appchat/get', 'chatid=none')).errcode).toBe(86003)
})
