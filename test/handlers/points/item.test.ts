import { expect, test } from 'vitest'
import { SubmissionNumber } from '../../../schema/ids.ts'
import { loadRuleSets } from '../../../src/rules.ts'
import { castOf, sendItem } from '../review/cast.ts'
import type { Cast } from '../review/cast.ts'
import { Books } from './books.ts'

const booksOf = ({ room }: Cast) => new Books(room.app.db, room.clock.now(), loadRuleSets())
const bytes = (text: string) => Buffer.byteLength(text)
const number = SubmissionNumber.parse('2026-0001')
const NAMED = '2026-0001《溪畔社区“下班后一小时”窗口试运行》（溪畔社区）'

/** The worked example: first the district, then the city. */
async function workedExample(): Promise<Cast> {
  const cast = await castOf()
  const { lin, zhao, cheng, shen, tang } = cast
  await sendItem(lin)
  await zhao.says('通过 1')
  await cheng.says('用稿 1 区县 溪城日报 通讯')
  await cheng.says('用稿 1 市 溪城晚报 通讯 头版')
  for (const person of [lin, zhao, cheng, shen, tang]) person.news()
  return cast
}

test('every entry about an item, the oldest first, with why and the sum', async () => {
  const { cheng, lin, zhao } = await workedExample()
  const text = [
    NAMED,
    '积分共 4 笔，合计 31 分',
    '11-20 按时报送 +1',
    '11-20 区县级用稿 溪城日报 5 × 1.5（通讯） +7.5',
    '11-20 区县级用稿 溪城日报 5 × 1.5（通讯），改按更高分值的用稿计 −7.5',
    '11-20 市级用稿 溪城晚报 10 × 1.5 × 2（通讯 头版） +30',
  ].join('\n')
  for (const person of [cheng, lin, zhao])
    expect(await person.says('积分 2026-0001')).toEqual([text])
  for (const said of [
    '积分 1',
    '积分20260001',
    '积分 明细 2026-0001',
    '积分 2026-0001 明细',
    '积分　２０２６—０００１。',
    '积分 2026-0001 1',
  ])
    expect([said, await cheng.says(said)]).toEqual([said, [text]])
})

test('of an item that units share, with the unit of each entry and what each has', async () => {
  const cast = await workedExample()
  const { room, cheng } = cast
  await cheng.says('联合 1 松风社区')
  const partner = room.as('henianan')
  partner.news()
  const [text = ''] = await partner.says('积分 2026-0001')
  expect(text.split('\n').slice(0, 4)).toEqual([
    NAMED,
    '积分共 10 笔，合计 31 分',
    '溪畔社区 15.5 分，松风社区 15.5 分',
    '11-20 溪畔社区 按时报送 +1',
  ])
  expect(text).toContain('11-20 松风社区 按时报送，2 家平分 +0.5')
  expect(bytes(text)).toBeLessThan(2000)
})

test('says which month an entry counts in, where that is not its own', async () => {
  const cast = await workedExample()
  const { room, cheng } = cast
  await room.laterUntil('2026-12-06T10:00:00+08:00')
  await cheng.says('用稿 1 国家 人民日报 11月30日')
  cheng.news()
  const [text = ''] = await cheng.says('积分 1')
  expect(text.split('\n').slice(-2)).toEqual([
    '12-06 市级用稿 溪城晚报 10 × 1.5 × 2（通讯 头版），改按更高分值的用稿计 −30 计入12月（更正11月）',
    '11-30 国家级用稿 人民日报 40 +40 计入12月（更正11月）',
  ])
})

test('as many pages as it takes, each in fewer bytes than a chat takes', async () => {
  const cast = await workedExample()
  const books = booksOf(cast)
  const outlet = '溪城日报社区新闻版与溪城电视台联合专栏'
  for (let nth = 0; nth < 30; nth += 1) {
    const use = { level: 'national', usedAs: 'research', outlet, day: '2026-11-20' } as const
    await books.reverse(number, await books.adopt(number, use))
  }
  const listed: string[] = []
  for (let said = '积分 2026-0001'; said !== '';) {
    const [text = ''] = await cast.cheng.says(said)
    expect(bytes(text)).toBeLessThan(2000)
    expect(text).toContain('合计 31 分')
    listed.push(...text.split('\n').filter((line) => line.startsWith('11-20 ')))
    said = /回复“(积分 2026-0001 \d+)”/u.exec(text)?.[1] ?? ''
  }
  const entries = await books.about(number)
  expect(listed).toHaveLength(entries.length)
  expect(listed[0]).toBe('11-20 按时报送 +1')
  expect(await cast.cheng.says('积分 2026-0001 99')).toEqual([
    '2026-0001 的积分没有第 99 页。回复“积分 2026-0001”从头看起。',
  ])
})

test('an item that was not filed has none yet', async () => {
  const { lin } = await castOf()
  await sendItem(lin)
  expect(await lin.says('积分 1')).toEqual([
    `${NAMED}还没有积分，报送以后才有。回复“过程 2026-0001”看进展。`,
  ])
})

test('whoever may not see the item does not see its points either', async () => {
  const { room, tang } = await workedExample()
  for (const person of [room.as('henianan'), room.as('xuqinghe')])
    expect((await person.says('积分 2026-0001')).join()).toMatch(/^没有找到稿件 2026-0001/u)
  expect((await tang.says('积分 2026-0009')).join()).toMatch(/^没有找到稿件 2026-0009/u)
})

test('a question that is open stays so, and is asked again', async () => {
  const { lin } = await workedExample()
  await lin.says('投稿')
  for (const said of ['积分 2026-0001', '积分 2026-0009'])
    expect((await lin.says(said)).join()).toMatch(/\n\n（1\/7）/u)
})
