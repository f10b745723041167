import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { Organisation } from '../../schema/organisation.ts'
import { importOrganisation } from '../../src/organisation.ts'
import { sampleOrganisation } from '../support/chat.ts'
import {
  first,
  linkFor,
  linkOn,
  open,
  photosOn,
  readable,
  second,
  send,
  story,
  title,
} from './pages.ts'

const DAY_MS = 24 * 3600_000

test('看全文 opens the whole item: who, what, when, text, and what happened to it', async () => {
  const it = await story()
  await send(it)
  expect(readable(await open(it, linkOn(it.head)))).toEqual([
    '溪畔社区 · 林晓禾 · 一般性稿件 · 2026-0001 · 第1版',
    title,
    '2026年11月19日 · 日常亮点 · 83字',
    '等您审稿，请在聊天中处理：点卡片上的按钮，或回复“通过 2026-0001”。',
    first,
    second,
    '版本',
    '第1版 · 11-20 10:00 · 正在看',
    '过程',
    '11-20 10:00 林晓禾 提交（第1版）',
    '现在：审稿中，等 赵乐山 审',
  ])
})

test('the course of things on the page is the one that 过程 tells', async () => {
  const it = await story()
  await send(it)
  await it.room.later(60_000)
  await it.head.says('退回 2026-0001 数据有误')
  const told = (await it.writer.says('过程 2026-0001')).at(-1)
  const lines = readable(await open(it, linkFor(it, 'linxiaohe')))
  expect(lines.slice(lines.indexOf('过程') + 1)).toEqual(told?.split('\n'))
})

test('only who would decide is told to do so in the chat', async () => {
  const it = await story()
  await send(it)
  const told = async (person: string) =>
    readable(await open(it, linkFor(it, person))).some((line) => line.includes('请在聊天中处理'))
  expect([await told('zhaoleshan'), await told('linxiaohe'), await told('chengyizhou')]).toEqual([
    true,
    false,
    false,
  ])
  await it.head.taps('通过')
  expect(await told('zhaoleshan')).toBe(false)
})

test('what a writer typed is shown, never run', async () => {
  const it = await story()
  const nasty = '<script>alert(1)</script> & "</style><img src=x onerror=alert(1)>\''
  await send(it, {
    heading: '标题<b>不加粗</b>&amp;',
    body: `${nasty}\n${first}${second}`,
    photos: [['one', '居民"><script>']],
  })
  const page = await open(it, linkOn(it.head))
  expect(page.body).not.toMatch(/<script|<b>|onerror=alert\(1\)>/)
  expect(page.body).toContain('标题&lt;b&gt;不加粗&lt;/b&gt;&amp;amp;')
  expect(page.body).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;&lt;/style&gt;')
  expect(page.body).toContain('alt="居民&quot;&gt;&lt;script&gt;"')
})

test('the page may load nothing but its own style and pictures, and is kept nowhere', async () => {
  const it = await story()
  await send(it)
  for (const url of [linkOn(it.head), '/articles/forged']) {
    const { headers, body } = await open(it, url)
    const style = /<style>(.*)<\/style>/s.exec(body)?.[1] ?? ''
    const hash = createHash('sha256').update(style).digest('base64')
    expect(headers['content-security-policy']).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    )
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    })
    expect(headers).not.toHaveProperty('set-cookie')
  }
})

test('looking changes nothing, and nothing can be posted', async () => {
  const it = await story()
  await send(it, { photos: [['one', '居民在排队']] })
  const changes = async () => {
    const { rows } = await sql<{ n: number }>`select total_changes() as n`.execute(it.room.app.db)
    return rows[0]?.n
  }
  const link = linkOn(it.head)
  const before = await changes()
  const page = await open(it, link)
  const [photo = ''] = photosOn(page)
  for (const url of [link, photo]) {
    const [whole, head] = [await open(it, url), await open(it, url, 'HEAD')]
    expect([head.statusCode, head.body]).toEqual([200, ''])
    expect(head.headers['content-length']).toBe(whole.headers['content-length'])
    expect((await open(it, url, 'POST')).statusCode).toBe(404)
  }
  expect(await changes()).toBe(before)
})

test('the newest version is shown, an older one by its number', async () => {
  const it = await story()
  await send(it)
  const link = linkOn(it.head)
  await it.head.says('退回 2026-0001 要素不全')
  await it.writer.taps('修改')
  for (const answer of ['标题', '溪畔社区晚间窗口办成三十六件事', '提交'])
    await it.writer.says(answer)
  const newest = await open(it, link)
  expect(readable(newest).slice(0, 2)).toEqual([
    '溪畔社区 · 林晓禾 · 一般性稿件 · 2026-0001 · 第2版',
    '溪畔社区晚间窗口办成三十六件事',
  ])
  expect(readable(newest)).toContain('第2版 · 11-20 10:00 · 改标题 · 正在看')
  expect(newest.body).toContain('<a href="?version=1">第1版 · 11-20 10:00</a>')
  const older = readable(await open(it, `${link}?version=1`))
  expect(older.slice(1, 2)).toEqual([title])
  expect(older).toContain('这是第1版，最新是第2版。')
  expect(older.join()).not.toContain('请在聊天中处理')
  for (const wrong of ['3', '0', '-1', 'x', '1&version=2']) {
    expect((await open(it, `${link}?version=${wrong}`)).statusCode).toBe(404)
  }
})

test('a link is good for seven days, then the page says how to get another', async () => {
  const it = await story()
  await send(it)
  const link = linkOn(it.head)
  await it.room.later(7 * DAY_MS - 1000)
  expect((await open(it, link)).statusCode).toBe(200)
  await it.room.later(1000)
  const page = await open(it, link)
  expect(page.statusCode).toBe(410)
  expect(readable(page)).toEqual(['链接已过期。请在聊天中回复“全文 2026-0001”获取新链接。'])
})

test('an address that the bot has not signed is no page', async () => {
  const it = await story()
  await send(it)
  const link = linkOn(it.head)
  const [payload = '', signature = ''] = link.replace('/articles/', '').split('.')
  const other = Buffer.from(payload, 'base64url').toString().replace('zhaoleshan', 'jiamai')
  const forged = [
    'x',
    payload,
    `${payload}.`,
    `.${signature}`,
    `${payload}.${signature}.x`,
    `${payload}.${signature.slice(0, -2)}AA`,
    `${Buffer.from(other).toString('base64url')}.${signature}`,
    `${payload}.${'A'.repeat(300)}`,
  ]
  for (const token of forged) {
    const page = await open(it, `/articles/${token}`)
    expect([page.statusCode, readable(page)]).toEqual([
      404,
      ['链接无效。请在聊天中回复“待审”或“我的稿件”，再打开稿件。'],
    ])
  }
})

test('an item is seen by its unit, its reviewers and the desk', async () => {
  const it = await story()
  await send(it)
  const status = async (person: string) => (await open(it, linkFor(it, person))).statusCode
  for (const person of ['linxiaohe', 'zhengyinuo', 'zhaoleshan', 'chengyizhou', 'shenzhixia'])
    expect([person, await status(person)]).toEqual([person, 200])
  for (const person of ['qianmuyun', 'luhengzhi', 'jiamai', 'nobody'])
    expect([person, await status(person)]).toEqual([person, 403])
})

test('who stands in for a reviewer sees what they are asked about', async () => {
  const it = await story()
  await it.head.says('代审 钱慕云 2026-11-20 2026-11-27')
  await send(it)
  const page = await open(it, linkOn(it.room.as('qianmuyun')))
  expect([page.statusCode, page.body.includes('请在聊天中处理')]).toEqual([200, true])
})

test('who has left sees neither the item nor its photos, although the link was theirs', async () => {
  const it = await story()
  await send(it, { photos: [['one', '居民在排队']] })
  const link = linkOn(it.head)
  const [photo = ''] = photosOn(await open(it, link))
  const file = Organisation.parse(sampleOrganisation())
  for (const unit of file.units) unit.heads = unit.heads.filter((id) => id !== 'zhaoleshan')
  file.people = file.people.filter(({ id }) => id !== 'zhaoleshan')
  await importOrganisation(it.room.app.db, file, it.room.clock.now())
  const page = await open(it, link)
  expect([page.statusCode, readable(page)]).toEqual([
    403,
    ['这篇稿件现在不归您查看。如有疑问，请联系宣传办。'],
  ])
  expect((await open(it, photo)).statusCode).toBe(404)
})
