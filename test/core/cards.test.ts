import { afterEach, expect, test } from 'vitest'
import type { CardHandle } from '../../schema/update.ts'
import { PlatformRefusedError, PlatformSilentError } from '../../src/errors.ts'
import { card, type Core, type Deciding, FakePlatform, startCore, stopAll } from './support.ts'

afterEach(stopAll)

/** Remembers which permission each change of a card was made with. */
class CardPlatform extends FakePlatform {
  readonly codes: (string | undefined)[] = []
  answer: (code: string | undefined) => void = () => undefined
  override async deliver(...call: Parameters<FakePlatform['deliver']>) {
    const [, delivery, , { handle }] = call
    if (delivery.type === 'card-update') {
      this.codes.push(handle?.code)
      this.answer(handle?.code)
    }
    return super.deliver(...call)
  }
}

const CARD = card('card-1')
const content = (text: string, closed?: string) => ({
  title: text,
  facts: [],
  buttons: [{ action: 'ok', label: '好', look: 'primary' as const }],
  ...(closed !== undefined && { closed }),
})

/** 卡 shows a card; a tap closes it; 改 changes it; 必 changes it and says so where it cannot. */
const cardPlayer: Deciding = (event) => {
  if (event.type === 'tapped')
    return [{ type: 'redraw-card', card: CARD, content: content('卡', '已点'), otherwise: '已点' }]
  if (event.type !== 'said') return []
  if (event.text === '卡') {
    const purpose = { kind: 'choice' as const, topic: 'test', data: {} }
    return [{ type: 'show-card', card: CARD, purpose, content: content('卡') }]
  }
  const redraw = { type: 'redraw-card' as const, card: CARD, content: content('卡', event.text) }
  return [event.text === '必' ? { ...redraw, otherwise: '改不了，说一声' } : redraw]
}

const tap = (core: Core, handle?: CardHandle) =>
  core.bring('linxiaohe', {
    type: 'tap',
    card: CARD,
    action: 'ok',
    choices: {},
    ...(handle && { handle }),
  })

const handle = (core: Core, code: string, lifeMs = 72 * 3600_000): CardHandle => ({
  code,
  expiresAt: (core.clock.now() + lifeMs) as CardHandle['expiresAt'],
})

const spent = () => new PlatformRefusedError('update_template_card', 60140, { retry: 'never' })
const lost = () => new PlatformSilentError('update_template_card', 'ECONNRESET')

async function withCard() {
  const platform = new CardPlatform()
  const core = await startCore({ platform, decide: cardPlayer })
  await core.says('linxiaohe', '卡')
  return { core, platform }
}

const shown = (core: Core) =>
  core.platform
    .heard('linxiaohe')
    .map((one) => (one.type === 'card' ? (one.shown.closed ?? '开') : JSON.stringify(one)))

test('the first permission, which came with the card, changes it; it is used once', async () => {
  const { core, platform } = await withCard()
  await core.says('linxiaohe', '改一')
  expect(shown(core)).toEqual(['改一'])
  await core.says('linxiaohe', '改二')
  expect(platform.codes).toEqual(['rc1'])
  expect(shown(core)).toEqual(['改一'])
})

test('of several permissions the newest is used first', async () => {
  const { core, platform } = await withCard()
  await tap(core, handle(core, 'tap-1'))
  await core.bot.settled()
  expect(platform.codes).toEqual(['tap-1'])
  await core.says('linxiaohe', '改')
  expect(platform.codes).toEqual(['tap-1', 'rc1'])
})

test('a permission that the platform no longer takes gives way to the one before it', async () => {
  const { core, platform } = await withCard()
  platform.answer = (code) => {
    if (code === 'tap-1') throw spent()
  }
  await tap(core, handle(core, 'tap-1'))
  await core.bot.settled()
  expect(platform.codes).toEqual(['tap-1', 'rc1'])
  expect(shown(core)).toEqual(['已点'])
})

test('one whose answer was lost is not used again', async () => {
  const { core, platform } = await withCard()
  platform.answer = (code) => {
    if (code === 'tap-1') throw lost()
  }
  await tap(core, handle(core, 'tap-1'))
  await core.later(60_000)
  expect(platform.codes).toEqual(['tap-1', 'rc1'])
})

test('a crash in the middle of a change does not make it use the same permission twice', async () => {
  const { core, platform } = await withCard()
  const { promise: called, resolve } = Promise.withResolvers<null>()
  const deliver = platform.deliver.bind(platform)
  platform.deliver = (...call) => {
    if (call[1].type !== 'card-update') return deliver(...call)
    platform.codes.push(call[3].handle?.code)
    resolve(null)
    return new Promise(() => undefined)
  }
  await tap(core, handle(core, 'tap-1'))
  await called
  platform.deliver = deliver
  const next = await core.crash({ decide: cardPlayer })
  await next.bot.settled()
  expect(platform.codes).toEqual(['tap-1', 'rc1'])
  expect(shown(next)).toEqual(['已点'])
})

test('an expired permission is not tried', async () => {
  const { core, platform } = await withCard()
  await core.says('linxiaohe', '改')
  await tap(core, handle(core, 'tap-1', 1000))
  platform.codes.length = 0
  core.clock.step(core.clock.now() + 1000)
  await core.bot.settled()
  await core.says('linxiaohe', '改二')
  expect(platform.codes).not.toContain('tap-1')
})

test('where no permission is left, what must be said is said in words', async () => {
  const { core, platform } = await withCard()
  await core.says('linxiaohe', '改')
  await core.says('linxiaohe', '必')
  expect(platform.codes).toEqual(['rc1'])
  expect(core.told('linxiaohe')).toEqual(['[card]', '改不了，说一声'])
})

test('the same tap delivered twice brings its permission once', async () => {
  const { core, platform } = await withCard()
  await Promise.all([tap(core, handle(core, 'tap-1')), tap(core, handle(core, 'tap-1'))])
  await core.bot.settled()
  expect(platform.codes).toEqual(['tap-1', 'rc1'])
})

test('a platform that is too busy for a change is asked again with the same permission', async () => {
  const { core, platform } = await withCard()
  let tries = 0
  platform.answer = () => {
    tries += 1
    if (tries < 3) throw new PlatformRefusedError('update_template_card', -1, { retry: 'later' })
  }
  await tap(core, handle(core, 'tap-1'))
  await core.later(60_000)
  expect(platform.codes).toEqual(['tap-1', 'tap-1', 'tap-1'])
  expect(shown(core)).toEqual(['已点'])
})

test('changes of one card come in the order in which they were decided', async () => {
  const { core, platform } = await withCard()
  let tries = 0
  platform.answer = () => {
    tries += 1
    if (tries === 1) throw new PlatformRefusedError('update_template_card', -1, { retry: 'later' })
  }
  await tap(core, handle(core, 'tap-1'))
  await core.says('linxiaohe', '改后')
  await core.later(60_000)
  expect(platform.codes).toEqual(['tap-1', 'tap-1', 'rc1'])
  expect(shown(core)).toEqual(['改后'])
})
