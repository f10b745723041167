import { expect, test } from 'vitest'
import { openRoom, upTo } from './writer.ts'

const word = { type: 'file', media: 'MEDIA', name: '溪畔社区工作信息.docx' } as const

test('who sends a Word file is told to paste its text', async () => {
  const room = await openRoom()
  const [told] = await room.as('linxiaohe').sends(word)
  expect(told).toMatch(/Word 稿件以后会支持.*复制.*粘贴.*“帮助”/)
})

test('who may not write is not asked for a text', async () => {
  const room = await openRoom()
  const [told] = await room.as('tangyuan').sends(word)
  expect(told).toMatch(/文件现在还用不上.*“帮助”/)
  expect(told).not.toContain('粘贴')
})

test.each([1, 2, 3, 4, 5, 6] as const)('a file at question %i leaves it open', async (place) => {
  const room = await openRoom()
  const lin = room.as('linxiaohe')
  await upTo(lin, place)
  const answers = await lin.sends(word)
  expect(answers).toHaveLength(1)
  expect(answers[0]).toMatch(new RegExp(`^（${place}/7）[^]*Word 稿件以后会支持.*粘贴`))
})

test('a file sent before 提交 changes nothing', async () => {
  const room = await openRoom()
  const lin = room.as('linxiaohe')
  await upTo(lin, 7)
  expect((await lin.sends(word))[0]).toContain('粘贴')
  expect((await lin.says('提交'))[0]).toContain('已提交 2026-0001')
})
