import { expect, test } from 'vitest'
import { body, castOf, title } from '../review/cast.ts'
import { filedItem } from '../desk/cast.ts'

/** Like the word with a unit, but there is none such. */
const CONTENT = [
  '积分 超市开进社区',
  '积分超市开进社区',
  '积分 兑换活动',
  '积分：兑换中心',
  '积分兑换中心',
  '积分 本月 兑换活动',
  '积分 综合管理',
]

test.each(CONTENT)('“%s” is a title while one is asked for', async (heading) => {
  const { lin } = await castOf()
  for (const answer of ['投稿', '1', '4']) await lin.says(answer)
  expect((await lin.says(heading)).join()).toContain('（4/7）')
})

test.each([...CONTENT, '积分 管理', '积分 社区'])('“%s” is a caption', async (caption) => {
  const { room, lin } = await castOf()
  for (const answer of ['投稿', '1', '4', title, '昨天', body, '完成']) await lin.says(answer)
  await lin.photographs('a.jpg')
  await lin.says(caption)
  await room.later(5000)
  await lin.says('完成')
  await lin.says('提交')
  const photo = await room.app.db
    .selectFrom('version_photo')
    .select('caption')
    .executeTakeFirstOrThrow()
  expect(photo.caption).toBe(caption)
})

test('and so is a piece of a body, in its own words', async () => {
  const { room, lin } = await castOf()
  for (const answer of ['投稿', '1', '4', title, '昨天', '积分 超市：开进社区', body, '完成'])
    await lin.says(answer)
  await lin.says('跳过')
  await lin.says('提交')
  const sent = await room.app.db.selectFrom('version').select('body').executeTakeFirstOrThrow()
  expect(sent.body).toContain('积分 超市：开进社区')
})

test('the writer’s own unit is asked about all the same', async () => {
  const { lin } = await castOf()
  for (const answer of ['投稿', '1', '4']) await lin.says(answer)
  for (const said of ['积分 溪畔社区', '积分 明细 溪畔', '积分 溪畔 10月'])
    expect([said, (await lin.says(said)).join()]).toEqual([
      said,
      expect.stringMatching(/^(?:林晓禾|溪畔社区|2026年10月积分)[\s\S]*\n\n（3\/7）/u),
    ])
})

test('who answers an objection looks into the figures in between, and answers then', async () => {
  const { cheng, lin } = await filedItem()
  await lin.says('异议 10月 少一篇')
  await cheng.taps('答复')
  for (const said of [
    '积分 溪畔',
    '积分 明细 溪畔社区 2026-10',
    '积分明细溪畔社区',
    '积分 2026-0001',
    '积分 明细 西畔社区',
    '积分 经发办',
    '积分',
  ])
    expect([said, (await cheng.says(said)).join()]).toEqual([
      said,
      expect.stringContaining('正在答复异议') as string,
    ])
  lin.news()
  await cheng.says('积分 已补记到松风社区')
  expect(lin.news().join()).toContain('答复：积分 已补记到松风社区')
})
