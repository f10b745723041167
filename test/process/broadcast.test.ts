import { afterAll, beforeAll, expect, test } from 'vitest'
import type { GroupCall, Verdict } from './broadcast-gate.ts'
import { GROUPS, LAST_MONTH, organisation } from './broadcast-office.ts'
import { type BroadcastStage, isOver, openOffice, openStage, type Send } from './broadcast-stage.ts'
import { eventually } from '../support/eventually.ts'

let stage: BroadcastStage

beforeAll(async () => {
  stage = await openStage()
})

afterAll(async () => {
  await stage.close()
})

const BOTH = ['text', 'image']
const ALL = { a: BOTH, b: BOTH, c: BOTH, d: BOTH }
const isText = ({ part }: Send) => part === 'text'
const toWecom = ({ group }: Send) => group !== 'd'
const BEGUN = 'update of unanswered on outbox when new.unanswered > old.unanswered'

interface Moment {
  when: string
  /** What the store refuses until the kill. */
  hold?: string
  /** It is then that it is killed. */
  has: (sends: Send[]) => boolean
  pictures?: 'made'
}

test.each<Moment>([
  {
    when: 'before its parts are committed',
    hold: 'insert on broadcast',
    has: () => true,
  },
  {
    when: 'between that commit and the first send',
    hold: BEGUN,
    has: (sends) =>
      sends.length === 8 &&
      sends
        .filter(isText)
        .filter(toWecom)
        .every(({ attempts }) => attempts > 0),
  },
  {
    when: 'while the picture is being made',
    has: (sends) => sends.length === 8 && sends.filter(isText).every(isOver),
    pictures: 'made',
  },
  {
    when: 'between text and picture',
    hold: `${BEGUN} and new.body ->> 'type' = 'image'`,
    has: (sends) =>
      sends.length === 8 &&
      sends.filter(toWecom).every((one) => (isText(one) ? isOver(one) : one.attempts > 0)),
  },
])('killed $when it sends each part once after the start', async ({ hold, has, pictures }) => {
  const office = await openOffice(stage, 'between', { ...(pictures && { pictures }) })
  if (hold !== undefined) await office.hold(hold)
  office.start()
  await office.timerFired()
  await office.until(has)
  await office.kill()
  await office.letGo()
  office.start()
  await office.settles()
  expect(office.shown()).toEqual(ALL)
  expect(await office.parked()).toEqual([])
})

/** One channel each: a request that never arrives, and answers that do not come back. */
const HELD: Record<string, Verdict> = {
  [`${GROUPS.a} text`]: 'keep-request',
  [`${GROUPS.b} text`]: 'keep-answer',
  [`${GROUPS.c} image`]: 'keep-answer',
  [`${GROUPS.d} text`]: 'keep-answer',
}
const heldOf = ({ group, part }: GroupCall): Verdict => HELD[`${group} ${part}`] ?? 'pass'

test('killed while sends are unanswered it repeats none but where the platform knows a repeat', async () => {
  const office = await openOffice(stage, 'between')
  stage.gate.verdict = heldOf
  office.start()
  // Everybody has got as far as they can.
  await office.until((sends) => stage.gate.kept.length === 4 && sends.filter(isOver).length === 1)
  await office.kill()
  stage.gate.verdict = () => 'pass'
  office.start()
  await office.settles()
  expect(office.shown()).toEqual({ ...ALL, a: ['image'] })
  expect(await office.parked()).toEqual([
    'a text maybe-sent',
    'b text maybe-sent',
    'c image maybe-sent',
  ])
  await eventually(() => expect(office.told().join()).toContain('可能已发出'))
  const uuids = stage.gate.calls.filter(({ group }) => group === GROUPS.d).map(({ uuid }) => uuid)
  expect(new Set(uuids).size).toBe(2)
})

test('killed between the answer and its mark it repeats none but where the platform knows a repeat', async () => {
  const office = await openOffice(stage, 'between')
  await office.hold('update of sent_at on outbox when new.sent_at is not null')
  office.start()
  await office.until(() => stage.gate.answered.length === 4)
  await office.kill()
  await office.letGo()
  office.start()
  await office.settles()
  expect(office.shown()).toEqual(ALL)
  expect(await office.parked()).toEqual(['a', 'b', 'c'].map((group) => `${group} text maybe-sent`))
})

test('the timer and two commands at the same moment send each part once', async () => {
  const office = await openOffice(stage, 'between')
  const ask = () => office.command('ranking', '--month', LAST_MONTH, '--broadcast')
  const [, ...asked] = await Promise.all([office.start().ready, ask(), ask()])
  expect(asked.map(({ code, error }) => [code, error])).toEqual([
    [0, ''],
    [0, ''],
  ])
  await office.settles()
  expect((await ask()).out).toContain('nothing to send')
  expect(office.shown()).toEqual(ALL)
  expect(await office.parked()).toEqual([])
})

test('down over freeze and broadcast it sends what it owes once when it is back', async () => {
  const office = await openOffice(stage, 'before')
  for (let starts = 0; starts < 2; starts += 1) {
    const program = office.start()
    await program.ready
    await office.settles()
    expect(await program.stop('SIGTERM')).toEqual({ code: 0, signal: null })
  }
  expect(office.shown()).toEqual(ALL)
  expect(await office.parked()).toEqual([])
})

const TROUBLE: Record<string, Verdict> = {
  [GROUPS.a]: { errcode: 40058 },
  [GROUPS.b]: 'cut-answer',
  [GROUPS.c]: { errcode: 45009 },
}

test('a channel that refuses, one that is silent and one that is full do not hold up the good one', async () => {
  const office = await openOffice(stage, 'between')
  stage.gate.verdict = ({ group }) => TROUBLE[group] ?? 'pass'
  office.start()
  await office.until((sends) => sends.filter(isOver).length === 6)
  const parked = ['a text 40058', 'a image 40058', 'b text maybe-sent', 'b image maybe-sent']
  expect(await office.parked()).toEqual(parked)
  expect(office.shown()).toEqual({ a: [], b: BOTH, c: [], d: BOTH })

  // The person has looked, and it is not there after all.
  stage.gate.verdict = () => 'pass'
  const { out } = await office.command('parked', 'list')
  const [id = ''] = /^out-\d+(?=.* text to wecom, .* for group a )/m.exec(out) ?? []
  expect((await office.command('parked', 'retry', id)).code).toBe(0)
  await office.until((sends) =>
    sends.some(({ group, sent_at: at }) => group === 'a' && at !== null),
  )
  expect(office.shown()).toEqual({ a: ['text'], b: BOTH, c: [], d: BOTH })
})

test('a robot whose secret was mistyped gets its month, once, after the right one is imported', async () => {
  const office = await openOffice(stage, 'between')
  await office.imports(organisation('SECmistyped'))
  office.start()
  await office.settles()
  expect(await office.parked()).toEqual(['d text 310000', 'd image 310000'])
  expect(office.shown()).toEqual({ ...ALL, d: [] })

  await office.imports(organisation())
  const { out } = await office.command('parked', 'list')
  const ids = [...out.matchAll(/^out-\d+/gm)].map(([id]) => id)
  expect(ids).toHaveLength(2)
  for (const id of ids) expect((await office.command('parked', 'retry', id)).code).toBe(0)
  await office.until((sends) => sends.every(({ sent_at: at }) => at !== null))
  expect(office.shown()).toEqual(ALL)
})
