import { describe, expect, test } from 'vitest'
import { cardsOf, castOf, newestCard, sendItem, title, twoHeads, timeline } from './cast.ts'

describe('the chain', () => {
  test('a general item is filed with one tap of the unit head', async () => {
    const { lin, zhao, shen, cheng } = await castOf()
    await sendItem(lin)
    expect(zhao.news()).toEqual([`${title} [通过 退回 转交 看全文]`])
    expect(newestCard(zhao)).toMatchObject({
      source: '待审 · 一般性稿件',
      subtitle: '2026-0001 · 溪畔社区 · 林晓禾',
    })
    expect(await zhao.taps('通过')).toEqual([])
    expect(newestCard(zhao)).toMatchObject({ closed: '已由 赵乐山 于 10:00 通过', buttons: [] })
    expect(lin.news()).toEqual([`《${title}》（2026-0001）已通过审稿，报送宣传办。`])
    expect(cheng.news()).toEqual([`${title} [采用 待用 退改 不采用 看全文]`])
    expect(shen.news()).toHaveLength(1)
    expect(newestCard(cheng).source).toBe('已报送 · 一般性稿件')
  })

  test('a major item goes to the leader in charge', async () => {
    const { lin, zhao, tang, cheng } = await castOf()
    await sendItem(lin, 2)
    expect(zhao.news()).toEqual([])
    await tang.taps('通过')
    expect(cheng.news()).toHaveLength(1)
  })

  test('a decision item goes to the leader in charge, then to the deputy secretary', async () => {
    const { lin, tang, lu, cheng } = await castOf()
    await sendItem(lin, 3)
    lin.news()
    expect(lu.news()).toEqual([])
    await tang.taps('通过')
    expect(cheng.news()).toEqual([])
    expect(lin.news()).toEqual([])
    expect(lu.news()).toHaveLength(1)
    await lu.taps('通过')
    expect(lin.news()).toHaveLength(1)
    expect(cheng.news()).toHaveLength(1)
  })

  test('a changed item walks its chain again from the first step', async () => {
    const { lin, tang, lu, cheng } = await castOf()
    await sendItem(lin, 3)
    await tang.taps('通过')
    await lu.says('退回 1 要素不全')
    tang.news()
    lu.news()
    for (const answer of ['修改 1', '改 标题', '街道召开第四季度重点工作推进会', '提交']) {
      await lin.says(answer)
    }
    expect(lu.news()).toEqual([])
    expect(tang.news()).toHaveLength(1)
    await tang.taps('通过')
    expect(cheng.news()).toEqual([])
    await lu.taps('通过')
    expect(cheng.news()).toHaveLength(1)
  })

  test('a head who writes is reviewed by the leader in charge, and the record says so', async () => {
    const { zhao, tang } = await castOf()
    await sendItem(zhao)
    expect(tang.news()).toHaveLength(1)
    const history = await timeline(zhao)
    expect(history).toContain('主要负责人即作者本人，由分管领导唐屿安审')
  })

  test('an item whose reviewer is missing cannot be submitted, and the desk hears of it', async () => {
    const organisation = twoHeads()
    for (const unit of organisation.units) if (unit.code === 'C01') unit.heads.length = 0
    const { lin, cheng } = await castOf({ organisation })
    const answer = await sendItem(lin)
    expect(answer.join()).toContain('主要负责人')
    expect(cheng.news().join()).toContain('主要负责人')
    expect((await lin.says('过程 1')).join()).toContain('没有找到')
  })
})

describe('the first decision stands', () => {
  test('every other holder’s card shows it, and nothing more is sent', async () => {
    const { room, lin, zhao } = await castOf({ organisation: twoHeads() })
    const zheng = room.as('zhengyinuo')
    await sendItem(lin)
    expect(zheng.news()).toHaveLength(1)
    await zhao.taps('通过')
    expect(newestCard(zheng).closed).toBe('已由 赵乐山 于 10:00 通过')
    expect(zheng.news()).toEqual([])
  })

  test('a tap that comes too late changes nothing and answers honestly', async () => {
    const { room, lin, zhao, cheng } = await castOf({ organisation: twoHeads() })
    const zheng = room.as('zhengyinuo')
    await sendItem(lin)
    const asItWas = zheng.lastCard()
    await zhao.taps('通过')
    cheng.news()
    await zheng.tapsOn(asItWas, '退回')
    expect(newestCard(zheng).closed).toBe('已由 赵乐山 于 10:00 通过')
    expect(cheng.news()).toEqual([])
    expect(await timeline(lin)).not.toContain('退回')
  })

  test('a doubled tap files once', async () => {
    const { lin, zhao, cheng } = await castOf()
    await sendItem(lin)
    const card = zhao.lastCard()
    await zhao.tapsOn(card, '通过')
    await zhao.tapsOn(card, '通过')
    expect(cheng.news()).toHaveLength(1)
    const history = await timeline(lin)
    expect(history.match(/通过/gu)).toHaveLength(1)
  })

  test('the next day the time comes with its date', async () => {
    const { room, lin, zhao } = await castOf()
    await sendItem(lin)
    const card = zhao.lastCard()
    await zhao.taps('通过')
    await room.laterUntil('2026-11-21T09:00:00+08:00')
    await zhao.tapsOn(card, '通过')
    expect(newestCard(zhao).closed).toBe('已由 赵乐山 于 11-20 10:00 通过')
  })
})

describe('typed', () => {
  test.each(['通过 2026-0001', '通过 20260001', '通过 1', '通过１'])(
    '%s approves',
    async (words) => {
      const { lin, zhao, cheng } = await castOf()
      await sendItem(lin)
      zhao.news()
      expect(await zhao.says(words)).toEqual([
        `已通过《${title}》（2026-0001），稿件已报送宣传办。`,
      ])
      expect(cheng.news()).toHaveLength(1)
      expect(newestCard(zhao).closed).toBe('已由 赵乐山 于 10:00 通过')
    },
  )

  test('the answer says who is next', async () => {
    const { lin, tang } = await castOf()
    await sendItem(lin, 3)
    tang.news()
    expect(await tang.says('通过 1')).toEqual([
      `已通过《${title}》（2026-0001），下一步由 陆衡之 审。`,
    ])
  })

  test('without a number it says what to type', async () => {
    const { lin, zhao } = await castOf()
    await sendItem(lin)
    zhao.news()
    expect(await zhao.says('通过')).toEqual(['请写上稿件编号，例如：通过 2026-0001'])
  })

  test('nobody decides what is not theirs', async () => {
    const { room, lin, zhao, tang, cheng } = await castOf()
    await sendItem(lin)
    lin.news()
    expect((await lin.says('通过 1')).join()).toContain('自己的稿件由他人审')
    expect((await room.as('zhengyinuo').says('通过 1')).join()).toContain(
      '不由您审，现在由 赵乐山 审',
    )
    expect((await cheng.says('通过 1')).join()).toContain('不由您审')
    for (const stranger of [tang, room.as('qianmuyun'), room.as('baizhi')]) {
      expect((await stranger.says('通过 1')).join()).toContain('没有找到稿件 1')
    }
    expect(cheng.news()).toEqual([])
    expect(cardsOf(zhao)).toHaveLength(1)
  })

  test('what was typed before the version came does not decide it', async () => {
    const { room, lin, zhao, cheng } = await castOf()
    await sendItem(lin)
    await room.later(60_000)
    await lin.says('撤回 1')
    await lin.says('改 标题')
    await lin.says('溪畔社区延时服务窗口开了')
    await lin.says('提交')
    await zhao.says('你好')
    const before = Date.parse('2026-11-20T10:00:30+08:00')
    await room.bring(zhao.chat, { type: 'text', text: '通过 1' }, 'early', before as never)
    await room.settled()
    expect(zhao.news().at(-1)).toContain('刚有变化')
    expect(cheng.news()).toEqual([])
  })
})

test('a next step that has lost its people leaves the one before undecided', async () => {
  const organisation = twoHeads()
  organisation.reviewChains.general = ['unitHead', 'deputySecretary']
  const { room, lin, zhao, cheng } = await castOf({ organisation })
  await sendItem(lin)
  const { importOrganisation } = await import('../../../src/organisation.ts')
  for (const person of organisation.people) {
    person.roles = person.roles.filter((role) => role !== 'deputySecretary')
  }
  await importOrganisation(room.app.db, organisation, room.clock.now())
  zhao.news()
  cheng.news()
  expect((await zhao.taps('通过')).join()).toContain('还没有人担任')
  expect(cheng.news().join()).toContain('街道副书记')
  expect(newestCard(zhao).closed).toBeUndefined()
})
