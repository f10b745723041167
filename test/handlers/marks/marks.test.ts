import { describe, expect, test } from 'vitest'
import { Day } from '../../../schema/ids.ts'
import { loadRuleSets } from '../../../src/rules.ts'
import { filedItem, ledgerOf, pointsOf, type DeskCast } from '../desk/cast.ts'

const marks = ({ room }: DeskCast) =>
  room.app.db
    .selectFrom('mark')
    .select(['ordinal', 'kind', 'unit_code', 'level', 'reason', 'state', 'proposed_by'])
    .orderBy('ordinal')
    .execute()

const entries = ({ room }: DeskCast) =>
  room.app.db.selectFrom('ledger_entry').selectAll().orderBy('id').execute()

describe('表扬 and 漏报', () => {
  test.each([
    ['街道', 'subdistrict', 300],
    ['区', 'district', 1000],
    ['市级', 'city', 2000],
    ['省', 'province', 4000],
  ])('a praise by a leader of %s stands at once', async (level, kept, hundredths) => {
    const cast = await filedItem()
    const { room, cheng, lin, zhao } = cast
    const answer = await cheng.says(`记分 溪畔社区 表扬 ${level} 领导批示：“窗口服务好”。`)
    expect(answer.join('\n')).toContain('已记分（第1号）：溪畔社区')
    expect(await marks(cast)).toEqual([
      {
        ordinal: 1,
        kind: 'praise',
        unit_code: 'C01',
        level: kept,
        reason: '领导批示：“窗口服务好”。',
        state: 'standing',
        proposed_by: 'chengyizhou',
      },
    ])
    expect((await ledgerOf(room)).at(-1)).toEqual(['praise', hundredths])
    const told = [
      `溪畔社区记${level.replace('级', '')}级表扬 +${hundredths / 100} 分。`,
      '事由：领导批示：“窗口服务好”。',
      '如有异议，请回复“异议 2026-11 理由”。',
    ].join('\n')
    expect([lin.news(), zhao.news()]).toEqual([[told], [told]])
  })

  test('an omitted key event costs two points', async () => {
    const { room, shen, lin } = await filedItem()
    const before = await pointsOf(room)
    await shen.says('记分 溪畔 漏报 消防演练列入计划没有报')
    expect(await pointsOf(room)).toBe(before - 200)
    expect(lin.news().join('\n')).toContain('溪畔社区记漏报 −2 分。')
  })

  test('full-width letters, blanks and dashes are as good', async () => {
    const { room, cheng } = await filedItem()
    const before = await pointsOf(room)
    await cheng.says('　记分　溪畔社区　表扬　区　批示肯定。')
    expect(await pointsOf(room)).toBe(before + 1000)
    expect((await cheng.says('撤销记分　第１号　写错了')).join('\n')).toContain('第1号记分已撤销')
    expect(await pointsOf(room)).toBe(before)
  })
})

test.each([
  '记分：溪畔社区 表扬 区 批示肯定。',
  '记分溪畔社区 表扬 区 批示肯定。',
  '记分 溪畔社区，表扬，区，批示肯定。',
  '记分 溪畔社区\n表扬 区级：\n批示肯定。',
])('%s is as good', async (typed) => {
  const cast = await filedItem()
  await cast.cheng.says(typed)
  expect(await marks(cast)).toMatchObject([
    { kind: 'praise', unit_code: 'C01', level: 'district', reason: '批示肯定。' },
  ])
})

describe('the same again on the same day', () => {
  test('is a slip, and counts once', async () => {
    const cast = await filedItem()
    const { room, cheng, gu, lin } = cast
    await cheng.says('记分 溪畔社区 表扬 区 批示肯定')
    await cheng.says('记分 溪畔社区 漏报 演练没有报')
    const before = await ledgerOf(room)
    lin.news()
    expect(await gu.says('记分 溪畔 表扬 区级 批示肯定。')).toEqual([
      '已有记分：第1号 溪畔社区 区级表扬 +10：批示肯定（已生效），没有重复记。',
    ])
    expect(await cheng.says('记分 溪畔社区 漏报 演练没有报')).toEqual([
      '已有记分：第2号 溪畔社区 漏报 −2：演练没有报（已生效），没有重复记。',
    ])
    expect([await ledgerOf(room), (await marks(cast)).length, lin.news()]).toEqual([before, 2, []])
  })

  test('holds for what waits to be confirmed, however many came since', async () => {
    const cast = await filedItem()
    await cast.cheng.says('记分 溪畔社区 瞒报 积水没有如实报')
    for (let n = 1; n <= 20; n++) await cast.cheng.says(`记分 松风社区 漏报 第${n}件没有报`)
    expect((await cast.cheng.says('记分 溪畔社区 瞒报 积水没有如实报')).join()).toBe(
      '已有记分：第1号 溪畔社区 瞒报 −10：积水没有如实报（待确认），没有重复记。',
    )
    expect(await marks(cast)).toHaveLength(21)
  })

  test('is another mark once the first was reversed, and so is what differs', async () => {
    const cast = await filedItem()
    const { room, cheng } = cast
    await cheng.says('记分 溪畔社区 表扬 区 批示肯定')
    await cheng.says('记分 溪畔社区 表扬 市 批示肯定')
    await cheng.says('记分 松风社区 表扬 区 批示肯定')
    await cheng.says('记分 溪畔社区 表扬 区 再次批示肯定')
    await cheng.says('撤销记分 1 记错了')
    await cheng.says('记分 溪畔社区 表扬 区 批示肯定')
    await room.later(24 * 3_600_000)
    await cheng.says('记分 溪畔社区 表扬 区 批示肯定')
    expect(await marks(cast)).toHaveLength(6)
  })
})

describe('what is typed wrong', () => {
  test.each([
    [
      '记分 社区 漏报 没有报送',
      '“社区”可能是 溪畔社区、松风社区、北桥社区、长亭社区，请写完整名称。',
    ],
    ['记分 东湖村 漏报 没有报送', '没有叫“东湖村”的单位'],
    ['记分 溪畔社区', '请写明种类：表扬、漏报、失实或瞒报'],
    ['记分 溪畔社区 加分 好', '请写明种类'],
    ['记分 溪畔社区 表扬 批示肯定', '请写明谁表扬的：街道、区、市或省'],
    ['记分 溪畔社区 表扬 国家 批示肯定', '请写明谁表扬的'],
    ['记分 溪畔社区 漏报', '请写明事由'],
    [`记分 溪畔社区 漏报 ${'长'.repeat(101)}`, '事由请在 100 字以内，现在 101 字'],
    ['记分 溪畔社区 失实 数字不对', '失实要写稿件编号'],
    [
      '记分 表扬 溪畔社区 区 批示肯定',
      '请先写单位，失实写稿件编号，再写种类。例如：记分 溪畔社区 表扬 区',
    ],
    [
      '记分 溪畔社区表扬区 批示肯定',
      '请写明种类：表扬、漏报、失实或瞒报。例如：记分 溪畔社区 表扬 区',
    ],
    ['记分 2026-0001 人数与签到表不符', '例如：记分 2026-0001 失实'],
    [`记分 溪畔社区 漏报 ${'长'.repeat(400)}`, '事由请在 100 字以内，现在 400 字'],
    [`记分 溪畔社区\n漏报\n${'长'.repeat(101)}`, '事由请在 100 字以内，现在 101 字'],
    ['撤销记分 那一条', '请写号数和原因，例如：撤销记分 3 记错了单位'],
    ['记分 2026-0001 瞒报 没有如实报', '瞒报要写单位名称'],
    ['记分 2026-0009 失实 数字不对', '没有找到稿件 2026-0009'],
    ['记分 2026-0001 失实', '请写明事由'],
    ['记分 第9号 确认', '没有第9号记分'],
    ['撤销记分', '请写号数和原因'],
    ['撤销记分 9 写错', '没有第9号记分'],
    ['撤销记分 0 写错', '没有第0号记分'],
  ])('%s gets one friendly line', async (typed, line) => {
    const cast = await filedItem()
    const answer = await cast.cheng.says(typed)
    expect(answer).toHaveLength(1)
    expect(answer[0]).toContain(line)
    expect(await marks(cast)).toEqual([])
  })

  test('an item that was never filed has nothing to lose', async () => {
    const cast = await filedItem()
    for (const answer of ['投稿', '1', '4', '溪畔社区邻里节即将举行啦', '昨天'])
      await cast.lin.says(answer)
    await cast.lin.says(
      '溪畔社区邻里节的筹备工作正在进行，居民报名踊跃，各楼栋都有节目。'.repeat(2),
    )
    for (const answer of ['完成', '跳过', '提交']) await cast.lin.says(answer)
    expect((await cast.cheng.says('记分 2026-0002 失实 数字不对')).join('\n')).toContain(
      '还没有报送',
    )
  })
})

test('记分 alone explains itself and lists the newest five', async () => {
  const { cheng } = await filedItem()
  expect((await cheng.says('记分')).join('\n')).toMatch(/^记分这样写.*\n记分 溪畔社区 表扬 区/u)
  for (let n = 1; n <= 6; n++) await cheng.says(`记分 溪畔社区 漏报 第${n}件没有报`)
  const [text = ''] = await cheng.says('记分')
  expect(text.match(/^第\d号.*$/gmu)).toEqual(
    [6, 5, 4, 3, 2].map((n) => `第${n}号 溪畔社区 漏报 −2：第${n}件没有报（已生效）`),
  )
})

test('there is no mark nought: it is not another one either', async () => {
  const cast = await filedItem()
  await cast.cheng.says('记分 溪畔社区 漏报 第一件没有报')
  expect(await cast.cheng.says('撤销记分 第0号 写错')).toEqual([
    '没有第0号记分。回复“记分”看最近的。',
  ])
  expect(await marks(cast)).toMatchObject([{ state: 'standing' }])
})

test('however long the reasons, both lists stay short', async () => {
  const { cheng, lu } = await filedItem()
  for (let n = 0; n < 7; n++) await cheng.says(`记分 溪畔社区 瞒报 ${n}${'长'.repeat(99)}`)
  lu.news()
  for (const person of [cheng, lu]) {
    const [text = '', ...more] = await person.says('记分')
    expect(more).toEqual([])
    expect(new TextEncoder().encode(text).length).toBeLessThan(2000)
    expect(text.match(/^第\d号/gmu)).toHaveLength(5)
  }
})

test('who is not at the desk enters and takes back nothing', async () => {
  const cast = await filedItem()
  await cast.cheng.says('记分 溪畔社区 漏报 演练没有报')
  const before = await ledgerOf(cast.room)
  for (const person of [cast.lin, cast.zhao, cast.lu]) {
    person.news()
    expect((await person.says('记分 溪畔社区 表扬 省 很好')).join()).toContain('记分由宣传办办理')
    expect((await person.says('撤销记分 1 很好')).join()).toContain('记分由宣传办撤销')
  }
  expect(await ledgerOf(cast.room)).toEqual(before)
})

test('a mark keeps what it came to, whatever the rules are later', async () => {
  const [standard] = loadRuleSets()
  if (!standard) throw new Error('there are no rules')
  const milder = { version: 'standard-2', effectiveFrom: Day.parse('2026-12-01') }
  const ruleSets = [standard, { ...standard, ...milder, keyEventOmitted: -100 }]
  const cast = await filedItem({ ruleSets })
  await cast.cheng.says('记分 溪畔社区 漏报 演练没有报')
  await cast.room.laterUntil('2026-12-10T10:00:00+08:00')
  await cast.cheng.says('记分 松风社区 漏报 演练没有报')
  cast.lin.news()
  const [text = ''] = await cast.cheng.says('记分')
  expect(text).toContain('第2号 松风社区 漏报 −1：')
  expect(text).toContain('第1号 溪畔社区 漏报 −2：')
  await cast.cheng.says('撤销记分 1 补报过')
  expect(cast.lin.news().join()).toContain('第1号记分已撤销：溪畔社区 漏报，原记 −2 分不再计。')
  const [back] = (await entries(cast)).slice(-1)
  expect(back).toMatchObject({ hundredths: 200, rule_version: 'standard-1', month: '2026-12' })
  const why = { reversedBy: 'chengyizhou', reason: '补报过' }
  expect(JSON.parse(back?.factors ?? '')).toMatchObject(why)
})

test('a standing mark is reversed once, whole, and everybody hears why', async () => {
  const cast = await filedItem()
  const { room, cheng, gu, lin } = cast
  const before = await pointsOf(room)
  await cheng.says('记分 溪畔社区 表扬 市 批示肯定')
  lin.news()
  const line = '第1号记分已撤销：溪畔社区 市级表扬，原记 +20 分不再计。\n原因：是松风社区的。'
  expect(await gu.says('撤销记分 1 是松风社区的。')).toEqual([line])
  expect(lin.news()).toEqual([line])
  expect(await pointsOf(room)).toBe(before)
  expect((await ledgerOf(room)).slice(-2)).toEqual([
    ['praise', 2000],
    ['praise', -2000],
  ])
  expect(await gu.says('撤销记分 1 再来')).toEqual(['第1号记分已撤销，不用再撤销。'])
  expect(await pointsOf(room)).toBe(before)
})
