import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { startChat } from '../../support/chat.ts'
import { cardsOf, filedItem, ledgerOf, newestCard, pointsOf } from '../desk/cast.ts'
import { confirmations, stateOf, UNTRUE, usedItem } from './cast.ts'

const ASKED = '第1号记分：溪畔社区 失实 [确认 不同意]'
describe('失实', () => {
  test('stands once director and deputy secretary have confirmed', async () => {
    const cast = await usedItem()
    const { room, cheng, gu, shen, lu, lin, zhao } = cast
    const before = await ledgerOf(room)
    expect(await pointsOf(room)).toBe(1100)
    const [answer = ''] = await cheng.says(UNTRUE)
    expect(answer).toContain('已提出第1号记分：溪畔社区 失实（2026-0001） −5 分')
    expect(answer).toContain('须由宣传办主任、街道副书记确认后生效，已发卡片给 沈知夏、陆衡之')
    expect([shen.news(), lu.news(), gu.news()]).toEqual([[ASKED], [ASKED], []])
    expect(lu.lastCard().shown).toMatchObject({
      source: '记分 · 待确认',
      facts: [
        { label: '分值', value: '−5' },
        { label: '稿件', value: '2026-0001（该稿计 0 分）' },
        { label: '提出', value: '程亦舟' },
      ],
    })
    expect(lu.lastCard().shown.text).toContain('事由：参加人数与签到表不符。')
    expect(await shen.taps('确认')).toEqual([])
    expect(newestCard(shen).closed).toBe('已由 沈知夏 于 10:32 确认，等街道副书记')
    expect(newestCard(lu).closed).toBeUndefined()
    expect([await stateOf(cast), await ledgerOf(room)]).toEqual(['proposed', before])
    expect(lin.news()).toEqual([])
    await room.later(3 * 60_000)
    expect(await lu.taps('确认')).toEqual([])
    expect(newestCard(lu).closed).toBe('已由 陆衡之 于 10:35 确认，已生效')
    expect(await stateOf(cast)).toBe('standing')
    expect(await pointsOf(room)).toBe(-500)
    const line = [
      '《溪畔社区“下班后一小时”窗口试运行》（2026-0001）记为失实，该稿计 0 分，另记 −5 分。',
      '事由：参加人数与签到表不符。',
      '如有异议，请回复“异议 2026-0001 理由”。',
    ].join('\n')
    expect([lin.news(), zhao.news()]).toEqual([[line], [line]])
    const outcome = '第1号记分已生效：溪畔社区 失实（2026-0001） −5 分。'
    expect([cheng.news(), shen.news()]).toEqual([[outcome], [outcome]])
    expect(await confirmations(cast)).toEqual([
      ['deputySecretary', 'luhengzhi'],
      ['publicityDirector', 'shenzhixia'],
    ])
  })

  test('a use that is recorded afterwards is worth nothing', async () => {
    const cast = await usedItem()
    await cast.shen.says(UNTRUE)
    await cast.lu.taps('确认')
    await cast.cheng.says('用稿 2026-0001 省 山东画报')
    expect(await pointsOf(cast.room)).toBe(-500)
  })

  test('a director who proposes has confirmed: another person confirms the other role', async () => {
    const cast = await usedItem()
    const { shen, lu } = cast
    const [answer = ''] = await shen.says(UNTRUE)
    expect(answer).toContain('须由街道副书记确认后生效，已发卡片给 陆衡之')
    expect(cardsOf(shen).filter(({ shown }) => shown.title.startsWith('第1号'))).toEqual([])
    expect(await shen.says('记分 第1号 确认')).toEqual([
      '第1号记分您已于 10:32 确认，等另一位确认。',
    ])
    expect(await stateOf(cast)).toBe('proposed')
    await lu.taps('确认')
    expect(await stateOf(cast)).toBe('standing')
  })

  test('whoever confirmed hears that the other did not agree, once where they proposed it', async () => {
    const cast = await usedItem()
    const { cheng, shen, lu } = cast
    await cheng.says(UNTRUE)
    await shen.taps('确认')
    for (const person of [cheng, shen]) person.news()
    await lu.taps('不同意')
    const outcome = '第1号记分没有生效：陆衡之 不同意。'
    expect([cheng.news(), shen.news()]).toEqual([[outcome], [outcome]])
    await shen.says('记分 溪畔社区 瞒报 积水没有如实报送')
    shen.news()
    await lu.taps('不同意')
    expect(shen.news()).toEqual(['第2号记分没有生效：陆衡之 不同意。'])
    await cheng.says('记分 松风社区 瞒报 积水没有如实报送')
    await lu.taps('确认')
    lu.news()
    await cheng.says('撤销记分 3')
    expect(lu.news()).toEqual(['第3号记分没有生效：程亦舟 撤销。'])
  })

  test('one who does not agree ends it, and the cards of the others say who', async () => {
    const cast = await usedItem()
    const { cheng, shen, lu, lin } = cast
    await cheng.says(UNTRUE)
    const early = shen.lastCard()
    lu.news()
    expect(await lu.taps('不同意')).toEqual([])
    expect([await stateOf(cast), await pointsOf(cast.room)]).toEqual(['dropped', 1100])
    for (const person of [shen, lu])
      expect(newestCard(person).closed).toBe('陆衡之 于 10:32 不同意，没有记分')
    expect(cheng.news().at(-1)).toBe('第1号记分没有生效：陆衡之 不同意。')
    expect(lin.news()).toEqual([])
    shen.news()
    expect(await shen.tapsOn(early, '确认')).toEqual([])
    expect(newestCard(shen).closed).toBe('陆衡之 于 10:32 不同意，没有记分')
    expect(await stateOf(cast)).toBe('dropped')
  })

  test('the same item is marked once, until that is reversed or dropped', async () => {
    const cast = await usedItem()
    const { cheng, gu, lu, shen } = cast
    await cheng.says(UNTRUE)
    expect((await gu.says(UNTRUE)).join()).toMatch(/^2026-0001 已有记分：第1号 .*（待确认）$/u)
    await lu.taps('不同意')
    expect((await gu.says(UNTRUE)).join()).toContain('已提出第2号记分')
    for (const person of [lu, shen]) await person.taps('确认')
    expect(await stateOf(cast, 2)).toBe('standing')
  })

  test('only the director takes it back, and the item has its points again', async () => {
    const cast = await usedItem()
    const { room, cheng, shen, lu, lin } = cast
    await shen.says(UNTRUE)
    await lu.taps('确认')
    lin.news()
    expect((await cheng.says('撤销记分 1 核实无误')).join()).toContain('只能由宣传办主任撤销')
    expect(await pointsOf(room)).toBe(-500)
    expect((await shen.says('撤销记分 1 核实无误')).join()).toContain('该稿积分重新计算')
    expect(await pointsOf(room)).toBe(1100)
    expect(lin.news().join()).toContain('第1号记分已撤销')
    expect(await stateOf(cast)).toBe('reversed')
    expect(await lu.says('记分 第1号 确认')).toEqual(['第1号记分已撤销。'])
  })

  test('whoever proposed it may think better of it; another editor may not', async () => {
    const cast = await usedItem()
    const { cheng, gu, shen } = cast
    await cheng.says(UNTRUE)
    expect((await gu.says('撤销记分 1')).join()).toContain('只有提出的 程亦舟 可以不记')
    expect(await cheng.says('撤销记分 1')).toEqual(['已撤销，第1号不记分。'])
    expect(newestCard(shen).closed).toBe('程亦舟 于 10:32 撤销，没有记分')
    expect(await stateOf(cast)).toBe('dropped')
  })

  test('where the director drops it, whoever proposed it hears so', async () => {
    const cast = await usedItem()
    await cast.cheng.says(UNTRUE)
    await cast.shen.says('撤销记分 1')
    expect(cast.cheng.news()).toEqual(['第1号记分没有生效：沈知夏 撤销。'])
    expect(await stateOf(cast)).toBe('dropped')
  })
})

describe('a joint item', () => {
  test('its other units hear that it counts no more, without the deduction, and may object', async () => {
    const cast = await usedItem()
    const { room, cheng, shen, lu } = cast
    const he = room.as('henianan')
    await cheng.says('联合 2026-0001 松风社区')
    expect(he.news().join()).toContain('联合报送，积分平分')
    expect((await he.says('过程 2026-0001')).join()).toContain('林晓禾 提交')
    expect((await he.says('全文 2026-0001')).join()).toContain('第1版 · 溪畔社区 · 林晓禾')
    expect(await pointsOf(room, 'C02')).toBe(550)
    await shen.says(UNTRUE)
    await lu.taps('确认')
    expect([await pointsOf(room), await pointsOf(room, 'C02')]).toEqual([-500, 0])
    expect(he.news()).toEqual([
      [
        '《溪畔社区“下班后一小时”窗口试运行》（2026-0001）记为失实，联合报送的积分一并收回。',
        '事由：参加人数与签到表不符。',
        '如有异议，请回复“异议 2026-0001 理由”。',
      ].join('\n'),
    ])
    expect((await he.says('异议 2026-0001 人数是对的')).join()).toContain(
      '您对2026-0001的异议已转宣传办',
    )
    await shen.says('撤销记分 1 核实无误')
    expect(he.news().join()).toContain('该稿积分重新计算')
    expect(await pointsOf(room, 'C02')).toBe(550)
  })
})

test('a unit that was taken out of a joint item may object to that', async () => {
  const cast = await usedItem()
  const he = cast.room.as('henianan')
  const bai = cast.room.as('baizhi')
  await cast.cheng.says('联合 2026-0001 松风社区')
  await cast.cheng.says('联合 2026-0001 取消')
  he.news()
  expect(await he.says('异议 1 我们也参加了')).toEqual([
    '您对2026-0001的异议已转宣传办，答复会发给您。',
  ])
  expect((await bai.says('异议 1 我们也参加了')).join()).toContain('没有找到稿件 1')
})

test('a confirmation is not lost with the process, nor is a card of before', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'baosong-'))
  onTestFinished(() => {
    rmSync(dir, { recursive: true, force: true })
  })
  const database = join(dir, 'baosong.db')
  const cast = await filedItem({ database })
  await cast.cheng.says(UNTRUE)
  const [shens, lus] = [cast.shen.lastCard(), cast.lu.lastCard()]
  await cast.shen.taps('确认')
  await cast.room.close()
  const room = await startChat({ database, now: '2026-11-20T11:00:00+08:00' })
  onTestFinished(() => room.close())
  const [shen, lu, lin] = ['shenzhixia', 'luhengzhi', 'linxiaohe'].map((id) => room.as(id))
  if (!shen || !lu || !lin) throw new Error('nobody came')
  await shen.tapsOn(shens, '确认')
  expect(await pointsOf(room)).toBe(100)
  await lu.tapsOn(lus, '确认')
  expect(await pointsOf(room)).toBe(-500)
  expect(lin.news().join()).toContain('记为失实')
  await lu.tapsOn(lus, '确认')
  expect(await pointsOf(room)).toBe(-500)
})
