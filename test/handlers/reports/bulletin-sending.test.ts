import { describe, expect, test } from 'vitest'
import { Instant } from '../../../schema/ids.ts'
import { sample } from '../review/cast.ts'
import {
  bulletinOf,
  changed,
  documentSent,
  drafted,
  FINAL,
  inGroups,
  openDesk,
  place,
  readAll,
  strike,
  withEarlierDraft,
  type Desk,
} from './quarter.ts'

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
      '已由 沈知夏 于 10-08 08:31 确认发送。新加的群会补发，已发过的不会重发。',
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
    expect(cheng.news().join()).toContain('沈知夏 决定先不发。修改请回复“通报 2026-Q3”')
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

  test('while there is no group it cannot be confirmed; the card waits for one', async () => {
    const desk = await drafted({ organisation: { ...sample(), groups: [] } })
    const { shen, gu } = desk
    expect(gu.news().join()).toContain('现在没有可发的群，请管理员设好，主任才能确认。')
    expect(shen.lastCard().shown.text).toContain('还没有可发的群，设好后才能确认。')
    readAll(desk)
    const refused = '现在没有可发的群，暂不能确认。请管理员设好群，再回复“通报 2026-Q3 确认”。'
    expect(await shen.says('通报 确认')).toEqual([refused])
    expect(await shen.taps('确认发送')).toEqual([refused])
    expect(await bulletinOf(desk)).toMatchObject({ state: 'draft' })
    await changed(desk, () => undefined)
    await shen.taps('确认发送')
    expect(await bulletinOf(desk)).toMatchObject({ state: 'confirmed' })
    expect(inGroups(desk).map((group) => group.length)).toEqual([2, 2])
  })

  test('a group that is new since gets it when the director asks again, the others do not', async () => {
    const desk = await drafted()
    await changed(desk, ({ groups }) => groups.pop())
    const { shen, cheng } = desk
    await shen.taps('确认发送')
    const [first, none] = inGroups(desk)
    expect([first?.length, none]).toEqual([2, []])
    await changed(desk, () => undefined)
    expect((await cheng.says('通报')).join()).toContain('新加了群，主任回复“通报 2026-Q3 确认”补发')
    await cheng.says('通报 确认')
    expect(inGroups(desk)).toEqual([first, []])
    shen.news()
    expect(await shen.says('通报 确认')).toEqual([
      '2026年第三季度通报已由 沈知夏 于 10-08 08:30 确认发送。新加的群会补发，已发过的不会重发。',
    ])
    expect(inGroups(desk)).toEqual([first, first])
    await shen.says('通报 确认')
    expect(inGroups(desk)).toEqual([first, first])
    await changed(desk, (organisation) => (organisation.groups = []))
    expect((await shen.says('通报 确认')).join()).toContain('确认发送。现在没有可发的群。')
  })

  test('under it stands the day on which it was confirmed', async () => {
    const desk = await drafted()
    await desk.room.laterUntil('2026-10-12T09:00:00+08:00')
    expect((await desk.shen.says('通报 确认')).join()).toContain('已由 沈知夏 确认')
    const document = await documentSent(desk, FINAL)
    expect(document).toContain('2026年10月12日')
    expect(document).not.toContain('2026年10月8日')
  })
})

describe('with two quarters undecided', () => {
  const LIST = [
    '确认哪一份？回复序号，或写明季度，例如：通报 2026-Q2 确认',
    '1. 2026年第三季度通报（第1版草稿）',
    '2. 2026年第二季度通报（第1版草稿）',
  ].join('\n')
  const states = async (desk: Desk) =>
    Promise.all(['2026-Q3', '2026-Q2'].map(async (one) => (await bulletinOf(desk, one))?.state))

  test('the card names its quarter, and without one it is asked which is meant', async () => {
    const desk = await drafted()
    await withEarlierDraft(desk)
    const { shen } = desk
    await shen.says('通报 第二季度 送审')
    const { shown } = shen.lastCard()
    expect(shown.text).toContain('也可回复“通报 2026-Q2 确认”')
    shen.news()
    expect(await shen.says('通报 确认')).toEqual([LIST])
    expect(await states(desk)).toEqual(['draft', 'draft'])
    expect((await shen.says('２')).at(-1)).toContain('2026年第二季度通报已由 沈知夏 确认')
    expect(await states(desk)).toEqual(['draft', 'confirmed'])
    await shen.says('通报 确认')
    expect(await states(desk)).toEqual(['confirmed', 'confirmed'])
  })

  test.each(['通报 2026-Q2 确认', '通报 第二季度 确认'])('%s is about that one', async (typed) => {
    const desk = await drafted()
    await withEarlierDraft(desk)
    await desk.shen.says('通报 2026-Q2 送审')
    await desk.shen.says(typed)
    expect(await states(desk)).toEqual(['draft', 'confirmed'])
  })

  test('送审 and 先不发 ask as well; one that was passed over is not meant any more', async () => {
    const desk = await drafted()
    await withEarlierDraft(desk)
    const { shen, cheng } = desk
    cheng.news()
    expect((await cheng.says('通报 送审')).join()).toMatch(/^送审哪一份？/u)
    expect((await cheng.says('2')).join()).toContain('2026年第二季度通报（第1版草稿）已送审')
    expect((await shen.says('通报 先不发')).join()).toContain('先不发哪一份？')
    await shen.says('1')
    expect(cheng.news().join()).toContain('2026年第三季度通报（第1版草稿）：沈知夏 决定先不发')
    await shen.says('通报 2026-Q3 送审')
    await shen.says('通报 2026-Q3 确认')
    await withEarlierDraft(desk, '2026-Q1', '2026年第一季度')
    expect((await shen.says('通报 确认')).join()).toContain('2026年第三季度通报已由 沈知夏')
    expect(await states(desk)).toEqual(['confirmed', 'draft'])
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
