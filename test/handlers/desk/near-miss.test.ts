import { expect, test } from 'vitest'
import { adoptionsOf, filedItem, statusOf } from './cast.ts'

const how = (line: string) => [`没有看懂，什么都没有记。请这样写：${line}`]

test.each([
  ['采用 1 省 大众日报', '用稿 1 省 大众日报'],
  ['采用：1 省 大众日报', '用稿 1 省 大众日报'],
  ['采用：2026-0001，省级，大众日报', '用稿 2026-0001 省级,大众日报'],
  ['用稿 国家 光明日报 2026-0001', '用稿 2026-0001 国家 光明日报'],
  ['用稿 国家 光明日报 通讯 １', '用稿 1 国家 光明日报 通讯'],
  ['采用 省 大众日报', '用稿 2026-0001 省 大众日报'],
  ['采用2026-0001省大众日报', '采用 2026-0001，或一行写完：用稿 2026-0001 省 山东画报 通讯 头版'],
  ['取消联合 1', '联合 1 取消'],
  ['撤销联合报送 2026-0001', '联合 2026-0001 取消'],
  ['取消联合', '联合 2026-0001 取消'],
  ['待用 1 等等再说', '待用 2026-0001'],
])('%s', async (typed, line) => {
  const { room, lin, cheng } = await filedItem()
  expect(await cheng.says(typed)).toEqual(how(line))
  expect(await statusOf(room)).toBe('filed')
  expect(await adoptionsOf(room)).toEqual([])
  expect((await lin.says(typed)).join()).not.toContain('请这样写')
})

test.each(['用稿 情况通报', '采用 新工艺', '取消联合办公室'])(
  '%s is none of them',
  async (typed) => {
    const { cheng } = await filedItem()
    expect((await cheng.says(typed)).join()).not.toContain('请这样写')
  },
)

test('what is too long to be repeated is answered with an example', async () => {
  const { cheng } = await filedItem()
  expect(await cheng.says(`用稿 省 ${'报'.repeat(101)} 1`)).toEqual(
    how('用稿 1 省 山东画报 通讯 头版'),
  )
})
