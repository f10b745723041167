import { describe, expect, test } from 'vitest'
import { body, castOf, sample, newestCard, sendItem, timeline, title } from './cast.ts'

const HOUR = 3600_000

describe('待审', () => {
  test('lists what waits, and a number opens a fresh card', async () => {
    const { lin, zhao, cheng } = await castOf()
    await sendItem(lin)
    await sendItem(lin, 1, '第二篇稿件的标题')
    zhao.news()
    expect(await zhao.says('待审')).toEqual([
      `回复序号打开：\n1. 2026-0001 溪畔社区《${title}》\n2. 2026-0002 溪畔社区《第二篇稿件的标题》`,
    ])
    expect(await zhao.says('2')).toEqual(['第二篇稿件的标题 [通过 退回 转交 看全文]'])
    await zhao.taps('通过')
    expect(newestCard(cheng).title).toBe('第二篇稿件的标题')
  })

  test('shows editors what was filed', async () => {
    const { lin, zhao, cheng } = await castOf()
    await sendItem(lin)
    await zhao.taps('通过')
    cheng.news()
    expect((await cheng.says('待审')).join()).toContain(
      `1. 2026-0001 溪畔社区《${title}》（已报送）`,
    )
    expect(await cheng.says('1')).toEqual([`${title} [采用 待用 退改 不采用 看全文]`])
  })

  test('says so when there is nothing', async () => {
    const { lin, zhao } = await castOf()
    expect((await zhao.says('待审')).join()).toContain('没有待您审的稿件')
    expect((await lin.says('待审')).join()).toContain('投稿')
  })
})

describe('过程 and 全文', () => {
  test('过程 is one line an event, oldest first', async () => {
    const { room, lin, zhao } = await castOf()
    await sendItem(lin)
    await room.later(32 * 60_000)
    await zhao.taps('通过')
    lin.news()
    const history = await timeline(lin, '2026-0001')
    expect(history.split('\n')).toEqual([
      '11-20 10:00 林晓禾 提交（第1版）',
      '11-20 10:32 赵乐山 通过（第1版）',
      '11-20 10:32 赵乐山 报送（第1版）',
      '现在：已报送',
    ])
  })

  test('全文 sends text and photos', async () => {
    const { lin, zhao } = await castOf()
    for (const answer of ['投稿', '1 4', title, '昨天', body, '完成']) await lin.says(answer)
    await lin.photographs('one', 'two')
    await lin.says('图1 窗口\n图2 大厅')
    await lin.says('完成')
    await lin.says('提交')
    zhao.news()
    const [text, ...rest] = await zhao.says('全文 1')
    expect(text).toContain(`${title}\n2026-0001 第1版 · 溪畔社区 · 林晓禾`)
    expect(text).toContain(body)
    expect(text).toContain('图1 窗口\n图2 大厅')
    expect(rest).toEqual(['[图片]', '[图片]', `${title} [看全文]`])
  })

  test('全文 brings a fresh link, which an expired page sends its reader for', async () => {
    const { room, lin, zhao } = await castOf()
    await sendItem(lin)
    const old = newestCard(zhao).buttons.find(({ label }) => label === '看全文')?.url
    await room.later(8 * 24 * HOUR)
    await zhao.says('全文 1')
    const fresh = newestCard(zhao).buttons[0]?.url
    const open = async (url = '') => room.app.server.inject(new URL(url).pathname)
    expect((await open(old)).statusCode).toBe(410)
    expect((await open(fresh)).statusCode).toBe(200)
  })

  test('看全文 sends them too where there is no public address', async () => {
    const { lin, zhao } = await castOf({ env: { PUBLIC_URL: '' } })
    await sendItem(lin)
    const card = zhao.lastCard()
    const answer = await zhao.taps('看全文')
    expect(answer.join()).toContain(body)
    expect(newestCard(zhao).closed).toBeUndefined()
    await zhao.taps('通过')
    expect((await zhao.tapsOn(card, '看全文')).join()).toContain(body)
  })

  test.each(['过程', '全文'])('%s is for its unit, its reviewers and the desk', async (word) => {
    const { room, lin, zhao, tang, cheng } = await castOf()
    await sendItem(lin)
    for (const one of [lin, zhao, cheng, room.as('zhengyinuo')]) {
      one.news()
      expect((await one.says(`${word} 1`)).join()).not.toContain('没有找到')
    }
    for (const one of [tang, room.as('baizhi'), room.as('qianmuyun')]) {
      expect((await one.says(`${word} 1`)).join()).toContain('没有找到稿件 1')
    }
  })

  test.each(['过程 9', '全文 9', '通过 9', '撤回 9', '收回 9', '催办 9', '放弃 9'])(
    '%s names no item that there is',
    async (words) => {
      const { lin } = await castOf()
      expect((await lin.says(words)).join()).toContain('没有找到稿件 9')
    },
  )
})

describe('催办', () => {
  test('reminds the holders, at most once in 4 hours', async () => {
    const { room, lin, zhao } = await castOf()
    await sendItem(lin)
    lin.news()
    zhao.news()
    expect(await lin.says('催办 1')).toEqual(['已提醒 赵乐山。'])
    expect(zhao.news()).toEqual([
      `林晓禾 请您尽快审《${title}》（2026-0001）。点卡片，或回复“待审”。`,
    ])
    expect((await lin.says('催办 1')).join()).toContain('14:00 以后可再催')
    expect(zhao.news()).toEqual([])
    await room.later(4 * HOUR)
    expect(await lin.says('催办 1')).toContain('已提醒 赵乐山。')
  })

  test('waits for the morning in quiet hours', async () => {
    const { room, lin, zhao } = await castOf({ now: '2026-11-20T22:00:00+08:00' })
    await sendItem(lin)
    lin.news()
    zhao.news()
    expect(await lin.says('催办 1')).toEqual(['已记下，07:30 提醒 赵乐山。'])
    expect(zhao.news()).toEqual([])
    await room.laterUntil('2026-11-21T07:31:00+08:00')
    expect(zhao.news()).toHaveLength(1)
  })

  test('is forgotten if it was decided by then', async () => {
    const { room, lin, zhao } = await castOf({ now: '2026-11-20T22:00:00+08:00' })
    await sendItem(lin)
    await lin.says('催办 1')
    await zhao.taps('通过')
    zhao.news()
    await room.laterUntil('2026-11-21T09:00:00+08:00')
    expect(zhao.news()).toEqual([])
  })

  test('is for the writer, while it is under review', async () => {
    const { lin, zhao } = await castOf()
    await sendItem(lin)
    zhao.news()
    expect(await zhao.says('催办 1')).toEqual(['只有作者 林晓禾 可以催办 2026-0001。'])
    await zhao.taps('通过')
    lin.news()
    expect(await lin.says('催办 1')).toEqual(['2026-0001 已报送，不用催办。'])
  })
})

describe('reminders', () => {
  test('after 4 working hours, then each working day, then to the publicity office', async () => {
    const { room, lin, zhao, cheng } = await castOf()
    await sendItem(lin)
    lin.news()
    zhao.news()
    await room.laterUntil('2026-11-20T15:59:00+08:00')
    expect(zhao.news()).toEqual([])
    await room.laterUntil('2026-11-20T16:06:00+08:00')
    expect(zhao.news().join()).toContain('提醒：溪畔社区 林晓禾')
    await room.laterUntil('2026-11-23T08:29:00+08:00')
    expect(zhao.news()).toEqual([])
    for (const day of ['2026-11-23', '2026-11-24']) {
      await room.laterUntil(`${day}T08:36:00+08:00`)
      expect(zhao.news()).toHaveLength(1)
    }
    expect(cheng.news()).toEqual([])
    await room.laterUntil('2026-11-25T08:36:00+08:00')
    expect(zhao.news()).toEqual([])
    expect(cheng.news().join()).toContain('已提醒 3 次仍未审，现在由 赵乐山 审')
    await room.laterUntil('2026-11-30T12:00:00+08:00')
    expect(cheng.news()).toEqual([])
  })

  test('come also where the office has no admin', async () => {
    const organisation = sample()
    for (const person of organisation.people) {
      person.roles = person.roles.filter((role) => role !== 'admin')
    }
    const { room, lin, zhao } = await castOf({ organisation })
    await sendItem(lin)
    zhao.news()
    await room.laterUntil('2026-11-20T16:06:00+08:00')
    expect(zhao.news().join()).toContain('提醒：溪畔社区 林晓禾')
  })

  test('stop with the decision', async () => {
    const { room, lin, zhao } = await castOf()
    await sendItem(lin)
    await zhao.taps('通过')
    zhao.news()
    await room.laterUntil('2026-11-25T12:00:00+08:00')
    expect(zhao.news()).toEqual([])
  })

  test('stop with a withdrawal', async () => {
    const { room, lin, zhao } = await castOf()
    await sendItem(lin)
    await lin.says('撤回 1')
    zhao.news()
    await room.laterUntil('2026-11-25T12:00:00+08:00')
    expect(zhao.news()).toEqual([])
  })
})

test('a reminder that falls into quiet hours waits for their end', async () => {
  const { room, lin, zhao } = await castOf({ env: { QUIET_HOURS: '15:00-17:00' } })
  await sendItem(lin)
  zhao.news()
  await room.laterUntil('2026-11-20T16:59:00+08:00')
  expect(zhao.news()).toEqual([])
  await room.laterUntil('2026-11-20T17:06:00+08:00')
  expect(zhao.news()).toHaveLength(1)
})

test('a short number that may mean two years’ items asks for the whole one', async () => {
  const { room, lin, zhao, cheng } = await castOf()
  await sendItem(lin)
  await room.laterUntil('2027-01-04T10:00:00+08:00')
  await sendItem(lin, 1, '新年的第一篇稿件')
  zhao.news()
  cheng.news()
  expect((await zhao.says('通过 1')).join()).toContain('2027-0001、2026-0001')
  expect(cheng.news()).toEqual([])
  await zhao.says('通过 20270001')
  expect(newestCard(cheng).title).toBe('新年的第一篇稿件')
})
