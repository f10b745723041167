import { join } from 'node:path'
import { expect, test } from 'vitest'
import { folder, run } from '../../scripts/run.ts'
import { filedItem } from './cast.ts'

test('the history from outside names what the desk did by the contract’s words', async () => {
  const dir = folder()
  const { cheng, gu } = await filedItem({ database: join(dir, 'baosong.db') })
  await cheng.says('待用 1')
  await gu.says('不采用 1')
  await cheng.says('用稿 1 市 溪城日报 头版')
  await cheng.says('撤销用稿 1')
  await cheng.says('用稿 1 省 山东画报')
  const { code, out } = await run(dir, 'history', '1', '--json')
  expect(code).toBe(0)
  const at = '2026-11-20T10:32:00+08:00'
  const event = { at, actor: { id: 'chengyizhou', name: '程亦舟' }, version: 1 }
  expect(JSON.parse(out)).toMatchObject({
    number: '2026-0001',
    status: 'adopted',
    events: [
      { event: 'submitted' },
      { event: 'approved' },
      { event: 'filed' },
      { ...event, event: 'held', note: null },
      { ...event, event: 'declined', note: null, actor: { id: 'gunanzhi', name: '顾南枝' } },
      { ...event, event: 'adopted', note: '市级 溪城日报 动态 头版' },
      { ...event, event: 'reversed', note: '市级 溪城日报 动态 头版' },
      { ...event, event: 'adopted', note: '省级 山东画报 动态' },
    ],
  })
})
