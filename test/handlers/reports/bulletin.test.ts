import { describe, expect, test } from 'vitest'
import { setTimer } from '../../../src/db/timers.ts'
import {
  bulletinOf,
  documentSent,
  DRAFT,
  drafted,
  DRAFTED_AT,
  file,
  inGroups,
  keptBefore,
  openDesk,
  place,
  readAll,
  september,
  START,
  strike,
} from './quarter.ts'

const CARD = '2026年第三季度通报（第1版草稿） [确认发送 先不发]'

describe('the draft', () => {
  test('is made on the first working day after the freeze, for the desk and the director', async () => {
    const desk = await openDesk({ now: START })
    await september(desk)
    await desk.room.laterUntil('2026-10-08T08:29:59+08:00')
    readAll(desk)
    expect(await bulletinOf(desk)).toBeUndefined()
    await desk.room.laterUntil(DRAFTED_AT)
    expect(await bulletinOf(desk)).toMatchObject({ version: 1, state: 'draft', struck: '[]' })
    const [text = '', ...rest] = desk.cheng.news()
    expect(rest).toEqual([`[文件] ${DRAFT}`])
    expect(desk.gu.news()).toEqual([text, `[文件] ${DRAFT}`])
    expect(desk.shen.news()).toEqual([text, `[文件] ${DRAFT}`, CARD])
    expect(text).toContain('2026年第三季度通报（第1版草稿）已起草。')
    expect(text).toContain('提交 10 篇，报送 9 篇，迟报 0 篇；用稿 2 篇，采用率 22.2%。')
    expect(text).toContain('表扬：溪畔社区（积22分，被采用稿件2件）')
    expect(text).toContain('改好后回复“通报 2026-Q3 送审”。主任确认后才发到群里。')
    expect(inGroups(desk)).toEqual([[], []])
  })

  test('says what the quarter was, with neutral reasons', async () => {
    const text = await documentSent(await drafted(), DRAFT)
    for (const words of [
      '【草稿，待主任确认】',
      '云溪街道关于2026年第三季度',
      '市级1次、区县级1次',
      '本季度审核中共退回稿件3次，原因依次为数据有误（1次）、照片不清（1次）、其他原因（1次）。',
      '1．溪畔社区：积22分，被采用稿件2件。',
      '松风社区：应报送6件，实际报送2件，不足一半；信息失实1件。',
      '长亭社区：应报送6件，实际未报送；瞒报1次。',
      '本季度有9个单位零报送：党政综合办公室',
      '2026年10月8日',
    ])
      expect(text).toContain(words)
    expect(text).not.toContain('北桥社区：')
    expect(text).not.toContain('标题不太合适')
  })

  test.each([
    ['on a Sunday at night', '2026-10-11T02:13:00+08:00', '2026-10-12T08:30:00+08:00'],
    ['before work begins', '2026-10-09T05:00:00+08:00', '2026-10-09T08:30:00+08:00'],
    ['as quiet hours begin', '2026-10-09T21:00:00+08:00', '2026-10-10T08:30:00+08:00'],
  ])('waits for people to be at work where the bot is back %s', async (_when, back, due) => {
    const own = place()
    const first = await openDesk({ ...own, now: '2026-09-30T09:00:00+08:00' })
    await first.room.close()
    const desk = await openDesk({ ...own, now: back })
    await desk.room.later(Date.parse(due) - Date.parse(back) - 1000)
    expect(await bulletinOf(desk)).toBeUndefined()
    await desk.room.laterUntil(due)
    expect(await bulletinOf(desk)).toMatchObject({ version: 1 })
    expect(desk.shen.news()).toContain(CARD)
  })

  test('who is criticised is not commended as well', async () => {
    const desk = await openDesk({ now: '2026-09-29T09:00:00+08:00' })
    await keptBefore(desk.room)
    await file(desk.room, 'linxiaohe', 'zhaoleshan', '溪畔社区夜间窗口开放')
    await desk.cheng.says('用稿 2026-0001 市 云州晚报')
    await desk.room.laterUntil(DRAFTED_AT)
    const text = await documentSent(desk, DRAFT)
    expect(text).toContain('溪畔社区：应报送6件，实际报送1件，不足一半')
    expect(text).not.toContain('1．溪畔社区：积分')
  })

  test('is made once, also after a restart', async () => {
    const own = place()
    const first = await drafted(own)
    await first.room.close()
    const again = await openDesk({ ...own, now: '2026-10-09T08:00:00+08:00' })
    await again.room.later(3 * 24 * 3600_000)
    const files = [again.shen, again.cheng].flatMap((person) => person.heard)
    expect(files.filter(({ type }) => type === 'file')).toEqual([])
    expect(await bulletinOf(again)).toMatchObject({ version: 1 })
  })
})

test('a draft that is there is not made again, whoever asks for it', async () => {
  const desk = await drafted()
  const { room, shen, cheng } = desk
  await strike(desk, '1')
  readAll(desk)
  await setTimer(room.app.db, {
    key: 'bulletin-draft:2026-Q3',
    name: 'bulletin-draft',
    person: null,
    dueAt: room.clock.now(),
    data: { quarter: '2026-Q3' },
  })
  await cheng.says('通报')
  await room.later(60_000)
  expect(shen.news()).toEqual([])
  expect(await bulletinOf(desk)).toMatchObject({ version: 2, struck: '["commendation 0"]' })
})

describe('editing', () => {
  test('a number strikes a proposal or takes it back in, each time as another version', async () => {
    const desk = await drafted()
    const { shen, cheng } = desk
    readAll(desk)
    const [list = ''] = await cheng.says('通报')
    expect(list).toContain('2026年第三季度通报（第1版草稿），回复序号划去或恢复：')
    expect(list).toContain('1. 表扬 溪畔社区：积22分，被采用稿件2件')
    expect(list).toContain('8. 通报批评 松风社区：应报送6件，实际报送2件，不足一半；信息失实1件')
    const [struck = ''] = await cheng.says('８')
    expect(struck).toContain('已划去通报批评 松风社区，现在是第2版')
    expect(struck).toMatch(/8\. 通报批评 松风社区：.*（已划去）/u)
    expect(struck).toContain('改好后回复“通报 2026-Q3 送审”')
    expect(shen.lastCard().shown.closed).toBe('草稿有修改')
    expect(await bulletinOf(desk)).toMatchObject({ version: 2, struck: '["criticism 6"]' })
    expect((await cheng.says('8')).join()).toContain('已恢复通报批评 松风社区，现在是第3版')
    expect(await bulletinOf(desk)).toMatchObject({ version: 3, struck: '[]' })
    expect((await cheng.says('12')).join()).toContain('列表里只有 1 到 11')
  })

  test.each([
    ['８ 划去', '8 恢复'],
    ['划去 8', '恢复第8条。'],
    ['划去第８条', '恢复8'],
  ])('%s and %s as well', async (strikes, restores) => {
    const desk = await drafted()
    const { cheng } = desk
    await cheng.says('通报')
    expect((await cheng.says(strikes)).join()).toContain('已划去通报批评 松风社区，现在是第2版')
    const [again = ''] = await cheng.says(strikes)
    expect(again).toContain('通报批评 松风社区已经划去，没有改动，回复序号划去或恢复：')
    expect(await bulletinOf(desk)).toMatchObject({ version: 2, struck: '["criticism 6"]' })
    expect((await cheng.says(restores)).join()).toContain('已恢复通报批评 松风社区，现在是第3版')
    expect((await cheng.says(restores)).join()).toContain('松风社区没有划去，没有改动')
    expect(await cheng.says('划去 12')).toEqual(['列表里只有 1 到 11，请重新回复序号。'])
    expect((await cheng.says('11 划去')).join()).toContain('现在是第4版')
  })

  test('without a list they change nothing', async () => {
    const desk = await drafted()
    expect((await desk.cheng.says('划去 8')).join()).toContain('没有看懂')
    expect(await bulletinOf(desk)).toMatchObject({ version: 1 })
  })

  test('送审 brings the file as it is now and a fresh card; what was struck is not in it', async () => {
    const desk = await drafted()
    const { shen, gu } = desk
    await strike(desk, '1', '8')
    readAll(desk)
    await gu.says('通报　送审')
    const [text = '', file, card] = shen.news()
    expect(text).toContain('2026年第三季度通报（第3版草稿）已送审。')
    expect(text).toContain('要改请回复“通报 2026-Q3”；没有要改的，请在下面的卡片确认。')
    expect(text).not.toContain('通报 2026-Q3 送审')
    expect(desk.cheng.news().join()).toContain('改好后回复“通报 2026-Q3 送审”。主任确认后才发')
    expect([file, card]).toEqual([
      `[文件] ${DRAFT}`,
      '2026年第三季度通报（第3版草稿） [确认发送 先不发]',
    ])
    const document = await documentSent(desk, DRAFT)
    expect(document).not.toContain('松风社区：应报送')
    expect(document).toContain('本季度无表扬单位。')
    expect(await gu.says('通报 文件')).toEqual([`[文件] ${DRAFT}`])
  })

  test('another quarter, or none, is asked for in words', async () => {
    const desk = await drafted()
    const { cheng } = desk
    expect((await cheng.says('通报 2026-Q3')).join()).toContain('第1版草稿')
    expect((await cheng.says('通报 第三季度 文件')).join()).toBe(`[文件] ${DRAFT}`)
    expect((await cheng.says('通报 2026-Q2')).join()).toContain('2026-Q2 还没有通报草稿')
    expect((await cheng.says('通报 2026-09')).join()).toContain('通报按季度')
    const [lin, lu] = ['linxiaohe', 'luhengzhi'].map((id) => desk.room.as(id))
    for (const person of [lin, lu])
      expect(await person?.says('通报 送审')).toEqual([
        '季度通报由宣传办起草，主任确认后发到群里。看排名请回复“排行”。',
      ])
    expect(await bulletinOf(desk)).toMatchObject({ version: 1 })
  })

  test('before there is any, the desk is told when', async () => {
    const { cheng } = await openDesk()
    for (const typed of ['通报', '通报 送审', '通报 确认', '通报 文件'])
      expect((await cheng.says(typed)).join()).toContain('还没有通报草稿')
  })
})
