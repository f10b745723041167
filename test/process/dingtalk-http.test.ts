import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemClock } from '../../src/clock.ts'
import { type Db, openDatabase } from '../../src/db/open.ts'
import { importOrganisation } from '../../src/organisation.ts'
import { dingtalkCrowd } from './dingtalk-crowd.ts'
import { DingtalkPhones } from './dingtalk-phones.ts'
import { dingtalkEnv, type Platform, startPlatform } from './dingtalk-program.ts'
import { unsettled } from './dingtalk-records.ts'
import { freePort, type Program, startProgram, temporaryFolder } from './program.ts'

const crowd = dingtalkCrowd(1, 1, 1)
const folder = temporaryFolder()
let platform: Platform
let phones: DingtalkPhones
let program: Program
let db: Db

beforeAll(async () => {
  const port = await freePort()
  const callbackUrl = () => `http://127.0.0.1:${port}/callbacks/dingtalk`
  platform = await startPlatform(crowd.all, { mode: 'http', callbackUrl })
  phones = new DingtalkPhones(platform.standIn)
  const env = dingtalkEnv(folder, port, platform.standIn.url)
  db = await openDatabase({ file: join(folder, 'baosong.db'), kind: 'any' })
  await importOrganisation(db, crowd.organisation, systemClock.now())
  program = startProgram(folder, { ...env, DINGTALK_MODE: 'http' })
  await program.ready
})

afterAll(async () => {
  await program.end()
  await platform.standIn.close()
  await db.destroy()
  rmSync(folder, { recursive: true, force: true })
})

test('by HTTP a message is answered, a tap changes its card, and events are kept', async () => {
  const { standIn } = platform
  const [writer = ''] = crowd.writers
  expect(standIn.connections()).toBe(0)
  await standIn.sendText(writer, '投稿')
  const asked = await phones.until(() => phones.openCard(writer), 10_000)
  const button = asked?.card.buttons.find(({ text }) => text === '一般性稿件')
  await standIn.tap(writer, asked?.id ?? '', button?.key ?? '', {})
  // The answer to the callback has changed it: no call was needed.
  const tapped = phones.fromBot(writer).find(({ id }) => id === asked?.id)
  expect(tapped?.body).toMatchObject({ card: { replaced: '已选：一般性稿件' } })
  const next = () => phones.fromBot(writer)[1]
  expect(await phones.until(next, 10_000)).toMatchObject({
    body: { card: { title: '（2/7）内容分类' } },
  })

  expect(await standIn.verifyAddress()).toBe(true)
  await standIn.sendEvent('user_modify_org', { userId: [writer] })
  const callbacks = standIn.wire().filter(({ direction }) => direction === 'callback')
  expect(callbacks.map(({ ok, tries }) => [ok, tries])).toEqual([
    [true, 1],
    [true, 1],
    [true, 1],
  ])
  const until = performance.now() + 10_000
  const open = async () => {
    const { updates, deliveries } = await unsettled(db)
    return updates.length + deliveries.length
  }
  while ((await open()) > 0 && performance.now() < until) await pause(20)
  expect(await unsettled(db)).toEqual({ updates: [], deliveries: [] })
  const kept = await db
    .selectFrom('inbox')
    .select('body')
    .where('source', '=', 'dingtalk')
    .orderBy('seq')
    .execute()
  const types = kept.map(({ body }) => /"content":\{"type":"(\w+)"/.exec(body)?.[1])
  expect(types).toEqual(['text', 'tap', 'noticed', 'noticed'])
  expect(await program.stop('SIGTERM')).toEqual({ code: 0, signal: null })
})
