import { describe, expect, test } from 'vitest'
import { filedItem, newestCard, pointsOf, tapTogether } from '../desk/cast.ts'
import { sample } from '../review/cast.ts'
import { confirmations, stateOf, UNTRUE, usedItem } from './cast.ts'

describe('who confirms', () => {
  test('two at the same time make it stand once', async () => {
    const cast = await usedItem()
    const { room, cheng, shen, lu, lin } = cast
    await cheng.says('记分 溪畔社区 瞒报 积水情况没有如实报送')
    const before = await pointsOf(room)
    await tapTogether(room, [
      { by: lu, card: lu.lastCard(), label: '确认' },
      { by: shen, card: shen.lastCard(), label: '确认' },
      { by: shen, card: shen.lastCard(), label: '确认' },
      { by: lu, card: lu.lastCard(), label: '不同意' },
    ])
    expect(await stateOf(cast)).toBe('standing')
    expect(await pointsOf(room)).toBe(before - 1000)
    expect(lin.news()).toHaveLength(1)
    expect(newestCard(lu).closed).toBe('已由 陆衡之 于 10:32 确认，等宣传办主任')
  })

  test('of two holders of one role the first confirms, and the other sees it', async () => {
    const organisation = sample()
    organisation.people.find(({ id }) => id === 'hanruogu')?.roles.push('deputySecretary')
    const cast = await usedItem(organisation)
    const han = cast.room.as('hanruogu')
    await cast.cheng.says(UNTRUE)
    const late = han.lastCard()
    await cast.lu.taps('确认')
    const closed = '已由 陆衡之 于 10:32 确认，等宣传办主任'
    expect(newestCard(han).closed).toBe(closed)
    await han.tapsOn(late, '确认')
    expect(await confirmations(cast)).toEqual([['deputySecretary', 'luhengzhi']])
    expect(newestCard(han).closed).toBe(closed)
  })

  test('a person with both roles confirms for one of them', async () => {
    const organisation = sample()
    organisation.people.find(({ id }) => id === 'shenzhixia')?.roles.push('deputySecretary')
    const cast = await usedItem(organisation)
    await cast.cheng.says(UNTRUE)
    await cast.shen.taps('确认')
    expect(await confirmations(cast)).toEqual([['publicityDirector', 'shenzhixia']])
    expect((await cast.shen.says('记分 1 确认')).join()).toContain('您已于 10:32 确认')
    await cast.lu.taps('确认')
    expect(await stateOf(cast)).toBe('standing')
  })

  test('where nobody else holds the other role, nothing is begun', async () => {
    const organisation = sample()
    for (const person of organisation.people)
      if (person.id === 'luhengzhi') person.roles = ['leaderInCharge']
      else if (person.id === 'shenzhixia') person.roles.push('deputySecretary')
    const cast = await filedItem({ organisation })
    expect((await cast.cheng.says(UNTRUE)).join()).toContain('没有记分：要由街道副书记确认')
    expect((await cast.shen.says(UNTRUE)).join()).toContain('没有记分')
    expect(await cast.room.app.db.selectFrom('mark').selectAll().execute()).toEqual([])
  })

  test('others confirm nothing, whatever they type', async () => {
    const cast = await usedItem()
    await cast.cheng.says(UNTRUE)
    expect(await cast.gu.says('记分 第1号 确认')).toEqual(['第1号记分现在不由您确认。'])
    cast.zhao.news()
    expect((await cast.zhao.says('记分 第1号 确认')).join()).toContain('没有第1号记分')
    expect(await confirmations(cast)).toEqual([])
  })

  test('words do as well as taps, full-width too', async () => {
    const cast = await usedItem()
    const { cheng, shen, lu } = cast
    await cheng.says(UNTRUE)
    lu.news()
    expect((await lu.says('记分')).join()).toContain('请回复“记分 第1号 确认”')
    expect(await lu.says('记分　第１号　确认。')).toEqual([
      '已确认第1号记分，还要由宣传办主任确认。',
    ])
    expect(newestCard(lu).closed).toBe('已由 陆衡之 于 10:32 确认，等宣传办主任')
    expect((await shen.says('记分 1 确认')).at(-1)).toContain('第1号记分已生效')
    await cheng.says('记分 溪畔社区 瞒报 积水没有如实报')
    expect((await lu.says('记分 第2号 不同意')).at(-1)).toBe('已按不同意处理，第2号不记分。')
    expect(await stateOf(cast, 2)).toBe('dropped')
    // 异议 is for units, and the deputy secretary belongs to none.
    expect(await lu.says('记分')).toEqual(['记分由宣传办办理，现在没有等您确认的。'])
    expect((await cast.lin.says('记分')).at(-1)).toContain('对积分有疑问请回复“异议”看怎么提。')
  })
})
