import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, onTestFinished } from 'vitest'
import { systemClock } from '../../src/clock.ts'
import { openDatabase } from '../../src/db/open.ts'
import { importOrganisation } from '../../src/organisation.ts'
import type { Crowd } from './crowd.ts'
import { DingtalkPhones } from './dingtalk-phones.ts'
import { dingtalkEnv, REPEAT_MS, startPlatform } from './dingtalk-program.ts'
import { handledOf, lost, unsettled, wrongIn } from './dingtalk-records.ts'
import { freePort, type Program, startProgram, temporaryFolder } from './program.ts'

/** Within which a lost connection is there again. */
const RECONNECT_MS = 5000
const SETTLE_MS = 30_000

export type StreamBench = Awaited<ReturnType<typeof openStreamBench>>

/** The platform, the people and a database; the program is started as often as a test wants. */
export async function openStreamBench(crowd: Crowd) {
  const folder = temporaryFolder()
  const database = join(folder, 'baosong.db')
  // Slow is longer than a kill takes, and shorter than anybody waits for an answer.
  const platform = await startPlatform(crowd.all, { graceMs: 500, slowMs: 400 })
  const { standIn, clock } = platform
  const phones = new DingtalkPhones(standIn)
  const env = dingtalkEnv(folder, await freePort(), standIn.url)
  const db = await openDatabase({ file: database, kind: 'any' })
  const running = new Set<Program>()
  onTestFinished(async () => {
    await Promise.all([...running].map((program) => program.end()))
    await standIn.close()
    await db.destroy()
    rmSync(folder, { recursive: true, force: true })
  })
  await importOrganisation(db, crowd.organisation, systemClock.now())
  return {
    platform,
    standIn,
    phones,
    database,
    db,
    start: () => {
      const program = startProgram(folder, env)
      running.add(program)
      void program.ended.then(() => running.delete(program))
      return program
    },
    connected: () => until(() => standIn.connections() > 0, 'a connection', RECONNECT_MS),
    /** What was not acknowledged comes again, as after a minute. */
    sendAgain: () => {
      clock.advance(REPEAT_MS)
    },
    acknowledged: (count: number) =>
      until(() => phones.acknowledged.size === count, `${count} acknowledgements`),
    /** Everything is handled and sent, nothing lost, and everybody was told what they should be. */
    expectWhole: async () => {
      expect(await settled(() => unsettled(db))).toEqual({ updates: [], deliveries: [] })
      expect(await lost(db, phones)).toEqual([])
      for (const account of crowd.all) {
        expect(await wrongIn(db, phones, account), account).toEqual([])
      }
      for (const account of crowd.askers) {
        const { updates, answers } = await handledOf(db, account)
        expect(answers, account).toBe(updates)
      }
    },
  }
}

/** What is left in the end: nothing, or whatever would not come to rest. */
async function settled(look: () => ReturnType<typeof unsettled>) {
  const end = performance.now() + SETTLE_MS
  for (;;) {
    const left = await look()
    const none = left.updates.length + left.deliveries.length === 0
    if (none || performance.now() > end) return left
    await pause(50)
  }
}

export async function until(holds: () => boolean, what: string, withinMs = 15_000) {
  const end = performance.now() + withinMs
  while (!holds()) {
    if (performance.now() > end) throw new Error(`waited in vain for ${what}`)
    await pause(10)
  }
}
