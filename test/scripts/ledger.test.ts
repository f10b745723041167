import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { startChat } from '../support/chat.ts'
import { sendItem } from '../handlers/review/cast.ts'
import { folder, run, start } from './run.ts'

/** The worked example, with the bot still running. */
async function workedExample(dir: string) {
  const room = await startChat({ database: join(dir, 'baosong.db') })
  onTestFinished(() => room.close())
  await sendItem(room.as('linxiaohe'))
  await room.as('zhaoleshan').says('通过 1')
  await room.as('chengyizhou').says('用稿 2026-0001 区县 溪城日报 通讯')
  await room.as('chengyizhou').says('用稿 2026-0001 市 溪城晚报 通讯 头版')
}

test('ledger explains every entry of a unit’s month, and what reverses what', async () => {
  const dir = folder()
  await workedExample(dir)
  const { code, out, error } = await run(dir, 'ledger', 'explain', 'C01', '2026-11')
  expect([code, error]).toEqual([0, ''])
  expect(out.split('\n')).toEqual([
    '溪畔社区（C01） · 2026-11 · 4 笔',
    '#1 · 2026-11-20 · 2026-0001 · 按时报送 · onTime standard-1 · +1',
    '#2 · 2026-11-20 · 2026-0001 · 区县级用稿 溪城日报 5 × 1.5（通讯） · adoption standard-1 · +7.5 · 已由 #3 撤销',
    '#3 · 2026-11-20 · 2026-0001 · 区县级用稿 溪城日报 5 × 1.5（通讯），改按更高分值的用稿计 · adoption standard-1 · −7.5 · 撤销 #2',
    '#4 · 2026-11-20 · 2026-0001 · 市级用稿 溪城晚报 10 × 1.5 × 2（通讯 头版） · adoption standard-1 · +30',
    '合计 31',
    '',
  ])
  expect((await run(dir, 'ledger', 'explain', '溪畔社区', '2026-11')).out).toBe(out)
  expect((await run(dir, 'ledger', 'explain', 'c02', '2026-11')).out).toBe(
    '松风社区（C02） · 2026-11 · 0 笔\n合计 0\n',
  )
})

test('with npm run -s and --json, stdout is exactly one document', async () => {
  const dir = folder()
  await workedExample(dir)
  const words = ['run', '-s', 'ledger', '--', 'explain', 'C01', '2026-11', '--json']
  const { code, out } = await start(dir, 'npm', words)
  expect(code).toBe(0)
  const told = JSON.parse(out) as { entries: unknown[] }
  expect(told).toMatchObject({
    unit: { code: 'C01', name: '溪畔社区' },
    month: '2026-11',
    total: 31,
  })
  expect(told.entries).toHaveLength(4)
  expect(told.entries[1]).toEqual({
    id: 2,
    at: '2026-11-20T10:00:00+08:00',
    day: '2026-11-20',
    number: '2026-0001',
    person: 'linxiaohe',
    rule: 'adoption',
    ruleVersion: 'standard-1',
    factors: { level: 'district', base: 500, usedAs: 'feature', usedAsFactor: 150, whole: 750 },
    how: '区县级用稿 溪城日报 5 × 1.5（通讯）',
    points: 7.5,
    ofMonth: null,
    reverses: null,
    reversedBy: 3,
  })
})

test('its total is what the ranking shows', async () => {
  const dir = folder()
  await workedExample(dir)
  const { out } = await run(dir, 'ranking', '--month', '2026-11', '--json', '--force')
  const Ranked = z.object({ unit: z.string(), points: z.number() })
  const ranking = z.object({ groups: z.array(z.object({ rows: z.array(Ranked) })) })
  const rows = ranking.parse(JSON.parse(out)).groups.flatMap((group) => group.rows)
  expect(rows).toContainEqual({ unit: '溪畔社区', points: 31 })
  for (const { unit, points } of rows.filter((row) => row.points !== 0)) {
    const told = await run(dir, 'ledger', 'explain', unit, '2026-11', '--json')
    expect(JSON.parse(told.out)).toMatchObject({ total: points })
  }
})

test('a unit that there is not is a failure; a month that is none, or too few words, wrong usage', async () => {
  const dir = folder()
  await workedExample(dir)
  expect(await run(dir, 'ledger', 'explain', 'C99', '2026-11')).toEqual({
    code: 1,
    out: '',
    error: 'there is no unit C99 in 2026-11\n',
  })
  const wrong = [[], ['explain', 'C01', '2026-13'], ['tell', 'C01', '2026-11']]
  for (const words of wrong) {
    const { code, out, error } = await run(dir, 'ledger', ...words)
    expect([code, out]).toEqual([2, ''])
    expect(error).toMatch(/usage: npm run ledger -- explain UNIT 2026-11 \[--json\]\n$/)
  }
})
