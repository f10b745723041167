import { setTimeout as pause } from 'node:timers/promises'
import BetterSqlite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { Chance } from './chance.ts'
import { dingtalkCrowd } from './dingtalk-crowd.ts'
import { ask, type Play, repeat, tapAbout } from './dingtalk-players.ts'
import type { Program } from './program.ts'
import { openStreamBench, type StreamBench, until } from './stream-bench.ts'

const KILLS = 20
const SEED = Number(process.env['KILL_SEED'] ?? Date.now() % 1_000_000)

const crowd = dingtalkCrowd(4, 2, 12)

/** Lives of less than a second each; some end while they are still starting. */
async function killAgainAndAgain(bench: StreamBench, chance: Chance): Promise<Program> {
  for (let kills = 0; kills < KILLS; kills += 1) {
    const program = bench.start()
    if (chance.yes(0.9)) await program.ready
    await pause(chance.between(50, 700))
    expect(await program.stop('SIGKILL')).toEqual({ code: null, signal: 'SIGKILL' })
  }
  const last = bench.start()
  await last.ready
  return last
}

test(
  `killed ${KILLS} times with a stream open it loses nothing and answers everything once`,
  { timeout: 100_000 },
  async () => {
    process.stdout.write(`stream kill test: KILL_SEED=${SEED}\n`)
    const bench = await openStreamBench(crowd)
    const { phones, platform } = bench
    const chance = new Chance(SEED)
    let going = true
    const goesOn = () => going
    const play: Play = { phones, chance, goesOn }
    const players = [
      ...crowd.askers.map((account) => ask(play, account)),
      ...crowd.writers.map((account) => tapAbout(play, account)),
      repeat(platform, goesOn, 700),
    ]
    const last = await killAgainAndAgain(bench, chance)
    await bench.connected()
    await pause(1500)
    going = false
    await Promise.all(players)
    const repeated = [...phones.acknowledged.values()].filter((tries) => tries > 1).length
    process.stdout.write(
      `stream kill test: ${phones.acknowledged.size} messages and ${phones.taps} taps acknowledged, ${repeated} at a later try\n`,
    )
    await bench.expectWhole()
    // Otherwise it has not been a test of anything.
    expect(phones.acknowledged.size).toBeGreaterThan(50)
    expect(repeated).toBeGreaterThan(3)
    expect(phones.taps).toBeGreaterThan(10)
    expect(await last.stop('SIGTERM')).toEqual({ code: 0, signal: null })
  },
)

test('what cannot be committed is not acknowledged, and survives a kill at that moment', async () => {
  const { start, connected, database, standIn, phones, ...bench } = await openStreamBench(crowd)
  const program = start()
  await program.ready
  await connected()
  const other = new BetterSqlite(database)
  other.exec('begin immediate')
  const sent = crowd.askers.map((account) => standIn.sendText(account, '帮助'))
  await pause(300)
  expect(phones.acknowledged.size).toBe(0)
  await program.stop('SIGKILL')
  await Promise.all(sent)
  expect(phones.acknowledged.size).toBe(0)
  other.exec('rollback')
  other.close()
  await start().ready
  await connected()
  bench.sendAgain()
  await bench.acknowledged(crowd.askers.length)
  await bench.expectWhole()
})

test('a message whose answer is lost to one kill after the other is sent twice and no more', async () => {
  const { start, connected, standIn, phones, ...bench } = await openStreamBench(crowd)
  const heard = () => phones.fromBot('asker1').length
  standIn.setFault('slow')
  let program = start()
  await connected()
  await standIn.sendText('asker1', '帮助')
  for (const times of [1, 2]) {
    // The platform shows it at once, and says so later.
    await until(() => heard() >= times, `line ${times}`)
    await program.stop('SIGKILL')
    program = start()
    await program.ready
  }
  standIn.setFault('none')
  await connected()
  await standIn.sendText('asker2', '帮助')
  await until(() => phones.fromBot('asker2').length === 1, 'an answer to somebody else')
  await bench.expectWhole()
  expect(heard()).toBe(2)
})
