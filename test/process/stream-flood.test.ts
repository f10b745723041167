import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { type Db, openDatabase } from '../../src/db/open.ts'
import { startChat } from '../support/chat.ts'
import { dingtalkCrowd } from './dingtalk-crowd.ts'
import { DingtalkPhones } from './dingtalk-phones.ts'
import { dingtalkEnv, type Platform, startPlatform } from './dingtalk-program.ts'
import { freePort, type Program, startProgram, temporaryFolder } from './program.ts'
import { Flood } from './stream-flood-play.ts'

const WRITERS = 100
const PIECES = 90
const EVENTS = 1000
const MESSAGES = WRITERS * PIECES + EVENTS
const CUTS = 100
const RECONNECT_MS = 5000

const crowd = dingtalkCrowd(20, WRITERS / 20, 0)
const folder = temporaryFolder()
const database = join(folder, 'baosong.db')
let platform: Platform
let program: Program
let db: Db

/** Everybody has come as far as the body: what they say from now on is kept without an answer each. */
beforeAll(async () => {
  const { organisation } = crowd
  const now = new Date().toISOString()
  const room = await startChat({ database, organisation, now, platforms: ['dingtalk'] })
  for (const writer of crowd.writers) {
    const person = room.as(writer)
    for (const text of ['投稿', `1 4 昨天 ${writer}的一条消息`]) await person.says(text)
  }
  await room.close()
  platform = await startPlatform(crowd.all, { graceMs: 300 })
  program = startProgram(folder, dingtalkEnv(folder, await freePort(), platform.standIn.url))
  db = await openDatabase({ file: database, kind: 'any' })
  // What the people said before came another way.
  await db.deleteFrom('inbox').execute()
  await program.ready
})

afterAll(async () => {
  await program.end()
  await platform.standIn.close()
  await db.destroy()
  rmSync(folder, { recursive: true, force: true })
})

const pieceOf = (writer: string, piece: number) => `${writer}的第${piece + 1}段话，`

async function handled(): Promise<number> {
  const { count } = await db
    .selectFrom('inbox')
    .select((row) => row.fn.countAll<number>().as('count'))
    .where('source', '=', 'dingtalk')
    .where('handled_at', 'is not', null)
    .executeTakeFirstOrThrow()
  return count
}

const State = z.object({ gathered: z.object({ pieces: z.array(z.string()) }) })

async function piecesOf(writer: string): Promise<string[]> {
  const { state } = await db
    .selectFrom('draft')
    .select('state')
    .where('person_id', '=', writer)
    .executeTakeFirstOrThrow()
  return State.parse(JSON.parse(state)).gathered.pieces
}

test(
  `${MESSAGES} messages over a stream that is cut ${CUTS} times are handled once each`,
  { timeout: 90_000 },
  async () => {
    const { standIn } = platform
    const phones = new DingtalkPhones(standIn)
    const flood = new Flood({ messages: MESSAGES, cuts: CUTS }, platform, phones)
    await flood.connected()
    await Promise.all([
      ...crowd.writers.map((writer) =>
        flood.say(PIECES, (piece) => standIn.sendText(writer, pieceOf(writer, piece))),
      ),
      flood.say(EVENTS, () => standIn.sendEvent('user_modify_org', { userId: ['writerU01x1'] })),
      flood.cutAgainAndAgain(),
    ])
    for (let tries = 0; phones.unheard().length > 0 && tries < 3; tries += 1) {
      await flood.sendAgain()
    }
    expect(phones.unheard()).toEqual([])
    expect(flood.sent).toBe(MESSAGES)
    const end = performance.now() + 30_000
    while ((await handled()) < MESSAGES && performance.now() < end) await pause(100)

    expect(await handled()).toBe(MESSAGES)
    for (const writer of crowd.writers) {
      const expected = Array.from({ length: PIECES }, (_, piece) => pieceOf(writer, piece))
      expect((await piecesOf(writer)).toSorted(), writer).toEqual(expected.toSorted())
    }
    expect(flood.reconnects).toHaveLength(CUTS)
    expect(Math.max(...flood.reconnects)).toBeLessThan(RECONNECT_MS)
    // Otherwise it has not been a test of anything.
    expect(phones.refused.size).toBeGreaterThan(CUTS)
  },
)
