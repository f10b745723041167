import { sql } from 'kysely'
import { afterEach, expect, test } from 'vitest'
import { listParked, retryParked } from '../../src/db/parked.ts'
import { after, type Deciding, echo, person, startCore, stopAll } from './support.ts'

afterEach(stopAll)

const stumblesOver =
  (bad: string): Deciding =>
  (event, turn) => {
    if (event.type === 'said' && event.text === bad) throw new TypeError('a bug')
    return echo(event, turn)
  }

test('an update that fails is tried three times, then parked, while others go on', async () => {
  const tries = new Set<number>()
  const core = await startCore({
    decide: (event, turn) => {
      if (event.type === 'said' && event.text === '坏') tries.add(turn.now)
      return stumblesOver('坏')(event, turn)
    },
  })
  await Promise.all([core.bring('linxiaohe', '坏'), core.bring('zhengyinuo', '好')])
  await core.bot.settled()
  expect(core.told('zhengyinuo')).toEqual(['“好”'])
  expect(tries.size).toBe(1)
  await core.later(10_000)
  expect(tries.size).toBe(3)
  expect(core.told('linxiaohe')).toEqual(['没能处理，已记录'])
  expect(await listParked(core.db)).toMatchObject([{ reason: 'TypeError' }])
})

test('nobody overtakes themselves: what follows a failing update waits for it', async () => {
  const core = await startCore({ decide: stumblesOver('坏') })
  await Promise.all([core.bring('linxiaohe', '坏'), core.bring('linxiaohe', '好')])
  await core.bot.settled()
  expect(core.told('linxiaohe')).toEqual([])
  await core.later(10_000)
  expect(core.told('linxiaohe')).toEqual(['没能处理，已记录', '“好”'])
})

test('the admins are told of what was parked, not more than once in ten minutes', async () => {
  const core = await startCore({ decide: stumblesOver('坏') })
  await core.says('linxiaohe', '坏')
  await core.later(10_000)
  await core.says('linxiaohe', '坏')
  await core.later(10_000)
  expect(core.told('shenzhixia')).toEqual(['有 1 条没有处理'])
  await core.later(10 * 60_000)
  expect(core.told('shenzhixia')).toEqual(['有 1 条没有处理', '有 2 条没有处理'])
  await core.later(24 * 3600_000)
  expect(core.told('shenzhixia')).toHaveLength(2)
})

test('a turn that fails has written nothing and sent nothing', async () => {
  const core = await startCore({
    decide: (event) => {
      if (event.type !== 'said') return []
      return [
        { type: 'say', text: '先说一句' },
        // There is no such person: the database refuses it.
        { type: 'ask', person: person('nobody'), aside: null },
      ]
    },
  })
  await core.says('linxiaohe', '你好')
  await core.later(10_000)
  expect(core.told('linxiaohe')).toEqual(['没能处理，已记录'])
})

test('a parked update that is put back is handled, once the fault is gone', async () => {
  const core = await startCore({ decide: stumblesOver('坏') })
  await core.says('linxiaohe', '坏')
  await core.later(10_000)
  const [parked] = await listParked(core.db)
  const mended = await core.crash({ decide: echo })
  expect(await retryParked(mended.db, parked?.id ?? '')).toBe(true)
  const next = await mended.crash({ decide: echo })
  await next.bot.settled()
  expect(next.told('linxiaohe')).toEqual(['没能处理，已记录', '“坏”'])
  expect(await listParked(next.db)).toEqual([])
})

test('an update that was kept before a crash is handled after it, once', async () => {
  let broken = true
  const core = await startCore({
    decide: (event, turn) => {
      if (broken) throw new Error('not yet')
      return echo(event, turn)
    },
  })
  await core.says('linxiaohe', '你好')
  broken = false
  const next = await core.crash()
  await next.bot.settled()
  const last = await next.crash()
  await last.bot.settled()
  expect(last.told('linxiaohe')).toEqual(['“你好”'])
})

const ringsIn =
  (ms: number): Deciding =>
  (event, turn) => {
    if (event.type === 'timer') return [{ type: 'say', text: `叮 ${event.data['why'] ?? ''}` }]
    if (event.type !== 'said') return []
    const alarm = { key: `alarm ${turn.actor.id}`, name: 'alarm', person: turn.actor.id }
    const data = { why: event.text }
    return [{ type: 'set-timer', ...alarm, dueAt: after(turn, ms), data }]
  }

test('a timer goes off at its time and not before', async () => {
  const core = await startCore({ decide: ringsIn(60_000) })
  await core.says('linxiaohe', '一')
  await core.later(59_999)
  expect(core.told('linxiaohe')).toEqual([])
  await core.later(1)
  expect(core.told('linxiaohe')).toEqual(['叮 一'])
})

test('a timer that is set again replaces the former one', async () => {
  const core = await startCore({ decide: ringsIn(60_000) })
  await core.says('linxiaohe', '一')
  await core.later(30_000)
  await core.says('linxiaohe', '二')
  await core.later(59_999)
  expect(core.told('linxiaohe')).toEqual([])
  await core.later(1)
  expect(core.told('linxiaohe')).toEqual(['叮 二'])
})

test('what fell due while nothing ran goes off at the next start, once', async () => {
  const core = await startCore({ decide: ringsIn(60_000) })
  await core.says('linxiaohe', '一')
  await core.db.destroy()
  core.clock.step(core.clock.now() + 3600_000)
  const next = await core.crash({ decide: ringsIn(60_000) })
  await next.bot.settled()
  expect(next.told('linxiaohe')).toEqual(['叮 一'])
  const last = await next.crash({ decide: ringsIn(60_000) })
  await last.later(3600_000)
  expect(last.told('linxiaohe')).toEqual(['叮 一'])
})

test('a timer that has gone off but was not handled before a crash is handled after it', async () => {
  const core = await startCore({
    decide: (event, turn) => {
      if (event.type === 'timer') throw new Error('a bug')
      return ringsIn(60_000)(event, turn)
    },
  })
  await core.says('linxiaohe', '一')
  core.clock.step(core.clock.now() + 60_000)
  await core.bot.settled()
  const next = await core.crash({ decide: ringsIn(60_000) })
  await next.bot.settled()
  expect(next.told('linxiaohe')).toEqual(['叮 一'])
})

test('an update that cannot be read is parked, and those behind it are handled', async () => {
  const core = await startCore()
  const oddities = ['{"from":"chat","odd":1}', 'no JSON at all']
  for (const [index, body] of oddities.entries()) {
    const row = { source: 'wecom', event_key: `odd-${index}`, body, received_at: 1 }
    await core.db.insertInto('inbox').values(row).execute()
  }
  await core.says('linxiaohe', '你好')
  expect(core.told('linxiaohe')).toEqual(['“你好”'])
  expect(await listParked(core.db)).toMatchObject(
    oddities.map(() => ({ reason: 'UnreadableError' })),
  )
  expect(core.told('shenzhixia')).toHaveLength(1)
})

test('while the disk is full a turn waits, and is not counted as having failed', async () => {
  const core = await startCore({ decide: () => [{ type: 'say', text: '长'.repeat(50_000) }] })
  // What is kept now fits into the last page; the answer to it does not.
  const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(core.db)
  const limit = (pages: number) =>
    sql`pragma max_page_count = ${sql.raw(String(pages))}`.execute(core.db)
  await limit(rows[0]?.page_count ?? 0)
  await core.says('linxiaohe', '你好')
  await core.later(30_000)
  expect(core.told('linxiaohe')).toEqual([])
  expect(await listParked(core.db)).toEqual([])
  await limit(1_000_000)
  await core.later(2000)
  expect(core.told('linxiaohe')).toHaveLength(1)
})

test('in a group only a line is said; a command goes on in the own chat of whoever gave it', async () => {
  const core = await startCore()
  await core.bringToGroup('linxiaohe', '随便说说')
  await core.bringToGroup('nobody', '投稿')
  await core.bot.settled()
  expect(core.told('group')).toEqual(['请私聊', '请私聊'])
  expect(core.told('linxiaohe')).toEqual([])
})
