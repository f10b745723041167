import { expect, test } from 'vitest'
import type { ChatRoom } from '../../support/chat.ts'
import { sample } from '../review/cast.ts'
import { openRoom } from '../submit/writer.ts'

const helpOf = async (room: ChatRoom, id: string): Promise<string[]> => {
  const [text = ''] = await room.as(id).says('帮助')
  return text.split('\n')
}

/** `全文 编号 · 过程 编号 —— 看稿件和经过`: what can be typed, one by one. */
const formsIn = (lines: readonly string[]): string[] =>
  lines.slice(1).flatMap((line) => (line.split(' —— ')[0] ?? '').split(' · '))

test('everybody’s help fits in one message and tells each word once', async () => {
  const room = await openRoom()
  for (const { id } of sample().people) {
    const lines = await helpOf(room, id)
    expect(Buffer.byteLength(lines.join('\n'))).toBeLessThanOrEqual(2048)
    const forms = formsIn(lines)
    expect([id, forms]).toEqual([id, [...new Set(forms)]])
    expect(forms).toEqual(expect.arrayContaining(['过程 编号', '排行 上月', '排行 表格']))
  }
})

test('待审 is one word, whatever waits', async () => {
  const room = await openRoom()
  for (const [id, line] of [
    ['shenzhixia', '待审 —— 看等您审的和已报送的稿件'],
    ['chengyizhou', '待审 —— 看已报送的稿件'],
    ['zhaoleshan', '待审 —— 看等您审的稿件'],
    ['tangyuan', '待审 —— 看等您审的稿件'],
  ] as const) {
    const lines = await helpOf(room, id)
    expect([id, lines.filter((one) => one.startsWith('待审'))]).toEqual([id, [line]])
  }
  expect(formsIn(await helpOf(room, 'linxiaohe'))).not.toContain('待审')
})

test('leaders are told of 考核, and who confirms a 记分 of that', async () => {
  const room = await openRoom()
  for (const [id, told] of [
    ['luhengzhi', ['考核', '考核 去年', '记分']],
    ['tangyuan', ['考核', '考核 去年']],
    ['chengyizhou', ['考核', '考核 去年', '记分（表扬、漏报、失实、瞒报）']],
    ['zhaoleshan', []],
    ['linxiaohe', []],
  ] as const) {
    const forms = formsIn(await helpOf(room, id))
    expect([id, forms.filter((form) => /考核|记分/u.test(form)).sort()]).toEqual([id, told])
  }
})

test('every word that it tells the director of can be typed', async () => {
  const room = await openRoom()
  const director = room.as('shenzhixia')
  for (const form of formsIn(await helpOf(room, 'shenzhixia'))) {
    const typed = form.replace('编号', '2026-0001').replace(/（.*）$/u, '')
    expect([typed, (await director.says(typed)).join()]).toEqual([
      typed,
      expect.not.stringContaining('没有看懂'),
    ])
  }
})
