import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemClock } from '../../src/clock.ts'
import { openDatabase, type Db } from '../../src/db/open.ts'
import { importOrganisation } from '../../src/organisation.ts'
import { startWecomStandIn, type WecomStandIn } from '../../src/sandbox/wecom/index.ts'
import { Chance } from './chance.ts'
import { makeCrowd } from './crowd.ts'
import { Phones } from './phones.ts'
import { ask, type Play, review, write } from './players.ts'
import {
  CREDENTIALS,
  freePort,
  type Program,
  realEnv,
  startProgram,
  temporaryFolder,
} from './program.ts'
import { expectedIn, failed, lost, shownIn, submissions, unsettled } from './records.ts'
import { redeliver } from './redeliver.ts'

const KILLS = 50
const DECISIONS = 12
const SEED = Number(process.env['KILL_SEED'] ?? Date.now() % 1_000_000)

const folder = temporaryFolder()
const crowd = makeCrowd(16, 4, 12)
let standIn: WecomStandIn
let db: Db
let callbackUrl: string
let env: Record<string, string>
let program: Program | undefined

beforeAll(async () => {
  const port = await freePort()
  callbackUrl = `http://127.0.0.1:${port}/callbacks/wecom`
  standIn = await startWecomStandIn({
    port: 0,
    clock: systemClock,
    callbackUrl: () => callbackUrl,
    credentials: CREDENTIALS,
    members: crowd.all.map((account) => ({ account, name: account })),
    groups: [],
    journalFile: null,
  })
  env = realEnv(folder, port, standIn.url)
  db = await openDatabase({ file: join(folder, 'baosong.db'), kind: 'any' })
  await importOrganisation(db, crowd.organisation, systemClock.now())
})

afterAll(async () => {
  await program?.end()
  await standIn.close()
  await db.destroy()
  rmSync(folder, { recursive: true, force: true })
})

/** Lives of less than a second each; some end while they are still starting. */
async function killAgainAndAgain(chance: Chance): Promise<Program> {
  for (let kills = 0; kills < KILLS; kills += 1) {
    program = startProgram(folder, env)
    if (chance.yes(0.9)) await program.ready
    await pause(chance.between(100, 700))
    const ended = await program.stop('SIGKILL')
    expect(ended, program.stderr).toEqual({ code: null, signal: 'SIGKILL' })
  }
  program = startProgram(folder, env)
  await program.ready
  return program
}

/** On a slow machine the lives above may be too short for the reviewers to get their turn. */
async function decided(count: number, withinMs: number) {
  const until = performance.now() + withinMs
  while ((await submissions(db)).decisions.length < count && performance.now() < until) {
    await pause(200)
  }
}

async function settle(withinMs: number) {
  const until = performance.now() + withinMs
  for (;;) {
    const left = await unsettled(db)
    const open = left.updates.length + left.deliveries.length
    if (open === 0 || performance.now() > until) return left
    await pause(100)
  }
}

test(
  `killed ${KILLS} times under load it loses nothing, repeats nothing and answers everybody`,
  { timeout: 240_000 },
  async () => {
    process.stdout.write(`kill test: KILL_SEED=${SEED}\n`)
    const chance = new Chance(SEED)
    const phones = new Phones(standIn)
    let going = true
    const play: Play = { phones, chance, goesOn: () => going, unanswered: [], approvals: 24 }
    const writers = crowd.writers.map((account) => write(play, account, 3))
    const others = [
      ...crowd.askers.map((account) => ask(play, account)),
      ...crowd.heads.map((account) => review(play, account)),
      redeliver(phones, callbackUrl, chance, () => going),
    ]
    const last = await killAgainAndAgain(chance)
    await decided(DECISIONS, 60_000)
    going = false
    const titles = (await Promise.all(writers)).flat()
    await Promise.all(others)
    const left = await settle(30_000)
    const { items, decisions, events } = await submissions(db)
    process.stdout.write(
      `kill test: ${phones.acknowledged.length} acknowledged, ${items.length} items, ${decisions.length} decisions, ${standIn.dropped()} dropped\n`,
    )

    expect(left).toEqual({ updates: [], deliveries: [] })
    expect(await failed(db)).toEqual([])
    expect(play.unanswered).toEqual([])
    expect(await lost(db, phones.acknowledged)).toEqual([])
    expect(standIn.dropped()).toBe(0)
    for (const account of crowd.all) {
      expect(shownIn(phones, account), account).toEqual(await expectedIn(db, account))
    }

    expect(items.map(({ ordinal }) => ordinal)).toEqual(items.map((_item, index) => index + 1))
    expect(new Set(items.map(({ title }) => title)).size).toBe(items.length)
    expect(items.map(({ title }) => title)).toEqual(expect.arrayContaining(titles))
    expect(events.filter(({ event }) => event === 'submitted').length).toBe(items.length)

    expect(new Set(decisions.map(({ step_id: step }) => step)).size).toBe(decisions.length)
    for (const { number, decision, outcome, hash } of decisions) {
      const item = items.find((one) => one.number === number)
      expect(outcome).toBe(decision)
      expect(hash).toBe(item?.hash)
      expect(item?.status).toBe(decision === 'approve' ? 'filed' : 'returned')
    }
    // Otherwise it has not been a test of anything.
    expect(phones.acknowledged.length).toBeGreaterThan(500)
    expect(decisions.length).toBeGreaterThanOrEqual(DECISIONS)

    expect(await last.stop('SIGTERM')).toEqual({ code: 0, signal: null })
  },
)
