import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { startChat } from '../support/chat.ts'
import { folder, run, start } from './run.ts'

const title = '溪畔社区“下班后一小时”窗口试运行'
const body = '溪畔社区便民服务站把办事时间延长到晚上七点，方便白天上班的居民来办事。'.repeat(2)

/** An item that was returned once and is under review again, with the bot still running. */
async function returnedOnce(dir: string) {
  const room = await startChat({ database: join(dir, 'baosong.db') })
  onTestFinished(() => room.close())
  const [writer, head] = [room.as('linxiaohe'), room.as('zhaoleshan')]
  for (const answer of ['投稿', '1', '4', title, '昨天', body, '完成', '跳过', '提交'])
    await writer.says(answer)
  await room.later(60_000)
  await head.says('退回 2026-0001 要素不全')
  await room.later(60_000)
  await writer.taps('修改')
  for (const answer of ['标题', '溪畔社区晚间窗口办成三十六件事', '提交']) await writer.says(answer)
  return { writer }
}

test('history tells what happened to an item, while the bot runs', async () => {
  const dir = folder()
  const { writer } = await returnedOnce(dir)
  const { code, out, error } = await run(dir, 'history', '2026-0001')
  expect([code, error]).toEqual([0, ''])
  expect(out.split('\n')).toEqual([
    '2026-0001 · 溪畔社区晚间窗口办成三十六件事 · 溪畔社区 · 第2版 · 审稿中',
    '11-20 10:00 林晓禾 提交（第1版）',
    '11-20 10:01 赵乐山 退回（第1版）：要素不全',
    '11-20 10:02 林晓禾 重新提交（第2版）',
    '',
  ])
  const told = (await writer.says('过程 2026-0001')).join('\n')
  for (const line of out.trim().split('\n').slice(1)) expect(told).toContain(line)
})

test('with npm run -s and --json, stdout is exactly one document', async () => {
  const dir = folder()
  await returnedOnce(dir)
  const { code, out } = await start(dir, 'npm', ['run', '-s', 'history', '--', '1', '--json'])
  expect(code).toBe(0)
  const linxiaohe = { id: 'linxiaohe', name: '林晓禾' }
  const zhaoleshan = { id: 'zhaoleshan', name: '赵乐山' }
  expect(JSON.parse(out)).toEqual({
    number: '2026-0001',
    title: '溪畔社区晚间窗口办成三十六件事',
    unit: '溪畔社区',
    status: 'in_review',
    version: 2,
    events: [
      {
        at: '2026-11-20T10:00:00+08:00',
        event: 'submitted',
        actor: linxiaohe,
        version: 1,
        note: null,
      },
      {
        at: '2026-11-20T10:01:00+08:00',
        event: 'returned',
        actor: zhaoleshan,
        version: 1,
        note: '要素不全',
      },
      {
        at: '2026-11-20T10:02:00+08:00',
        event: 'resubmitted',
        actor: linxiaohe,
        version: 2,
        note: null,
      },
    ],
  })
})

test('an item that there is not is a failure, no number at all is wrong usage', async () => {
  const dir = folder()
  expect(await run(dir, 'history', '2026-0042', '--json')).toEqual({
    code: 1,
    out: '',
    error: 'there is no item 2026-0042\n',
  })
  for (const words of [[], ['1', '--yaml']]) {
    const { code, out, error } = await run(dir, 'history', ...words)
    expect([code, out]).toEqual([2, ''])
    expect(error).toMatch(/usage: npm run history -- 2026-0001 \[--json\]\n$/)
  }
})
