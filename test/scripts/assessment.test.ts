import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import exceljs from 'exceljs'
import { expect, onTestFinished, test } from 'vitest'
import { startChat } from '../support/chat.ts'
import { folder, run } from './run.ts'

const title = '溪畔社区“下班后一小时”窗口试运行'
const body = '溪畔社区便民服务站把办事时间延长到晚上七点，方便白天上班的居民来办事。'.repeat(2)

/** One item of 2026 that the district used, with the bot still running. */
async function usedOnce(dir: string) {
  const room = await startChat({ database: join(dir, 'baosong.db') })
  onTestFinished(() => room.close())
  const writer = room.as('linxiaohe')
  for (const answer of ['投稿', '1', '4', title, '昨天', body, '完成', '跳过', '提交'])
    await writer.says(answer)
  await room.as('zhaoleshan').taps('通过')
  await room.as('chengyizhou').says('用稿 2026-0001 区县 溪城日报')
}

test('assessment writes the workbook of a year, while the bot runs', async () => {
  const dir = folder()
  await usedOnce(dir)
  const file = join(dir, '2026.xlsx')
  const { code, out, error } = await run(dir, 'assessment', '--year', '2026', file)
  expect([code, error, out]).toEqual([0, '', `${file}: 12 units, 2 entries of 2026\n`])
  const workbook = new exceljs.Workbook()
  await workbook.xlsx.load(new Uint8Array(readFileSync(file)).buffer)
  expect(workbook.worksheets.map(({ name }) => name)).toEqual(['考核表', '积分依据', '计分规则'])
  const words: string[] = []
  workbook.getWorksheet('积分依据')?.eachRow((row) => words.push(JSON.stringify(row.values)))
  expect(words.join('\n')).toContain('区县级用稿 溪城日报 5')
})

test('a year with nothing, one to come and an empty database are failures', async () => {
  const dir = folder()
  const file = join(dir, 'year.xlsx')
  expect(await run(dir, 'assessment', '--year', '2026', file)).toMatchObject({
    code: 1,
    error: 'no organisation was imported yet\n',
  })
  await usedOnce(dir)
  expect(await run(dir, 'assessment', '--year', '2021', file)).toMatchObject({
    code: 1,
    error: 'there is nothing of 2021\n',
  })
  expect(await run(dir, 'assessment', '--year', '9999', file)).toMatchObject({
    code: 1,
    error: '9999 has not begun\n',
  })
})

test.each([[[]], [['2026', 'FILE']], [['--year', '2026']], [['--year', 'x', 'FILE']]])(
  '%j is wrong usage',
  async (words) => {
    const { code, out, error } = await run(folder(), 'assessment', ...words)
    expect([code, out]).toEqual([2, ''])
    expect(error).toMatch(/usage: npm run assessment -- --year 2026 FILE\n$/)
  },
)
