import { describe, expect, test } from 'vitest'
import { sample } from '../review/cast.ts'
import { ASKED, cardsOf, filedItem, newestCard, statusOf } from './cast.ts'
import { tapTogether, timeline, title } from './cast.ts'

const MINUTE = 60_000

describe('the filed card', () => {
  test('reaches every editor and asks one question', async () => {
    const { shen, cheng, gu } = await filedItem()
    for (const editor of [shen, cheng, gu]) {
      expect(cardsOf(editor).at(-1)?.shown).toMatchObject({
        source: '已报送 · 一般性稿件',
        subtitle: '2026-0001 · 溪畔社区 · 林晓禾',
        buttons: [
          { label: '采用' },
          { label: '待用' },
          { label: '退改' },
          { label: '不采用' },
          { label: '看全文', url: expect.stringContaining('/articles/') as unknown },
        ],
      })
    }
  })

  test('reaches the director of an office that has no editor', async () => {
    const organisation = sample()
    for (const person of organisation.people) {
      const others = person.roles.filter((role) => role !== 'editor')
      person.roles = others.length === 0 ? ['admin'] : others
    }
    const { shen, cheng, room } = await filedItem({ organisation })
    expect([cardsOf(shen).length, cardsOf(cheng).length]).toEqual([1, 0])
    expect((await shen.says('待审')).join()).toContain('2026-0001 溪畔社区')
    await shen.taps('采用')
    await shen.taps('市')
    await shen.says('溪城日报')
    expect(await statusOf(room)).toBe('adopted')
  })

  test.each([
    ['待用', 'held', '待用', '已列为待用'],
    ['不采用', 'declined', '不采用', '这次没有采用'],
  ])('%s decides with one tap', async (label, status, verdict, told) => {
    const { room, lin, cheng, gu, shen } = await filedItem()
    expect(await cheng.taps(label)).toEqual([])
    const line = `已由 程亦舟 于 10:32 ${verdict}`
    for (const editor of [cheng, gu, shen]) expect(newestCard(editor).closed).toBe(line)
    for (const editor of [gu, shen]) expect(editor.news()).toEqual([])
    expect(await statusOf(room)).toBe(status)
    expect(lin.news()).toEqual([expect.stringContaining(told)])
    expect(await timeline(lin)).toContain(`11-20 10:32 程亦舟 ${verdict}（第1版）`)
  })

  test('a doubled tap decides once', async () => {
    const { room, lin, cheng } = await filedItem()
    const card = cheng.lastCard()
    await tapTogether(room, [
      { by: cheng, card, label: '待用' },
      { by: cheng, card, label: '待用' },
      { by: cheng, card, label: '不采用' },
    ])
    expect(lin.news()).toHaveLength(1)
    expect(await statusOf(room)).toBe('held')
    expect(newestCard(cheng).closed).toBe('已由 程亦舟 于 10:32 待用')
    expect((await timeline(lin)).match(/待用（第/gu)).toHaveLength(1)
  })

  test('held already, it is not held once more: the writer has heard of it', async () => {
    const { room, lin, cheng, gu } = await filedItem()
    await cheng.taps('待用')
    lin.news()
    await room.later(MINUTE)
    await gu.says('待用')
    await gu.says('1')
    await gu.taps('待用')
    expect(newestCard(gu).closed).toBe('已由 程亦舟 于 10:32 待用')
    expect(lin.news()).toEqual([])
    expect((await timeline(lin)).match(/待用（第/gu)).toHaveLength(1)
  })

  test('of two editors who tap at the same time the first decides', async () => {
    const { room, lin, cheng, gu } = await filedItem()
    await tapTogether(room, [
      { by: gu, card: gu.lastCard(), label: '不采用' },
      { by: cheng, card: cheng.lastCard(), label: '待用' },
    ])
    expect(await statusOf(room)).toBe('declined')
    for (const editor of [cheng, gu]) {
      expect(newestCard(editor).closed).toBe('已由 顾南枝 于 10:32 不采用')
    }
    expect(lin.news()).toHaveLength(1)
  })

  test('看全文 without an address sends the text', async () => {
    const { cheng } = await filedItem()
    const card = cheng.lastCard()
    expect((await cheng.tapsOn(card, '看全文')).join()).toContain(title)
    expect(newestCard(cheng).closed).toBeUndefined()
  })

  test('whoever has left the desk decides nothing any more', async () => {
    const { room, cheng } = await filedItem()
    await room.app.db.deleteFrom('person_role').where('person_id', '=', 'chengyizhou').execute()
    await cheng.taps('待用')
    expect(newestCard(cheng).closed).toContain('由宣传办编辑办理')
    expect(await statusOf(room)).toBe('filed')
  })
})

describe('first tap takes it', () => {
  test('the other editors see who is on it, and their cards ask no more', async () => {
    const { room, cheng, gu, shen } = await filedItem()
    const asked = gu.lastCard()
    expect((await cheng.taps('采用')).join()).toContain('[街道 区县 市 省 国家 返回]')
    expect(cardsOf(cheng).at(-2)?.shown.closed).toBe('请在下一张卡片选级别')
    for (const editor of [gu, shen]) {
      expect(newestCard(editor).closed).toBe('程亦舟 正在处理（10:32）')
    }
    await gu.tapsOn(asked, '待用')
    expect(newestCard(gu).closed).toBe('程亦舟 正在处理（10:32）')
    expect(await statusOf(room)).toBe('filed')
  })

  test('where cards can be changed again, the decision is on all of them', async () => {
    const { room, cheng, gu } = await filedItem()
    room.platform.singleUseHandles = false
    await cheng.taps('退改')
    expect(newestCard(gu).closed).toBe('程亦舟 正在处理（10:32）')
    await cheng.taps('要素不全')
    for (const card of [...cardsOf(gu), ...cardsOf(cheng)]) {
      expect(card.shown.closed).toBe('已由 程亦舟 于 10:32 退改：要素不全')
    }
  })

  test('two who take it at the same time: one does, the other is told', async () => {
    const { room, cheng, gu } = await filedItem()
    await tapTogether(room, [
      { by: gu, card: gu.lastCard(), label: '采用' },
      { by: cheng, card: cheng.lastCard(), label: '退改' },
    ])
    expect(newestCard(gu).source).toBe('采用 · 请选级别')
    expect(newestCard(cheng).closed).toBe('顾南枝 正在处理（10:32）')
    expect(cheng.news()).toEqual([])
  })

  test('a colleague who opens it anew is told, and may go on all the same', async () => {
    const { room, cheng, gu } = await filedItem()
    await cheng.taps('采用')
    await room.later(28 * MINUTE)
    cheng.news()
    expect((await gu.says('待审')).join()).toContain('（已报送，程亦舟 正在处理（10:32））')
    expect((await gu.says('1')).join()).toContain(ASKED)
    expect(newestCard(gu).text).toMatch(/^程亦舟 正在处理（10:32）\n/u)
    await gu.taps('待用')
    expect(newestCard(cheng).closed).toBe('已由 顾南枝 于 11:00 待用')
    expect(cheng.news()).toEqual([`《${title}》（2026-0001）已由 顾南枝 于 11:00 待用。`])
    expect(await statusOf(room)).toBe('held')
  })

  test('whoever takes it over is on it, and the other’s next words are about something else', async () => {
    const { room, cheng, gu } = await filedItem()
    await cheng.taps('采用')
    await cheng.taps('省')
    await room.later(MINUTE)
    cheng.news()
    await gu.says('采用 1')
    expect(newestCard(gu).text).toContain('程亦舟 自 10:32 在处理，现由您接着办。')
    expect(cheng.news()).toEqual([`《${title}》（2026-0001）现由 顾南枝 处理。`])
    expect((await cheng.says('山东画报')).join()).toContain('没有看懂')
    expect(await statusOf(room)).toBe('filed')
    await gu.says('市 溪城日报')
    expect(await statusOf(room)).toBe('adopted')
  })

  test.each(['返回', '取消'])('%s lets it go and asks afresh', async (word) => {
    const { cheng, gu } = await filedItem()
    await cheng.taps('采用')
    cheng.news()
    expect(await cheng.says(word)).toEqual([`${title} ${ASKED}`])
    expect(cardsOf(cheng).at(-2)?.shown.closed).toBe('没有录入')
    expect((await gu.says('待审')).join()).toContain('（已报送）')
    await gu.says('1')
    expect(newestCard(gu).text).not.toContain('正在处理')
    await cheng.taps('退改')
    cheng.news()
    expect(await cheng.says(word)).toEqual([`${title} ${ASKED}`])
    expect(cardsOf(cheng).at(-2)?.shown.closed).toBe('没有退改')
  })

  test('返回 on the card of levels does the same', async () => {
    const { cheng } = await filedItem()
    await cheng.taps('采用')
    cheng.news()
    expect(await cheng.taps('返回')).toEqual([`${title} ${ASKED}`])
  })
})

describe('退改', () => {
  test('returns it to its writer, whose next version walks the chain again', async () => {
    const { lin, zhao, cheng, gu } = await filedItem()
    const first = gu.lastCard()
    expect((await cheng.taps('退改')).join()).toContain(
      '[数据有误 要素不全 照片不清 重复报送 暂不宜发 其他原因]',
    )
    await cheng.taps('照片不清')
    expect(newestCard(lin)).toMatchObject({
      source: '稿件已退回',
      facts: [{ value: '宣传办 程亦舟' }, { label: '时间' }],
      text: '原因：照片不清\n改好后重新提交即可，编号不变。',
    })
    expect(await timeline(lin)).toContain('程亦舟 退回（第1版）：照片不清')
    await lin.taps('修改')
    for (const answer of ['改 标题', '溪畔社区延时服务窗口开了', '提交']) await lin.says(answer)
    cheng.news()
    await zhao.taps('通过')
    expect(cheng.news()).toEqual([`溪畔社区延时服务窗口开了 ${ASKED}`])
    await gu.tapsOn(first, '待用')
    expect(await timeline(lin)).toContain('现在：已报送')
  })

  test.each([
    ['退改 1 数据有误', '数据有误'],
    ['退改 2026-0001：第二段人数不对。请核对', '第二段人数不对。请核对'],
    ['退改　２０２６－０００１　要素不全', '要素不全'],
    ['退改 2026-0001\n一、人数不对\n二、缺时间', '一、人数不对\n二、缺时间'],
  ])('%s', async (words, reason) => {
    const { lin, cheng } = await filedItem()
    expect((await cheng.says(words)).at(-1)).toBe(
      `已退改《${title}》（2026-0001），原因：${reason}。`,
    )
    expect(newestCard(lin).text).toContain(`原因：${reason}`)
    expect(newestCard(cheng).closed).toBe(`已由 程亦舟 于 10:32 退改：${reason}`)
  })

  test('the reason may come in the editor’s own words', async () => {
    const { lin, cheng } = await filedItem()
    await cheng.says('退改 2026-0001')
    cheng.news()
    expect((await cheng.says('7')).join()).toContain('1. 数据有误')
    expect((await cheng.says('６')).join()).toContain('请回复退改原因')
    expect((await cheng.says('帮助')).join()).toContain('正在退改 2026-0001，请回复退改原因')
    expect((await cheng.says('数'.repeat(201))).join()).toContain('200字以内')
    await cheng.says('照片里看不出是哪里')
    expect(newestCard(lin).text).toContain('原因：照片里看不出是哪里')
  })

  test('其他原因 at once is asked for its words', async () => {
    const { lin, cheng } = await filedItem()
    expect((await cheng.says('退改 1 其他原因')).join()).toContain('请回复退改原因')
    await cheng.says('和上周那篇说的是一件事')
    expect(newestCard(lin).text).toContain('原因：和上周那篇说的是一件事')
  })

  test('a platform with an input sends the reason along', async () => {
    const { lin, cheng } = await filedItem()
    await cheng.taps('退改')
    await cheng.taps('其他原因', { note: ['缺现场照片'] })
    expect(newestCard(lin).text).toContain('原因：缺现场照片')
  })

  test('a reason that comes too late changes nothing', async () => {
    const { room, lin, cheng, gu } = await filedItem()
    await cheng.taps('退改')
    const reasons = cheng.lastCard()
    await gu.says('待用 1')
    await cheng.tapsOn(reasons, '数据有误')
    expect(newestCard(cheng).closed).toBe('已由 顾南枝 于 10:32 待用')
    expect(await statusOf(room)).toBe('held')
    expect(await timeline(lin)).not.toContain('退回')
  })
})
