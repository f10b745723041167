import { expect, test } from 'vitest'
import { credentials, lilei, stage } from './support.ts'

const text = { content: '稿件已通过' }

test('gettoken names what is wrong with the credentials', async () => {
  const { bot } = await stage()
  const { corpId, secret } = credentials
  const ask = async (query: string) => (await bot.raw(`gettoken?${query}`)).errcode
  expect(await ask(`corpsecret=${secret}`)).toBe(41002)
  expect(await ask(`corpid=${corpId}`)).toBe(41004)
  expect(await ask(`corpid=other&corpsecret=${secret}`)).toBe(40013)
  expect(await ask(`corpid=${corpId}&corpsecret=other`)).toBe(40001)
})

test('an access token is the same until it expires after 7200 seconds', async () => {
  const { bot, clock } = await stage()
  const token = await bot.token()
  const use = async (value: string) => (await bot.raw(`agent/get?access_token=${value}`)).errcode
  expect(await bot.token()).toBe(token)
  clock.advance(7_199_999)
  expect(await use(token)).toBe(0)
  clock.advance(1)
  expect(await use(token)).toBe(42001)
  expect(await use(await bot.token())).toBe(0)
})

test('a call without a token, with a made-up one or a revoked one is refused', async () => {
  const { bot, standIn } = await stage()
  const token = await bot.token()
  expect((await bot.raw('agent/get')).errcode).toBe(41001)
  expect((await bot.raw('agent/get?access_token=abc')).errcode).toBe(40014)
  standIn.expireTokens()
  expect((await bot.raw(`agent/get?access_token=${token}`)).errcode).toBe(42001)
})

test('a text arrives in the chat of each member named, whatever the case of the UserID', async () => {
  const { bot, standIn } = await stage()
  const answer = await bot.send('text', text, { touser: 'LiLei|hanmeimei|WangWu' })
  expect(answer).toMatchObject({ errcode: 0, errmsg: 'ok', invaliduser: 'wangwu' })
  for (const id of ['lilei', 'HanMeimei']) {
    const [message] = standIn.messages({ kind: 'person', id })
    expect(message).toMatchObject({ from: 'bot', body: { type: 'text', text: '稿件已通过' } })
  }
})

test('a message that reaches nobody is refused with 81013, one to nobody with 82001', async () => {
  const { bot } = await stage()
  expect((await bot.send('text', text, { touser: 'wangwu' })).errcode).toBe(81013)
  expect((await bot.send('text', text, { touser: '' })).errcode).toBe(82001)
})

test('agentid has to be a number, and that of the app', async () => {
  const { bot } = await stage()
  expect((await bot.send('text', text, { agentid: '1000002' })).errcode).toBe(41011)
  expect((await bot.send('text', text, { agentid: 1 })).errcode).toBe(301002)
})

test('a text over 2048 bytes is cut, even in the middle of a character', async () => {
  const { bot, standIn } = await stage()
  await bot.send('text', { content: '报'.repeat(700) })
  const [message] = standIn.messages(lilei)
  expect(message?.body).toEqual({ type: 'text', text: `${'报'.repeat(682)}\u{fffd}` })
  expect((await bot.send('text', { content: '' })).errcode).toBe(44004)
})

test('a markdown over 2048 bytes is refused', async () => {
  const { bot } = await stage()
  expect((await bot.send('markdown', { content: 'a'.repeat(2048) })).errcode).toBe(0)
  expect((await bot.send('markdown', { content: 'a'.repeat(2049) })).errcode).toBe(45002)
})

test('the 31st message in a minute to one member is swallowed and answered ok', async () => {
  const { bot, clock, standIn } = await stage()
  for (let i = 0; i < 31; i++) expect((await bot.send('text', text)).errcode).toBe(0)
  expect(standIn.messages(lilei)).toHaveLength(30)
  expect(standIn.dropped()).toBe(1)
  clock.advance(60_000)
  await bot.send('text', text)
  expect(standIn.messages(lilei)).toHaveLength(31)
})

test('the duplicate check swallows the same JSON within its interval', async () => {
  const { bot, clock, standIn } = await stage()
  const checked = { enable_duplicate_check: 1, duplicate_check_interval: 600 }
  await bot.send('text', text, checked)
  expect((await bot.send('text', text, checked)).errcode).toBe(0)
  await bot.send('text', { content: '另一条' }, checked)
  expect(standIn.messages(lilei)).toHaveLength(2)
  clock.advance(600_000)
  await bot.send('text', text, checked)
  expect(standIn.messages(lilei)).toHaveLength(3)
})

test('a recalled message is gone, and cannot be recalled after a day', async () => {
  const { bot, clock, standIn } = await stage()
  const { msgid } = await bot.send('text', text)
  const later = await bot.send('text', text)
  expect((await bot.post('message/recall', { msgid })).errcode).toBe(0)
  expect(standIn.messages(lilei)).toHaveLength(1)
  expect((await bot.post('message/recall', { msgid: 'no such' })).errcode).toBe(40058)
  clock.advance(86_400_001)
  expect((await bot.post('message/recall', { msgid: later['msgid'] })).errcode).toBe(42052)
})

test('a textcard and news are drawn as cards and want their required fields', async () => {
  const { bot, standIn } = await stage()
  const url = 'https://h5.example.com/t/42'
  await bot.send('textcard', { title: '待审', description: '第一行<br>第二行', url })
  await bot.send('news', { articles: [{ title: '头条', url }] })
  const cards = standIn.messages(lilei).map(({ body }) => body)
  expect(cards).toMatchObject([
    {
      type: 'card',
      card: { title: '待审', text: '第一行\n第二行', buttons: [{ text: '详情', url }] },
    },
    { type: 'card', card: { title: '头条', buttons: [{ url }] } },
  ])
  const codeOf = async (type: string, part: object) => (await bot.send(type, part)).errcode
  expect(await codeOf('textcard', { description: 'd', url })).toBe(41016)
  expect(await codeOf('textcard', { title: 't', description: 'd', url: 'h5.example.com' })).toBe(
    45034,
  )
  expect(await codeOf('news', { articles: [] })).toBe(45008)
  expect(await codeOf('mpnews', { articles: [] })).toBe(40008)
})

test('the wire shows calls without the secret and without the token', async () => {
  const { bot, standIn } = await stage()
  const token = await bot.token()
  await bot.send('text', text)
  const wire = JSON.stringify([standIn.wire(), standIn.calls()])
  expect(wire).toContain('稿件已通过')
  expect(wire).not.toContain(token)
  expect(wire).not.toContain(credentials.secret)
  expect(standIn.wire().at(-1)).toMatchObject({
    direction: 'call',
    chat: 'lilei',
    title: 'message/send text',
    ok: true,
    answer: { errcode: 0 },
  })
})
