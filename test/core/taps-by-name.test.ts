import { afterEach, expect, test } from 'vitest'
import { card, type Core, type Deciding, startCore, stopAll } from './support.ts'

afterEach(stopAll)

const CARD = card('card-named')
const content = {
  title: '卡',
  facts: [],
  choice: {
    key: 'to',
    label: '给谁',
    options: [
      { id: 'p1', label: '张三' },
      { id: 'p2', label: '李四' },
    ],
  },
  buttons: [
    { action: 'yes', label: '好', look: 'primary' as const },
    { action: 'no', label: '不', look: 'plain' as const },
  ],
}

/** 卡 shows it, 关 closes it; a tap is told back. */
const player: Deciding = (event) => {
  if (event.type === 'tapped')
    return [{ type: 'say', text: `${event.action} ${JSON.stringify(event.choices)}` }]
  if (event.type !== 'said') return []
  if (event.text === '关')
    return [{ type: 'redraw-card', card: CARD, content: { ...content, buttons: [], closed: '完' } }]
  const purpose = { kind: 'choice' as const, topic: 'test', data: {} }
  return [{ type: 'show-card', card: CARD, purpose, content }]
}

async function tap(core: Core, action: string, by: 'place' | 'label', choices = {}) {
  await core.bring('linxiaohe', { type: 'tap', card: CARD, action, by, choices })
  await core.bot.settled()
  return core.told('linxiaohe').at(-1)
}

test('a button told by its place or label is the one that stands there', async () => {
  const core = await startCore({ decide: player })
  await core.says('linxiaohe', '卡')
  expect(await tap(core, '2', 'place')).toBe('no {}')
  expect(await tap(core, '好', 'label')).toBe('yes {}')
  expect(await tap(core, '9', 'place')).toBe('9 {}')
})

test('what was chosen by its text is told by its id, and a note stays as it is', async () => {
  const core = await startCore({ decide: player })
  await core.says('linxiaohe', '卡')
  expect(await tap(core, '1', 'place', { reason: ['李四'], note: ['因为'] })).toBe(
    'yes {"note":["因为"],"to":["p2"]}',
  )
})

test('the buttons of a closed card are still known by what they were', async () => {
  const core = await startCore({ decide: player })
  await core.says('linxiaohe', '卡')
  await core.says('linxiaohe', '关')
  expect(await tap(core, '不', 'label')).toBe('no {}')
})
