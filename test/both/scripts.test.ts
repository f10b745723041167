import { describe, expect, test } from 'vitest'
import type { PlatformName } from './platforms.ts'
import { leftOver, recordsOf, type Records } from './records.ts'
import type { Script } from './script.ts'
import { scripts } from './scripts.ts'
import { openStage } from './stage.ts'

/** Plays the script to its end and tells what it has left in the database. */
async function played(script: Script, name: PlatformName): Promise<Records> {
  const stage = await openStage([name], script)
  await script.play(stage)
  await stage.breathe()
  const { db } = stage.app
  expect(await leftOver(db)).toEqual({ updates: [], deliveries: [] })
  const refused = stage.standIns.flatMap((standIn) => standIn.wire()).filter(({ ok }) => !ok)
  if (!script.refuses) expect(refused).toEqual([])
  return recordsOf(db)
}

const OTHERS = ['dingtalk', 'dingtalk-words', 'dingtalk-http'] as const

/** All of it, or where people are told something else without what they were told and saw. */
const compared = (records: Records | undefined, differs: boolean) =>
  records && (differs ? { ...records, said: null, cards: null } : records)

describe.each(scripts.map((script) => [script.title, script] as const))('%s', (_title, script) => {
  test('and it leaves the same records, whichever platform it happens on', async () => {
    const [wecom, ...others] = await Promise.all(
      (['wecom', ...OTHERS] as const).map((name) => played(script, name)),
    )
    for (const [place, name] of OTHERS.entries()) {
      const differs = script.differs?.[name] !== undefined
      expect(compared(others[place], differs), name).toEqual(compared(wecom, differs))
    }
  })
})
