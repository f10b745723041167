import { afterEach, expect, test } from 'vitest'
import type { KeyedUpdate } from '../../schema/update.ts'
import {
  card,
  type Core,
  type Deciding,
  FakePlatform,
  person,
  startCore,
  stopAll,
} from './support.ts'

afterEach(stopAll)

const MINE = card('card-mine')
const OTHER = card('card-other')
const purpose = { kind: 'choice' as const, topic: 'test', data: {} }
const content = (closed?: string) => ({
  title: '卡',
  facts: [],
  buttons: [
    { action: 'yes', label: '好', look: 'primary' as const },
    { action: 'no', label: '不', look: 'plain' as const },
  ],
  ...(closed !== undefined && { closed }),
})

/** 卡 shows the writer a card and somebody else another; a tap closes both, or with 不 says so. */
const player: Deciding = (event) => {
  const show = (id: typeof MINE) =>
    ({ type: 'show-card', card: id, purpose, content: content() }) as const
  if (event.type === 'said' && event.text === '坏') throw new Error('stumbled')
  if (event.type === 'said')
    return [show(MINE), { ...show(OTHER), to: person('zhaoleshan') }, { type: 'say', text: '看卡' }]
  if (event.type !== 'tapped') return []
  if (event.action !== 'yes') return [{ type: 'say', text: `点了 ${event.action}` }]
  return [
    { type: 'redraw-card', card: OTHER, content: content('别人点了') },
    { type: 'redraw-card', card: MINE, content: content('已点') },
    { type: 'say', text: '好的' },
  ]
}

async function withCards() {
  const platform = new FakePlatform()
  platform.singleUseHandles = false
  const core = await startCore({ platform, decide: player })
  await core.says('linxiaohe', '卡')
  const updates = () =>
    platform.sent.flatMap(({ delivery }) =>
      delivery.type === 'card-update' ? [delivery.card as string] : [],
    )
  return { core, platform, updates }
}

let taps = 0
function tap(core: Core, action: string, eventKey = `tap-${(taps += 1)}`): KeyedUpdate {
  return {
    source: 'wecom',
    eventKey,
    update: {
      from: 'chat',
      chat: { platform: 'wecom', kind: 'person', id: 'linxiaohe' },
      account: 'linxiaohe',
      sentAt: core.clock.now(),
      content: { type: 'tap', card: MINE, action, by: 'place', choices: {} },
    },
  }
}

test('what the turn makes of the card is the answer, and no call says it again', async () => {
  const { core, updates } = await withCards()
  const answer = await core.bot.inbox.keepTap(tap(core, '1'), { waitMs: 5000 })
  expect(answer.shown).toMatchObject({ closed: '已点' })
  expect(updates()).toEqual([])
  answer.answered(true)
  await core.bot.settled()
  expect(updates()).toEqual([OTHER])
  const next = await core.crash()
  await next.bot.settled()
  expect(updates()).toEqual([OTHER])
})

test('an answer that did not arrive is followed by a call', async () => {
  const { core, updates } = await withCards()
  const answer = await core.bot.inbox.keepTap(tap(core, '1'), { waitMs: 5000 })
  answer.answered(false)
  await core.bot.settled()
  expect(updates().toSorted()).toEqual([MINE, OTHER])
})

test('after a crash between the turn and the answer a call changes the card', async () => {
  const { core, updates } = await withCards()
  await core.bot.inbox.keepTap(tap(core, '1'), { waitMs: 5000 })
  const next = await core.crash({ decide: player })
  await next.bot.settled()
  expect(updates().toSorted()).toEqual([MINE, OTHER])
})

test('a turn that leaves the card as it is lets the answer go at once', async () => {
  const { core } = await withCards()
  const answer = await core.bot.inbox.keepTap(tap(core, '2'), { waitMs: 60_000 })
  expect(answer.shown).toBeUndefined()
  await core.bot.settled()
  expect(core.told('linxiaohe').at(-1)).toBe('点了 no')
})

test('a turn that takes too long is answered without it, and called for later', async () => {
  const { core, updates } = await withCards()
  // What comes before it stumbles and is tried again after a pause, so the tap has to wait.
  await core.says('linxiaohe', '坏')
  const answer = await core.bot.inbox.keepTap(tap(core, '1'), { waitMs: 20 })
  expect(answer.shown).toBeUndefined()
  await core.later(10_000)
  expect(updates()).not.toContain(MINE)
  answer.answered(true)
  await core.bot.settled()
  expect(updates().toSorted()).toEqual([MINE, OTHER])
})

test('what others make of a card waits until its own tap is answered', async () => {
  const { core, updates } = await withCards()
  await core.says('linxiaohe', '坏')
  const mine = core.bot.inbox.keepTap(tap(core, '1'), { waitMs: 60_000 })
  // Somebody else's turn changes the card meanwhile.
  await core.bring('zhaoleshan', { type: 'tap', card: OTHER, action: 'yes', choices: {} })
  await core.bot.settled()
  expect(updates()).toEqual([OTHER])
  await core.later(10_000)
  const answer = await mine
  expect(updates()).toEqual([OTHER])
  answer.answered(true)
  await core.bot.settled()
  expect(updates().toSorted()).toEqual([MINE, OTHER, OTHER])
})

test('the same tap within its time is one update, also across a restart; later it is another', async () => {
  const { core, platform } = await withCards()
  const once = { waitMs: 5000, sameWithinMs: 60_000 }
  const said = () => platform.heard('linxiaohe').filter((one) => one.type === 'text').length
  await core.bot.inbox.keepTap(tap(core, '2', 'same'), once)
  await core.bot.settled()
  const before = said()
  await core.bot.inbox.keepTap(tap(core, '2', 'same'), once)
  const next = await core.crash({ decide: player })
  await next.later(30_000)
  for (let times = 0; times < 2; times += 1) {
    await next.bot.inbox.keepTap(tap(next, '2', 'same'), once)
  }
  await next.bot.settled()
  expect(said()).toBe(before)
  await next.later(10_000)
  const repeat = () => next.bot.inbox.keepTap(tap(next, '2', 'same'), once)
  await Promise.all([repeat(), repeat()])
  await next.bot.settled()
  expect(said()).toBe(before)
  await next.later(61_000)
  await next.bot.inbox.keepTap(tap(next, '2', 'same'), once)
  await next.bot.settled()
  expect(said()).toBe(before + 1)
})
