import { expect, test } from 'vitest'
import { body, castOf, title } from '../review/cast.ts'
import { filedItem } from '../desk/cast.ts'

const TITLES = [
  '联合 5 家企业开展招聘会',
  '联合5家企业开展招聘会',
  '异议 处理机制在溪畔社区落地',
  '记分 制管理让垃圾分类更有劲',
  '用稿 5 篇登上市级媒体',
]

test.each(TITLES)('“%s” is a title', async (heading) => {
  const { lin } = await castOf()
  for (const answer of ['投稿', '1', '4']) await lin.says(answer)
  expect((await lin.says(heading)).join()).toContain('（4/7）')
})

test('what begins like a command of the desk is a body, and a caption', async () => {
  const { room, lin } = await castOf()
  const opening = '联合 12 家企业，溪畔社区党群服务中心举办招聘会，现场提供岗位二百余个。'
  for (const answer of ['投稿', '1', '4', title, '昨天']) await lin.says(answer)
  expect((await lin.says(opening)).join()).not.toContain('宣传办编辑办理')
  await lin.says(body)
  expect((await lin.says('完成')).join()).toContain('（6/7）')
  await lin.photographs('a.jpg')
  await lin.says('联合 12 家企业设摊')
  await room.later(5000)
  lin.news()
  const preview = (await lin.says('完成')).join()
  expect(preview).toContain('（7/7）')
  await lin.says('提交')
  const db = room.app.db
  const sent = await db.selectFrom('version').select('body').executeTakeFirstOrThrow()
  expect(sent.body).toContain(opening)
  const photo = await db.selectFrom('version_photo').select('caption').executeTakeFirstOrThrow()
  expect(photo.caption).toBe('联合 12 家企业设摊')
})

test('to the desk the same words are a slip of theirs', async () => {
  const { cheng, lin } = await filedItem()
  expect((await cheng.says('联合 5 家企业开展招聘会')).join()).toContain(
    '请这样写：联合 2026-0001 松风社区',
  )
  expect((await cheng.says('记分 制管理')).join()).toContain('请写明种类')
  expect((await lin.says('记分 制管理')).join()).toContain('没有看懂')
})
