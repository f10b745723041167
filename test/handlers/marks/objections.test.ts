import { describe, expect, test } from 'vitest'
import { sample } from '../review/cast.ts'
import { cardsOf, filedItem, newestCard, tapTogether, type DeskCast } from '../desk/cast.ts'

const objections = ({ room }: DeskCast) =>
  room.app.db
    .selectFrom('objection')
    .select(['about', 'person_id', 'reason', 'answer', 'answered_by'])
    .orderBy('at')
    .execute()

async function objected() {
  const cast = await filedItem()
  const said = await cast.lin.says('异议 2026-0001 “云州晚报”的用稿没有算，请核。')
  return { ...cast, said }
}

const reason = '“云州晚报”的用稿没有算，请核。'
const about = '对2026-0001的异议'

test('an objection about an item reaches every editor in its own words', async () => {
  const cast = await objected()
  expect(cast.said).toEqual(['您对2026-0001的异议已转宣传办，答复会发给您。'])
  expect(await objections(cast)).toEqual([
    { about: '2026-0001', person_id: 'linxiaohe', reason, answer: null, answered_by: null },
  ])
  for (const editor of [cast.shen, cast.cheng, cast.gu]) {
    expect(editor.news()).toEqual([`${about} [答复]`])
    expect(newestCard(editor)).toMatchObject({ subtitle: '溪畔社区 · 林晓禾', text: reason })
  }
  expect(cast.zhao.news()).toEqual([])
})

test('who taps first answers, the others see it; the answer is kept and sent once', async () => {
  const cast = await objected()
  const { lin, shen, cheng, gu } = cast
  const late = gu.lastCard()
  for (const editor of [shen, cheng, gu]) editor.news()
  const asked = await cheng.taps('答复')
  expect(asked.join()).toContain(`林晓禾 对2026-0001的异议：${reason}`)
  for (const editor of [shen, cheng, gu]) expect(newestCard(editor).closed).toBe('由 程亦舟 答复')
  expect(await gu.tapsOn(late, '答复')).toEqual([])
  expect(newestCard(gu).closed).toBe('由 程亦舟 答复')
  expect(await cheng.says('已核实，昨天补记了“云州晚报”。')).toEqual([
    '已答复 林晓禾，异议和答复已记录。',
  ])
  expect(lin.news()).toEqual([
    '您对2026-0001的异议，宣传办 程亦舟 答复：已核实，昨天补记了“云州晚报”。',
  ])
  expect(await objections(cast)).toMatchObject([
    { answer: '已核实，昨天补记了“云州晚报”。', answered_by: 'chengyizhou' },
  ])
  await cheng.says('还有一句话要说')
  expect(lin.news()).toEqual([])
  await gu.tapsOn(late, '答复')
  expect(newestCard(gu).closed).toBe('已由 程亦舟 于 11-20 10:32 答复')
})

test('of two who tap together one is asked; of two who answer one is heard', async () => {
  const cast = await objected()
  const { room, lin, cheng, gu } = cast
  for (const editor of [cheng, gu]) editor.news()
  await tapTogether(room, [
    { by: gu, card: gu.lastCard(), label: '答复' },
    { by: cheng, card: cheng.lastCard(), label: '答复' },
  ])
  expect([gu.news().length, cheng.news().length]).toEqual([1, 0])
  await cheng.says('异议')
  await cheng.says('1')
  await cheng.taps('答复')
  await cheng.says('已经补记')
  expect(await gu.says('不再补记')).toEqual(['这条异议已由 程亦舟 于 11-20 10:32 答复：已经补记'])
  expect(lin.news()).toHaveLength(1)
  expect(await objections(cast)).toMatchObject([{ answer: '已经补记' }])
})

test('返回 lets it go, and every editor is asked afresh', async () => {
  const cast = await objected()
  const { shen, cheng, gu } = cast
  await cheng.taps('答复')
  for (const editor of [shen, cheng, gu]) editor.news()
  expect(await cheng.says('返回')).toEqual([
    '好，先不答复。回复“异议”可随时打开。',
    `${about} [答复]`,
  ])
  expect(gu.news()).toEqual([`${about} [答复]`])
  await gu.taps('答复')
  await gu.says('已核实，没有这次用稿')
  expect(await objections(cast)).toMatchObject([{ answered_by: 'gunanzhi' }])
  expect(newestCard(cheng).closed).toBe('由 顾南枝 答复')
})

test('帮助 repeats the question, too short or too long an answer is not sent', async () => {
  const cast = await objected()
  const { cheng, lin } = cast
  await cheng.taps('答复')
  expect((await cheng.says('帮助')).join()).toContain('正在答复异议')
  expect((await cheng.says('好')).join()).toContain('请回复答复内容')
  expect((await cheng.says('长'.repeat(501))).join()).toContain('答复请在 500 字以内，现在 501 字')
  expect(lin.news()).toEqual([])
  await cheng.says('已经核实')
  expect(lin.news()).toHaveLength(1)
})

test('积分, 排行 and 额度 in between leave the question open', async () => {
  const cast = await objected()
  const { cheng, lin } = cast
  await cheng.taps('答复')
  for (const said of ['积分', '排行 2026', '额度'])
    expect([said, (await cheng.says(said)).join('\n')]).toEqual([
      said,
      expect.stringContaining('正在答复异议') as string,
    ])
  await cheng.says('已经核实')
  expect(lin.news().join()).toContain('答复：已经核实')
})

test('whoever looks the item up before answering is still understood', async () => {
  const { cheng, lin } = await objected()
  await cheng.taps('答复')
  expect((await cheng.says('过程 1')).join()).toContain('林晓禾 提交（第1版）')
  await cheng.says('已经核实')
  expect(lin.news().join()).toContain('答复：已经核实')
})

test('without editors the director is asked', async () => {
  const organisation = sample()
  for (const person of organisation.people) {
    const others = person.roles.filter((role) => role !== 'editor')
    person.roles = others.length === 0 ? ['admin'] : others
  }
  const { lin, shen } = await filedItem({ organisation })
  await lin.says('异议 10月 少一篇')
  expect(shen.news()).toEqual(['对2026年10月积分的异议 [答复]'])
})

test.each([
  ['异议 2026-0001，没有算全', '没有算全'],
  ['异议：2026-0001 没有算全', '没有算全'],
  ['异议2026-0001没有算全', '没有算全'],
  ['异议 1：没有算全', '没有算全'],
  ['异议　２０２６－０００１　、没有算全', '没有算全'],
  ['异议\n2026-0001\n一、市报没有算\n二、日期不对', '一、市报没有算\n二、日期不对'],
  [`异议 2026-0001 市报用了。\n${'请核对。'.repeat(30)}`, `市报用了。\n${'请核对。'.repeat(30)}`],
])('%s is an objection', async (typed, kept) => {
  const cast = await filedItem()
  expect((await cast.lin.says(typed)).join()).toContain('您对2026-0001的异议已转宣传办')
  expect(await objections(cast)).toMatchObject([{ about: '2026-0001', reason: kept }])
})

test('the same objection is taken once, as long as it is open', async () => {
  const cast = await objected()
  const { lin, zhao, cheng } = cast
  cheng.news()
  expect(await lin.says('异议 1，“云州晚报”的用稿没有算，请核')).toEqual([
    '这条异议已收到，正在等宣传办答复。',
  ])
  expect([cheng.news(), (await objections(cast)).length]).toEqual([[], 1])
  await lin.says('异议 1 日期不对')
  await lin.says('异议 11月 日期不对')
  await zhao.says('异议 1 日期不对')
  expect(await objections(cast)).toHaveLength(4)
  await cheng.says('异议')
  await cheng.says('1')
  await cheng.taps('答复')
  await cheng.says('已核实，没有这次用稿')
  await lin.says(`异议 2026-0001 ${reason}`)
  expect(await objections(cast)).toHaveLength(5)
})

describe('about a month', () => {
  test.each([
    ['异议10月有一篇没有算', '2026-10', '2026年10月积分'],
    ['异议 10 月 有一篇没有算', '2026-10', '2026年10月积分'],
    ['异议：10月，有一篇没有算', '2026-10', '2026年10月积分'],
    ['异议 ２０２６年１０月：\n有一篇没有算', '2026-10', '2026年10月积分'],
    ['异议 10月 有一篇没有算', '2026-10', '2026年10月积分'],
    ['异议　１０月　有一篇没有算', '2026-10', '2026年10月积分'],
    ['异议 2026-10 有一篇没有算', '2026-10', '2026年10月积分'],
    ['异议 2026年10月，有一篇没有算', '2026-10', '2026年10月积分'],
    ['异议 12月有一篇没有算', '2025-12', '2025年12月积分'],
    ['异议 10月份 有一篇没有算', '2026-10', '2026年10月积分'],
    ['异议 本月 有一篇没有算', '2026-11', '2026年11月积分'],
    ['异议 十月有一篇没有算', '2026-10', '2026年10月积分'],
    ['异议 2026/10 有一篇没有算', '2026-10', '2026年10月积分'],
    ['异议 ２０２６．１０ 有一篇没有算', '2026-10', '2026年10月积分'],
  ])('%s', async (typed, month, words) => {
    const cast = await filedItem()
    const answer = await cast.zhao.says(typed)
    expect(answer).toEqual([`您对${words}的异议已转宣传办，答复会发给您。`])
    expect(await objections(cast)).toMatchObject([
      { about: month, person_id: 'zhaoleshan', reason: '有一篇没有算' },
    ])
  })
})

test('only people of its unit object to an item, and who has no unit to nothing', async () => {
  const cast = await filedItem()
  const he = cast.room.as('henianan')
  expect((await he.says('异议 2026-0001 分数不对')).join()).toContain('没有找到稿件 2026-0001')
  expect((await cast.tang.says('异议 10月 分数不对')).join()).toContain('异议由单位的人提出')
  expect((await cast.lu.says('异议')).join()).toContain('异议由单位的人提出')
  expect(await objections(cast)).toEqual([])
  await cast.room.as('zhengyinuo').says('异议 1 分数不对')
  expect(await objections(cast)).toMatchObject([{ about: '2026-0001', person_id: 'zhengyinuo' }])
})

test.each([
  ['异议', '对积分有异议，请写稿件编号或月份'],
  ['异议 分数不对', '对积分有异议，请写稿件编号或月份'],
  ['我有异议', '对积分有异议，请写稿件编号或月份'],
  ['2026-0001 异议 没有算', '对积分有异议，请写稿件编号或月份'],
  ['异议 13月 少了', '请写明是哪个月'],
  ['异议 2026-0001', '请写上理由，例如：异议 2026-0001'],
  ['异议 10月', '请写上理由，例如：异议 2026-10'],
  ['异议 2026-0009 分数不对', '没有找到稿件'],
  ['异议 第三季度 分数不对', '请写明是哪个月'],
  ['异议 2027年3月 分数不对', '2027年3月还没有到'],
  [`异议 10月 ${'长'.repeat(201)}`, '理由请在 200 字以内，现在 201 字'],
])('%s gets one friendly line', async (typed, line) => {
  const cast = await filedItem()
  const answer = await cast.lin.says(typed)
  expect(answer).toHaveLength(1)
  expect(answer[0]).toContain(line)
  expect(await objections(cast)).toEqual([])
})

test('a reason that is far too long begins no draft', async () => {
  const cast = await filedItem()
  for (const typed of [`异议 2026-0001 ${'长'.repeat(600)}`, `异议 1\n${'长长长\n'.repeat(200)}`])
    expect(await cast.lin.says(typed)).toEqual(['理由请在 200 字以内，现在 600 字，没有收下。'])
  expect(await objections(cast)).toEqual([])
  expect(await cast.room.app.db.selectFrom('draft').selectAll().execute()).toEqual([])
})

test('异议 lists for the desk what waits; a number opens it', async () => {
  const cast = await objected()
  const { room, zhao, cheng, gu } = cast
  await room.later(60_000)
  await zhao.says('异议 10月 少一篇')
  cheng.news()
  expect(await cheng.says('异议')).toEqual([
    [
      '待答复的异议，回复序号打开：',
      `1. 2026-0001（林晓禾 11-20 10:32）：${reason}`,
      '2. 2026年10月积分（赵乐山 11-20 10:33）：少一篇',
    ].join('\n'),
  ])
  expect(await cheng.says('２')).toEqual(['对2026年10月积分的异议 [答复]'])
  await cheng.taps('答复')
  await cheng.says('已补记到十一月')
  expect((await gu.says('异议')).join()).not.toContain('赵乐山')
  await gu.says('1')
  await gu.taps('答复')
  await gu.says('已经补记')
  expect(await gu.says('异议')).toEqual(['没有待答复的异议。有新的会发卡片给您。'])
  expect(cardsOf(cheng).filter(({ shown }) => shown.closed === undefined)).toHaveLength(1)
})
