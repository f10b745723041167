import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { dingtalkCrowd } from './dingtalk-crowd.ts'
import { handledOf } from './dingtalk-records.ts'
import { openStreamBench, until } from './stream-bench.ts'

const crowd = dingtalkCrowd(4, 2, 12)

test('a message whose acknowledgement is lost comes again and is handled once', async () => {
  const { start, connected, standIn, phones, ...bench } = await openStreamBench(crowd)
  await start().ready
  await connected()
  let kept = 0
  for (const [place, account] of crowd.askers.entries()) {
    const sent = standIn.sendText(account, '帮助')
    // The frame is on its way, and what is said to it finds nobody.
    standIn.dropAll()
    await sent
    await connected()
    await phones.until(() => phones.fromBot(account)[0], 200)
    if (phones.fromBot(account).length > 0) kept += 1
    bench.sendAgain()
    await bench.acknowledged(place + 1)
  }
  expect(phones.refused.size).toBe(crowd.askers.length)
  // Most of them were kept at the first try already, so that the second one was a repeat.
  expect(kept).toBeGreaterThan(crowd.askers.length / 2)
  await bench.expectWhole()
  for (const account of crowd.askers) {
    expect(await handledOf(bench.db, account), account).toEqual({ updates: 1, answers: 1 })
  }
})

test('when the server asks it to go in the middle of a burst, nothing is lost or repeated', async () => {
  const { start, connected, standIn, phones, ...bench } = await openStreamBench(crowd)
  const people = [...crowd.askers, ...crowd.writers]
  await start().ready
  await connected()
  for (let burst = 0; burst < 4; burst += 1) {
    const sent = people.map((account) => standIn.sendText(account, '帮助'))
    standIn.disconnectAll()
    await Promise.all(sent)
    await connected()
  }
  expect(phones.refused.size).toBe(0)
  expect(phones.acknowledged.size).toBe(4 * people.length)
  await bench.expectWhole()
})

test('a connection that is cut, or refused for a while, is there again within 5 seconds', async () => {
  const { start, connected, standIn, ...bench } = await openStreamBench(crowd)
  await start().ready
  await connected()
  for (let cut = 0; cut < 5; cut += 1) {
    standIn.dropAll()
    await until(() => standIn.connections() === 0, 'the cut')
    await connected()
    await standIn.sendText('asker1', '帮助')
  }
  standIn.setFault('refusing')
  standIn.dropAll()
  await pause(1500)
  standIn.setFault('none')
  await connected()
  await standIn.sendText('asker1', '帮助')
  await bench.expectWhole()
  expect(await handledOf(bench.db, 'asker1')).toEqual({ updates: 6, answers: 6 })
})

test('SIGTERM with a stream open and people talking ends it with 0 within 10 seconds', async () => {
  const { start, connected, standIn, ...bench } = await openStreamBench(crowd)
  const program = start()
  await program.ready
  await connected()
  const sent = crowd.all.map((account) => standIn.sendText(account, '帮助'))
  const startedAt = performance.now()
  await Promise.race(sent)
  expect(await program.stop('SIGTERM')).toEqual({ code: 0, signal: null })
  expect(performance.now() - startedAt).toBeLessThan(10_000)
  expect(program.stderr).toBe('')
  await Promise.all(sent)
  await start().ready
  await connected()
  bench.sendAgain()
  await bench.acknowledged(crowd.all.length)
  await bench.expectWhole()
})
