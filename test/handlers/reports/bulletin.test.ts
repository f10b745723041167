import { describe, expect, test } from 'vitest'
import { Instant } from '../../../schema/ids.ts'
import { setTimer } from '../../../src/db/timers.ts'
import { sample } from '../review/cast.ts'
import {
  bulletinOf,
  documentSent,
  DRAFT,
  drafted,
  DRAFTED_AT,
  FINAL,
  inGroups,
  openDesk,
  place,
  september,
  START,
} from './quarter.ts'
import type { Desk } from './quarter.ts'

const CARD = '2026年第三季度通报（第1版草稿） [确认发送 先不发]'

const strike = async ({ cheng }: Desk, ...numbers: string[]) => {
  await cheng.says('通报')
  for (const number of numbers) await cheng.says(number)
}

const readAll = ({ shen, cheng, gu }: Desk) => {
  for (const person of [shen, cheng, gu]) person.news()
}

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
    expect(text).toContain('表扬：溪畔社区（积分 22，用稿 2 篇）')
    expect(text).toContain('改好后回复“通报 送审”')
    expect(inGroups(desk)).toEqual([[], []])
  })

  test('says what the quarter was, with neutral reasons', async () => {
    const text = await documentSent(await drafted(), DRAFT)
    for (const words of [
      '【草稿，待主任确认】',
      '云溪街道关于2026年第三季度',
      '市级1次、区县级1次',
      '本季度审核中共退回稿件3次，原因依次为数据有误（1次）、照片不清（1次）、其他原因（1次）。',
      '1．溪畔社区：积分 22，用稿 2 篇。',
      '松风社区：应报送 6 篇，报送 2 篇，不足一半；信息失实 1 篇。',
      '长亭社区：应报送 6 篇，未报送；瞒报 1 次。',
      '本季度有9个单位零报送：党政综合办公室',
      '2026年10月8日',
    ])
      expect(text).toContain(words)
    expect(text).not.toContain('北桥社区：')
    expect(text).not.toContain('标题不太合适')
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
    expect(list).toContain('1. 表扬 溪畔社区：积分 22，用稿 2 篇')
    expect(list).toContain('8. 通报批评 松风社区：应报送 6 篇，报送 2 篇，不足一半；信息失实 1 篇')
    const [struck = ''] = await cheng.says('８')
    expect(struck).toContain('已划去通报批评 松风社区，现在是第2版')
    expect(struck).toMatch(/8\. 通报批评 松风社区：.*（已划去）/u)
    expect(struck).toContain('改好后回复“通报 送审”')
    expect(shen.lastCard().shown.closed).toBe('草稿有修改')
    expect(await bulletinOf(desk)).toMatchObject({ version: 2, struck: '["criticism 6"]' })
    expect((await cheng.says('8')).join()).toContain('已恢复通报批评 松风社区，现在是第3版')
    expect(await bulletinOf(desk)).toMatchObject({ version: 3, struck: '[]' })
    expect((await cheng.says('12')).join()).toContain('列表里只有 1 到 11')
  })

  test('送审 brings the file as it is now and a fresh card; what was struck is not in it', async () => {
    const desk = await drafted()
    const { shen, gu } = desk
    await strike(desk, '1', '8')
    readAll(desk)
    await gu.says('通报　送审')
    const [text = '', file, card] = shen.news()
    expect(text).toContain('2026年第三季度通报（第3版草稿）已送审。')
    expect([file, card]).toEqual([
      `[文件] ${DRAFT}`,
      '2026年第三季度通报（第3版草稿） [确认发送 先不发]',
    ])
    const document = await documentSent(desk, DRAFT)
    expect(document).not.toContain('松风社区：应报送')
    expect(document).toContain('本季度没有提出表扬的单位。')
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

describe('sending', () => {
  test('the director confirms by card: every group has text and file, once', async () => {
    const own = place()
    const desk = await drafted(own)
    const { room, shen, cheng, gu } = desk
    await strike(desk, '8')
    await cheng.says('通报 送审')
    readAll(desk)
    await room.later(60_000)
    const card = shen.lastCard()
    expect(await shen.taps('确认发送')).toEqual([])
    expect(shen.lastCard().shown.closed).toBe('已由 沈知夏 于 08:31 确认发送')
    const told = '2026年第三季度通报已由 沈知夏 确认，正在发到 2 个群。'
    expect([cheng.news(), gu.news()]).toEqual([[told], [told]])
    const sent = inGroups(desk)
    for (const [text, ...files] of sent) {
      expect(text).toMatch(/^云溪街道宣传信息工作通报（2026年第三季度）\n提交 10 篇/u)
      expect(text).not.toContain('松风社区')
      expect(new TextEncoder().encode(text).length).toBeLessThan(2000)
      expect(files).toEqual([FINAL])
    }
    const document = await documentSent(desk, FINAL)
    expect(document).not.toContain('草稿')
    expect(document).not.toContain('松风社区：应报送')
    await shen.tapsOn(card, '确认发送')
    await shen.says('通报 确认')
    await room.later(24 * 3600_000)
    expect(inGroups(desk)).toEqual(sent)
    expect((await cheng.says('通报')).join()).toContain('不能再改')
    expect(await cheng.says('通报 文件')).toEqual([`[文件] ${FINAL}`])
    await room.close()
    const again = await openDesk({ ...own, now: '2026-10-10T09:00:00+08:00' })
    await again.shen.tapsOn(card, '确认发送')
    expect((await again.shen.says('通报 确认')).join()).toContain(
      '已由 沈知夏 于 10-08 08:31 确认发送',
    )
    expect(inGroups(again)).toEqual([[], []])
  })

  test('a card about an older version decides nothing', async () => {
    const desk = await drafted()
    const { shen } = desk
    const card = shen.lastCard()
    await strike(desk, '1')
    await shen.tapsOn(card, '确认发送')
    expect(shen.lastCard().shown.closed).toBe('草稿有修改')
    expect((await shen.says('通报 确认')).join()).toContain('（第2版草稿）还没有送审')
    expect([await bulletinOf(desk), inGroups(desk)]).toMatchObject([{ state: 'draft' }, [[], []]])
    await shen.says('通报 送审')
    await shen.taps('确认发送')
    expect(await bulletinOf(desk)).toMatchObject({ state: 'confirmed', version: 2 })
  })

  test('a change and a confirmation at the same time: the one that came first holds', async () => {
    const desk = await drafted()
    const { room, shen, cheng } = desk
    await cheng.says('通报')
    const card = shen.lastCard()
    const handle = room.platform.newHandle()
    await room.bring(shen.chat, { type: 'tap', card: card.id, action: 'send', choices: {}, handle })
    await room.bring(cheng.chat, { type: 'text', text: '1' })
    await room.settled()
    expect(await bulletinOf(desk)).toMatchObject({ state: 'confirmed', version: 1, struck: '[]' })
    expect(cheng.news().join()).toContain('不能再改')
  })

  test('typed it does as well, by the director alone', async () => {
    const desk = await drafted()
    const { shen, cheng } = desk
    readAll(desk)
    expect(await cheng.says('通报 确认')).toEqual([
      expect.stringContaining('通报由宣传办主任确认') as string,
    ])
    shen.news()
    expect(await shen.says('通报 确认')).toEqual([
      '2026年第三季度通报已由 沈知夏 确认，正在发到 2 个群。',
    ])
    expect(shen.lastCard().shown.closed).toBe('已由 沈知夏 于 08:30 确认发送')
    expect(inGroups(desk).map((group) => group.length)).toEqual([2, 2])
  })

  test('a word that was sent before the card came decides nothing', async () => {
    const desk = await drafted()
    const { room, shen } = desk
    const early = Instant.parse(room.clock.now() - 90_000)
    await room.bring(shen.chat, { type: 'text', text: '通报 确认' }, undefined, early)
    await room.settled()
    expect(shen.news().at(-1)).toBe('草稿刚有变化，请看新的卡片后再确认。')
    expect(await bulletinOf(desk)).toMatchObject({ state: 'draft' })
    expect((await shen.says('通报 先不发')).join()).toContain('沈知夏 决定先不发')
    expect(shen.lastCard().shown.closed).toBe('沈知夏 于 08:30 决定先不发')
    expect((await shen.says('通报 确认')).join()).toContain('还没有送审')
    expect(inGroups(desk)).toEqual([[], []])
  })

  test('先不发 leaves it a draft, and the desk is told', async () => {
    const desk = await drafted()
    const { shen, cheng } = desk
    readAll(desk)
    const card = shen.lastCard()
    expect(await shen.taps('先不发')).toEqual([])
    expect(shen.lastCard().shown.closed).toBe('沈知夏 于 08:30 决定先不发')
    expect(cheng.news().join()).toContain('沈知夏 决定先不发。修改请回复“通报”')
    await shen.tapsOn(card, '确认发送')
    expect(await bulletinOf(desk)).toMatchObject({ state: 'draft', version: 1 })
    await cheng.says('通报 送审')
    await shen.taps('确认发送')
    expect(await bulletinOf(desk)).toMatchObject({ state: 'confirmed' })
  })

  test('of two directors the first decides', async () => {
    const organisation = sample()
    organisation.people.find(({ id }) => id === 'hanruogu')?.roles.push('publicityDirector')
    const desk = await drafted({ organisation })
    const han = desk.room.as('hanruogu')
    const late = han.lastCard()
    expect(late.shown.title).toBe('2026年第三季度通报（第1版草稿）')
    await desk.shen.taps('确认发送')
    expect(han.lastCard().shown.closed).toBe('已由 沈知夏 于 08:30 确认发送')
    await han.tapsOn(late, '先不发')
    expect(han.lastCard().shown.closed).toBe('已由 沈知夏 于 10-08 08:30 确认发送')
    expect(await bulletinOf(desk)).toMatchObject({ confirmed_by: 'shenzhixia' })
    expect(inGroups(desk).map((group) => group.length)).toEqual([2, 2])
  })

  test('where there is no group, the desk is told so', async () => {
    const desk = await drafted({ organisation: { ...sample(), groups: [] } })
    expect((await desk.shen.says('通报 确认')).join()).toContain('没有可发的群')
    expect(await bulletinOf(desk)).toMatchObject({ state: 'confirmed' })
  })
})

test('however many and however long the names, the text for the groups stays short', async () => {
  const organisation = sample()
  const [unit] = organisation.units
  if (!unit) throw new Error('the sample has changed')
  for (let n = 0; n < 60; n++)
    organisation.units.push({
      ...unit,
      heads: [],
      code: `X${n}` as typeof unit.code,
      name: `第${n}网格综合服务管理与便民服务联合工作站党群服务中心`,
    })
  const desk = await drafted({ organisation, afresh: true })
  await desk.shen.says('通报 确认')
  for (const [text = ''] of inGroups(desk)) {
    expect(new TextEncoder().encode(text).length).toBeLessThan(2000)
    expect(text).toMatch(/零报送：党政综合办公室.* 等 69 个单位/u)
  }
})
