import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { PlatformName } from './platforms.ts'
import { leftOver, recordsOf, type Records } from './records.ts'
import type { Script } from './script.ts'
import { scripts } from './scripts.ts'
import { openStage } from './stage.ts'

/** Plays the script to its end and tells what it has left in the database. */
async function played(script: Script, name: PlatformName, media?: string): Promise<Records> {
  const stage = await openStage([name], { ...script, ...(media !== undefined && { media }) })
  await script.play(stage)
  await stage.breathe()
  const { db } = stage.app
  expect(await leftOver(db)).toEqual({ updates: [], deliveries: [] })
  const refused = stage.standIns.flatMap((standIn) => standIn.wire()).filter(({ ok }) => !ok)
  if (!script.refuses) expect(refused).toEqual([])
  return recordsOf(db)
}

const OTHERS = ['dingtalk', 'dingtalk-words', 'dingtalk-http'] as const
const ALL = ['wecom', ...OTHERS] as const

/** All of it, or where people are told something else without what they were told and saw. */
const compared = (records: Records | undefined, differs: boolean) =>
  records && (differs ? { ...records, said: null, cards: null } : records)

/** By all four of them: together, or the first one alone, which makes what the others find made. */
async function playedByAll(script: Script): Promise<Records[]> {
  if (!script.makes) return Promise.all(ALL.map((name) => played(script, name)))
  const media = mkdtempSync(join(tmpdir(), 'baosong-both-media-'))
  onTestFinished(() => {
    rmSync(media, { recursive: true, force: true })
  })
  const first = await played(script, 'wecom', media)
  return [first, ...(await Promise.all(OTHERS.map((name) => played(script, name, media))))]
}

describe.each(scripts.map((script) => [script.title, script] as const))('%s', (_title, script) => {
  test('and it leaves the same records, whichever platform it happens on', async () => {
    const [wecom, ...others] = await playedByAll(script)
    for (const [place, name] of OTHERS.entries()) {
      const differs = script.differs?.[name] !== undefined
      expect(compared(others[place], differs), name).toEqual(compared(wecom, differs))
    }
  })
})
