import { afterEach, expect, test } from 'vitest'
import type { PageBench } from '../support/sandbox-page.ts'
import { startPage } from '../support/sandbox-page.ts'
import { picture } from '../support/picture.ts'
import { cardTo, review } from './dingtalk/cards-support.ts'
import { stage } from './dingtalk/support.ts'

let bench: PageBench | undefined
const open = async (...args: Parameters<typeof startPage>) => (bench = await startPage(...args))
afterEach(() => bench?.close())

const lin = { platform: 'wecom', account: 'linxiaohe' }

test('the page answers this machine alone', async () => {
  const { app } = await open()
  const ask = (headers: Record<string, string>, remoteAddress = '127.0.0.1') =>
    app.inject({ url: '/sandbox', headers, remoteAddress }).then(({ statusCode }) => statusCode)
  expect(await ask({ host: '127.0.0.1:8080' })).toBe(200)
  expect(await ask({ host: 'localhost' })).toBe(200)
  expect(await ask({ host: '[::1]:8080' })).toBe(200)
  expect(await ask({ host: 'evil.example.com' })).toBe(404)
  expect(await ask({ host: '127.0.0.1.evil.example.com' })).toBe(404)
  expect(await ask({ host: 'localhost', forwarded: 'for=1.2.3.4' })).toBe(404)
  expect(await ask({ host: 'localhost', 'x-forwarded-for': '1.2.3.4' })).toBe(404)
  expect(await ask({ host: 'localhost' }, '10.0.0.7')).toBe(404)
})

test('another page in the same browser can change nothing', async () => {
  const page = await open()
  const said = { ...lin, text: '投稿' }
  for (const headers of [
    { origin: 'https://evil.example.com' },
    { origin: 'null' },
    { origin: 'http://127.0.0.1:9999' },
    { 'sec-fetch-site': 'cross-site' },
  ])
    expect((await page.post('/sandbox/api/send', said, headers)).statusCode).toBe(403)
  expect((await page.state()).chat?.messages).toEqual([])
  const own = { origin: 'http://127.0.0.1:8080' }
  expect((await page.post('/sandbox/api/send', said, own)).statusCode).toBe(204)
})

test('no script or style that stands in the page itself is allowed', async () => {
  const { headers, body } = await (await open()).request({ url: '/sandbox' })
  expect(headers['content-security-policy']).toContain("script-src 'self'")
  expect(String(headers['content-security-policy'])).not.toContain('unsafe')
  expect(body).not.toMatch(/<script(?![^>]*src=)|<style|\son\w+=/)
})

test('every file that the page asks for is there', async () => {
  const page = await open()
  const seen = new Set<string>()
  const visit = async (url: string) => {
    if (seen.has(url)) return
    seen.add(url)
    const { statusCode, body } = await page.request({ url })
    expect([url, statusCode]).toEqual([url, 200])
    if (url.endsWith('.otf')) return
    const found = body.matchAll(/(?:from\s*|href=|src=|url\()["']([^"'$]+)["']/g)
    for (const [, link = ''] of found) await visit(new URL(link, `http://localhost${url}`).pathname)
  }
  await visit('/sandbox')
  expect(seen.size).toBeGreaterThan(30)
})

test('what a person says shows in their chat', async () => {
  const page = await open()
  const before = (await page.state()).revision
  expect((await page.post('/sandbox/api/send', { ...lin, text: '投稿\n第二行' })).statusCode).toBe(
    204,
  )
  const { chat, revision } = await page.state()
  expect(chat?.messages.map(({ body }) => body.text)).toEqual(['投稿\n第二行'])
  expect(revision).not.toBe(before)
})

test('what the bot says is unread until one window has shown it', async () => {
  const page = await open()
  const [one, other] = [await page.state(), await page.state('person:zhaoleshan')]
  expect([one, other].map(({ platforms }) => platforms[0]?.unread)).toEqual([{}, {}])
  await page.botSays('linxiaohe', '您好')
  await page.botSays('linxiaohe', '请发标题')
  expect((await page.state('person:zhaoleshan')).platforms[0]?.unread).toEqual({
    'person:linxiaohe': 2,
  })
  const chat = { kind: 'person', id: 'linxiaohe' }
  await page.post('/sandbox/api/read', { platform: 'wecom', chat })
  expect((await page.state('person:zhaoleshan')).platforms[0]?.unread).toEqual({})
})

test('somebody unknown, an empty text and a strange platform are refused', async () => {
  const page = await open()
  const status = async (body: object) => (await page.post('/sandbox/api/send', body)).statusCode
  expect(await status({ ...lin, account: 'nobody', text: '你好' })).toBe(404)
  expect(await status({ ...lin, text: '' })).toBe(400)
  expect(await status({ ...lin, platform: 'feishu', text: '你好' })).toBe(404)
  expect(await status({})).toBe(400)
})

test('photos arrive as a burst and can be fetched again', async () => {
  const page = await open()
  const form = new FormData()
  form.append('platform', 'wecom')
  form.append('account', 'linxiaohe')
  const bytes = await Promise.all(['one', 'two'].map(picture))
  for (const one of bytes) form.append('photos', new Blob([Buffer.from(one)]), 'a.jpg')
  const request = new Request('http://localhost', { method: 'POST', body: form })
  const sent = await page.request({
    method: 'POST',
    url: '/sandbox/api/photos',
    headers: { 'content-type': request.headers.get('content-type') ?? '' },
    payload: Buffer.from(await request.arrayBuffer()),
  })
  expect(sent.statusCode).toBe(204)
  const { chat } = await page.state()
  const paths = chat?.messages.map(({ body }) => body.path ?? '') ?? []
  expect(paths).toHaveLength(2)
  const fetched = await Promise.all(paths.map((url) => page.request({ url })))
  expect(fetched.map(({ rawPayload }) => rawPayload)).toEqual(bytes.map((one) => Buffer.from(one)))
})

test('a file that is no picture is refused with words', async () => {
  const page = await open()
  const form = new FormData()
  form.append('platform', 'wecom')
  form.append('account', 'linxiaohe')
  form.append('photos', new Blob(['not a picture']), 'a.jpg')
  const request = new Request('http://localhost', { method: 'POST', body: form })
  const sent = await page.request({
    method: 'POST',
    url: '/sandbox/api/photos',
    headers: { 'content-type': request.headers.get('content-type') ?? '' },
    payload: Buffer.from(await request.arrayBuffer()),
  })
  expect(sent.statusCode).toBe(415)
  expect(sent.json()).toEqual({ message: '有一个文件不是能识别的图片，请选 JPG 或 PNG。' })
})

test('drawn photos are never the same twice', async () => {
  const page = await open()
  const body = { ...lin, scenes: ['便民窗口', '便民窗口'] }
  expect((await page.post('/sandbox/api/scenes', body)).statusCode).toBe(204)
  const { chat } = await page.state()
  const pictures = await Promise.all(
    (chat?.messages ?? []).map(({ body: shown }) => page.request({ url: shown.path ?? '' })),
  )
  expect(pictures).toHaveLength(2)
  expect(pictures[0]?.rawPayload.equals(pictures[1]?.rawPayload ?? Buffer.alloc(0))).toBe(false)
})

test('the clock goes forward only', async () => {
  const page = await open()
  const moved = await page.post('/sandbox/clock', { advanceMs: 3_600_000 })
  expect(moved.json()).toMatchObject({ now: Date.parse('2026-11-20T11:00:00+08:00') })
  for (const advanceMs of [-1, 0.5, '60', null])
    expect((await page.post('/sandbox/clock', { advanceMs })).statusCode).toBe(400)
  expect((await page.post('/sandbox/clock', {})).statusCode).toBe(400)
  expect(page.clock.now()).toBe(Date.parse('2026-11-20T11:00:00+08:00'))
})

test('a fault that is switched on shows in every window', async () => {
  const page = await open()
  await page.post('/sandbox/api/fault', { platform: 'wecom', fault: 'refusing' })
  expect((await page.state()).platforms[0]?.fault).toBe('refusing')
  expect(page.standIn.fault()).toBe('refusing')
})

const linThere = { platform: 'dingtalk', account: 'dt_linxiaohe' }

const group = 'group:cidDemoYunxiTongbao=='

async function openBoth() {
  const { account } = linThere
  const { standIn, bot } = await stage({
    members: [{ account, name: '林晓禾' }],
    groups: [{ id: group, name: '通报群', members: [account] }],
  })
  const says = (text: string) => bot.say(text, { userIds: [account] })
  return { page: await open({}, [standIn]), bot, says }
}

test('somebody on two platforms has two chats, each with its own unread marks', async () => {
  const { page, says } = await openBoth()
  await page.post('/sandbox/api/send', { ...lin, text: '投稿' })
  await page.post('/sandbox/api/send', { ...linThere, text: '待审' })
  await page.botSays('linxiaohe', '请发标题')
  await says('没有待您审的稿件。')
  await says('还有别的事吗？')

  const here = await page.state()
  const there = await page.state('person:dt_linxiaohe', 'dingtalk')
  expect(here.chat?.messages.map(({ body }) => body.text)).toEqual(['投稿', '请发标题'])
  expect(there.chat?.messages[0]?.body.text).toBe('待审')
  const unread = ({ platforms }: typeof here) => platforms.map(({ id, unread }) => [id, unread])
  expect(unread(here)).toEqual([
    ['wecom', { 'person:linxiaohe': 1 }],
    ['dingtalk', { 'person:dt_linxiaohe': 2 }],
  ])
  const read = async (platform: string, id: string) => {
    await page.post('/sandbox/api/read', { platform, chat: { kind: 'person', id } })
    return unread(await page.state())
  }
  const left = await read('dingtalk', 'dt_linxiaohe')
  expect(left).toEqual([
    ['wecom', { 'person:linxiaohe': 1 }],
    ['dingtalk', {}],
  ])
  expect(await read('wecom', 'linxiaohe')).toEqual([
    ['wecom', {}],
    ['dingtalk', {}],
  ])
})

test('an account opens nothing on a platform that is not its own', async () => {
  const { page } = await openBoth()
  const wrong = { ...lin, platform: 'dingtalk', text: '投稿' }
  expect((await page.post('/sandbox/api/send', wrong)).statusCode).toBe(404)
  expect((await page.state('person:linxiaohe', 'dingtalk')).chat).toBeNull()
})

test('a fault is that of one platform', async () => {
  const { page } = await openBoth()
  await page.post('/sandbox/api/fault', { platform: 'dingtalk', fault: 'slow' })
  const { platforms } = await page.state()
  expect(platforms.map(({ id, fault }) => [id, fault])).toEqual([
    ['wecom', 'none'],
    ['dingtalk', 'slow'],
  ])
})

test('the wire is one list in order of time, and each entry says of which platform it is', async () => {
  const { page, says } = await openBoth()
  // DingTalk's clock is an hour behind here.
  await page.botSays('linxiaohe', '您好')
  await says('您好')
  const platforms = (await page.wire()).map(({ platform }) => platform)
  expect(platforms).toEqual(['dingtalk', 'dingtalk', 'wecom', 'wecom'])
})

test('what is chosen and written on a card goes with the tap', async () => {
  const { page, bot } = await openBoth()
  const { account } = linThere
  await bot.api('card/instances/createAndDeliver', cardTo(account, 'review-1', review))
  const { chat } = await page.state(`person:${account}`, 'dingtalk')
  const messageId = chat?.messages.at(-1)?.id
  const choices = { reason: ['要素不全'], note: ['请补人数'] }
  const tap = { ...linThere, messageId, key: 'a2', choices }
  expect((await page.post('/sandbox/api/tap', tap)).statusCode).toBe(204)
  const callback = (await page.wire()).find(({ direction }) => direction === 'callback')
  const url = `/sandbox/api/wire/dingtalk/${callback?.id ?? ''}`
  const { body } = await page.request({ url })
  for (const words of ['a2', '要素不全', '请补人数']) expect(body).toContain(words)
})

test('in a group somebody can speak only where the platform brings it to the bot', async () => {
  const { page } = await openBoth()
  const say = async (group: string, who = linThere) =>
    (await page.post('/sandbox/api/say-in-group', { ...who, group, text: '帮助' })).statusCode
  expect(await say(group)).toBe(204)
  const { chat } = await page.state(`group:${group}`, 'dingtalk')
  expect(chat).toMatchObject({ open: true, messages: [{ by: 'dt_linxiaohe' }] })
  expect(await say('robot:demo-access-token-1')).toBe(409)
  expect(await say('appchat:yunxitongbao', lin)).toBe(409)
  expect(await say('group:unknown')).toBe(404)
})

test('after a fresh start the chats are empty', async () => {
  const page = await open()
  await page.post('/sandbox/api/send', { ...lin, text: '投稿' })
  expect((await page.post('/sandbox/reset', {})).statusCode).toBe(204)
  expect((await page.state()).chat?.messages).toEqual([])
})

test('the sample items are not sent twice at the same time', async () => {
  let finish: () => void = () => undefined
  const page = await open({ sendDemo: () => new Promise((resolve) => (finish = resolve)) })
  expect((await page.post('/sandbox/api/demo', {})).statusCode).toBe(202)
  expect((await page.post('/sandbox/api/demo', {})).statusCode).toBe(409)
  expect((await page.post('/sandbox/reset', {})).statusCode).toBe(409)
  finish()
  await expect.poll(async () => (await page.state()).demo.running).toBe(false)
})

test('an open window hears of a change, and does not hold up the end', async () => {
  const page = await open()
  const url = await page.app.listen({ port: 0, host: '127.0.0.1' })
  const events = await fetch(`${url}/sandbox/api/events`)
  const reader = events.body?.pipeThrough(new TextDecoderStream()).getReader()
  const first = await reader?.read()
  expect(first?.value).toContain('retry: 1000')
  await page.post('/sandbox/api/send', { ...lin, text: '投稿' })
  const { revision } = await page.state()
  let heard = ''
  while (!heard.includes(`id: ${revision}`))
    heard += (await reader?.read())?.value ?? 'nothing more'
  await page.app.close()
  expect((await reader?.read())?.done).toBe(true)
})
