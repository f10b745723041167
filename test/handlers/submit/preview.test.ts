import { expect, test } from 'vitest'
import { sampleOrganisation } from '../../support/chat.ts'
import { after, BODY, cardText, DAY, openRoom, submitted, TITLE, upTo } from './writer.ts'

async function atPreview() {
  const room = await openRoom()
  const lin = room.as('linxiaohe')
  await upTo(lin, 7)
  return { room, lin }
}

test('the preview shows the whole item, its reviewer and what 提交 means', async () => {
  const { lin } = await atPreview()
  expect(lin.lastCard().shown).toMatchObject({
    title: '（7/7）核对提交',
    facts: [
      { label: '类别', value: '一般性稿件' },
      { label: '分类', value: '日常亮点' },
      { label: '日期', value: '2026-11-19（按时）' },
      { label: '字数', value: '62字' },
      { label: '照片', value: '0张' },
      { label: '审稿', value: '赵乐山' },
    ],
    buttons: [{ label: '提交' }, { label: '修改' }, { label: '取消' }],
  })
  expect(cardText(lin)).toBe(`《${TITLE}》\n提交即表示您已核对事实和数字。`)
})

test('提交 gives the number once, however often it is tapped', async () => {
  const { room, lin } = await atPreview()
  const card = lin.lastCard()
  const first = await lin.tapsOn(card, '提交')
  expect(first[0]).toMatch(/^已提交 2026-0001/)
  expect(lin.lastCard().shown).toMatchObject({ closed: '已提交 2026-0001', buttons: [] })
  expect((await lin.tapsOn(card, '提交'))[0]).toContain('已经用过（已提交 2026-0001）')
  expect((await lin.says('提交'))[0]).toContain('没有等着提交的稿件')
  expect(room.as('zhaoleshan').heard).toHaveLength(1)
})

test('a typed 提交 closes the card as well', async () => {
  const { lin } = await atPreview()
  await lin.says('提交')
  expect(lin.lastCard().shown.closed).toBe('已提交 2026-0001')
})

test('numbers count up within the year of the first 提交', async () => {
  const room = await openRoom({ now: '2026-12-31T10:00:00+08:00' })
  const lin = room.as('linxiaohe')
  expect(await submitted(lin)).toContain('2026-0001')
  expect(await submitted(lin)).toContain('2026-0002')
  await room.laterUntil('2027-01-01T09:00:00+08:00')
  lin.news()
  expect(await submitted(lin)).toContain('2027-0001')
})

test('修改 lists six parts and comes back to the preview', async () => {
  const { lin } = await atPreview()
  expect(await lin.taps('修改')).toEqual(['（7/7）修改哪一部分？ [类别 分类 标题 日期 正文 照片]'])
  expect((await lin.taps('标题'))[0]).toMatch(/^（3\/7）标题\n现在是：小小修理铺/)
  expect(await lin.says('修理铺又开张了')).toEqual(['（7/7）核对提交 [提交 修改 取消]'])
  expect(cardText(lin)).toContain('《修理铺又开张了》')
})

test.each([
  ['改 类别', '2', '类别', '重大活动、特色工作、品牌建设'],
  ['改分类', '1', '分类', '经济发展'],
  ['修改 日期', '今天', '日期', '2026-11-20（按时）'],
])('%s changes one part only', async (command, answer, label, value) => {
  const { lin } = await atPreview()
  await lin.says(command)
  expect(await lin.says(answer)).toEqual(['（7/7）核对提交 [提交 修改 取消]'])
  expect(lin.lastCard().shown.facts).toContainEqual({ label, value })
})

test('another tier has another reviewer', async () => {
  const { lin } = await atPreview()
  await lin.says('改 类别')
  await lin.says('3')
  expect(lin.lastCard().shown.facts).toContainEqual({ label: '审稿', value: '唐屿安 → 陆衡之' })
})

test('改 正文 shows the old one, replaces it, or leaves it', async () => {
  const { room, lin } = await atPreview()
  expect((await lin.says('改 正文'))[0]).toContain(BODY)
  await lin.says('字'.repeat(55))
  await after(room, lin)
  expect(await lin.says('完成')).toEqual(['（7/7）核对提交 [提交 修改 取消]'])
  expect(lin.lastCard().shown.facts).toContainEqual({ label: '字数', value: '55字' })
  await lin.says('改 正文')
  await lin.says('又改主意了')
  expect(await lin.says('返回')).toEqual(['（7/7）核对提交 [提交 修改 取消]'])
  expect(cardText(lin)).toContain('正文没有改')
  expect(lin.lastCard().shown.facts).toContainEqual({ label: '字数', value: '55字' })
})

test('a new body is counted by itself, not together with the old one', async () => {
  const { room, lin } = await atPreview()
  await lin.says('改 正文')
  await lin.says('字'.repeat(55))
  const [answer = ''] = await after(room, lin)
  expect(answer.match(/\d+ 字/gu)).toEqual(['55 字'])
})

test('改 照片 lets photos and captions be changed', async () => {
  const { room, lin } = await atPreview()
  expect(await lin.says('改 照片')).toEqual(['（6/7）照片 [跳过]'])
  await lin.photographs('a')
  await lin.says('补一张')
  await after(room, lin)
  expect(await lin.says('完成')).toEqual(['（7/7）核对提交 [提交 修改 取消]'])
  expect(lin.lastCard().shown.facts).toContainEqual({ label: '照片', value: '1张' })
})

test('a photo sent at the preview asks for its caption first', async () => {
  const { room, lin } = await atPreview()
  const card = lin.lastCard()
  await lin.photographs('a')
  expect((await after(room, lin))[0]).toMatch(/^（6\/7）照片\n共 1 张照片，图1 还没有说明/)
  expect((await lin.tapsOn(card, '提交'))[0]).toContain('前面的卡片')
})

test('a caption replaced at the preview brings a new preview, and the old one is past', async () => {
  const { room, lin } = await atPreview()
  await lin.says('改 照片')
  await lin.photographs('a')
  await lin.says('旧说明')
  await lin.says('完成')
  const old = lin.lastCard()
  expect(await lin.says('图1 新说明')).toEqual([])
  expect(await lin.tapsOn(old, '提交')).toEqual(['（7/7）核对提交 [提交 修改 取消]'])
  expect(cardText(lin)).toContain('前面的卡片')
  await lin.taps('提交')
  expect((await room.as('zhaoleshan').says('全文 2026-0001')).join()).toContain('新说明')
})

test('numbers and words do what the buttons do', async () => {
  const { lin } = await atPreview()
  expect((await lin.says('２'))[0]).toContain('修改哪一部分')
  expect((await lin.says('3'))[0]).toMatch(/^（3\/7）标题/)
  expect((await lin.says('返回'))[0]).toContain('核对提交')
  expect((await lin.says('修改'))[0]).toContain('修改哪一部分')
  expect((await lin.says('返回'))[0]).toContain('核对提交')
  expect((await lin.says('一'))[0]).toContain('已提交')
})

test('other texts at the preview are answered, and change nothing', async () => {
  const { lin } = await atPreview()
  expect((await lin.says('标题好像不太好'))[0]).toMatch(/^（7\/7）核对提交\n.*“改 标题”/)
  expect((await lin.says('完成'))[0]).toContain('请回复“提交”')
  expect((await lin.says('提交'))[0]).toContain('已提交')
})

test('返回 at the preview goes back to the photos', async () => {
  const { lin } = await atPreview()
  expect(await lin.says('返回')).toEqual(['（6/7）照片 [跳过]'])
  expect((await lin.says('返回'))[0]).toMatch(/^（5\/7）正文\n已收到正文 62 字/)
  expect((await lin.says('返回'))[0]).toMatch(/^（4\/7）事件日期/)
})

test('改 works in the middle of the flow and comes back to where one was', async () => {
  const room = await openRoom()
  const lin = room.as('linxiaohe')
  await upTo(lin, 5)
  await lin.says('改 分类')
  expect((await lin.says('1'))[0]).toMatch(/^（5\/7）正文/)
  await lin.says('改 标题')
  expect((await lin.says('返回'))[0]).toMatch(/^（5\/7）正文/)
  expect((await lin.says('修改'))[0]).toContain('“改 标题”')
})

test('the day is looked at again at 提交', async () => {
  const { room, lin } = await atPreview()
  await room.later(26 * DAY)
  lin.news()
  expect((await lin.says('继续'))[0]).toContain('核对提交')
  expect(lin.lastCard().shown.facts).toContainEqual({ label: '日期', value: '2026-11-19（迟报）' })
  await room.later(4 * DAY)
  lin.news()
  expect((await lin.says('提交'))[0]).toMatch(/^（7\/7）.*\n.*已失效.*“改 日期”/)
  await lin.says('改 日期')
  await lin.says('昨天')
  expect((await lin.says('提交'))[0]).toContain('已提交')
})

test('a late item is filed as late, and its writer told', async () => {
  const room = await openRoom()
  const lin = room.as('linxiaohe')
  await upTo(lin, 4)
  for (const text of ['11.10', BODY, '完成', '跳过']) await lin.says(text)
  expect(lin.lastCard().shown.facts).toContainEqual({ label: '日期', value: '2026-11-10（迟报）' })
  expect((await lin.says('提交')).join()).toContain('记为迟报')
  expect(JSON.stringify(room.as('zhaoleshan').heard)).toContain('迟报')
})

test('without anybody for the first step nothing is submitted, and writer and office are told', async () => {
  const organisation = sampleWithout('leaderInCharge')
  const room = await openRoom({ organisation })
  const lin = room.as('linxiaohe')
  await lin.says('投稿')
  await lin.says(`2 4 昨天\n${TITLE}\n${BODY}`)
  await lin.says('跳过')
  expect(lin.lastCard().shown.facts).toContainEqual({ label: '审稿', value: '缺分管领导' })
  expect((await lin.taps('提交'))[0]).toContain('没有人担任分管领导')
  expect((await lin.taps('提交'))[0]).toContain('没有人担任分管领导')
  const told = room.as('chengyizhou').heard.map((one) => (one.type === 'text' ? one.text : ''))
  expect(told).toEqual([expect.stringContaining('溪畔社区 林晓禾')])
  expect(await room.app.db.selectFrom('submission').selectAll().execute()).toEqual([])
  await lin.says('改 类别')
  await lin.says('1')
  expect((await lin.says('提交'))[0]).toContain('2026-0001')
})

function sampleWithout(role: string): unknown {
  const text = JSON.stringify(sampleOrganisation())
  const organisation = JSON.parse(text) as {
    units: { leaderInCharge?: string }[]
    people: { roles: string[] }[]
  }
  for (const unit of organisation.units) delete unit.leaderInCharge
  for (const person of organisation.people) {
    person.roles = person.roles.filter((held) => held !== role)
  }
  return organisation
}
