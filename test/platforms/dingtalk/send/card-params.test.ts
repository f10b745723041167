import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { cardParams } from '../../../../src/platforms/dingtalk/card.ts'
import { SAMPLE, VARIABLES } from '../../../../src/platforms/dingtalk/template.ts'
import { anyCard } from './any-card.ts'
import { shown } from './world.ts'

const names = VARIABLES.map(({ name }) => name).sort()

test('any card gives every variable, well formed and within 1,000 bytes', () => {
  fc.assert(
    fc.property(anyCard, (card) => {
      const params = cardParams(card)
      expect(Object.keys(params).sort()).toEqual(names)
      for (const value of Object.values(params)) {
        expect(value.isWellFormed()).toBe(true)
        expect(Buffer.byteLength(value)).toBeLessThanOrEqual(1_000)
      }
    }),
  )
})

test('a text that does not fit is cut between characters, and says so', () => {
  const of = (text: string) => cardParams({ ...shown, text })['excerpt']
  expect(of('稿'.repeat(333))).toBe('稿'.repeat(333))
  expect(of('稿'.repeat(334))).toBe(`${'稿'.repeat(332)}…`)
  expect(of(`a${'🎉'.repeat(250)}`)).toBe(`a${'🎉'.repeat(249)}…`)
})

test('the choices are JSON whatever they are, and whole ones from the first on', () => {
  fc.assert(
    fc.property(anyCard, (card) => {
      const { reasons = '' } = cardParams(card)
      if (!card.choice) {
        expect(reasons).toBe('')
        return
      }
      const kept = z.array(z.string()).parse(JSON.parse(reasons))
      const labels = card.choice.options.map(({ label }) => label)
      expect(kept).toEqual(labels.slice(0, kept.length))
      const more = JSON.stringify(labels.slice(0, kept.length + 1))
      expect(kept.length === labels.length || Buffer.byteLength(more) > 1_000).toBe(true)
    }),
  )
})

test('a card is told in the variables of the template', () => {
  expect(cardParams(shown)).toEqual({
    source: '待审',
    title: '溪畔社区开展消防演练',
    facts: '2026-0001 · 溪畔社区  \n**日期**：2026-11-20',
    excerpt: '第一行。\n第二行。',
    link: 'https://h5.example.com/t/42',
    status: 'open',
    status_text: '',
    a1: '通过',
    a2: '退回',
    // The button that opens a page has a place of its own.
    a3: '',
    a4: '',
    a5: '',
    a6: '',
    reasons: '',
    note: 'false',
  })
  expect(cardParams({ ...shown, closed: '已由 陈立群 通过' })).toMatchObject({
    status: 'closed',
    status_text: '已由 陈立群 通过',
  })
  expect(cardParams(SAMPLE)).toMatchObject({ reasons: '["数据有误","要素不全"]', note: 'true' })
})

describe('facts', () => {
  const facts = (value: string) =>
    cardParams({ title: 'x', facts: [{ label: '地点', value }], buttons: [] })['facts']

  test.each([
    ['2026-11-20', '**地点**：2026-11-20'],
    ['*粗* _斜_ `码`', '**地点**：\\*粗\\* \\_斜\\_ \\`码\\`'],
    ['[点我](https://x)', '**地点**：\\[点我\\](https://x)'],
    ['<font color=red>', '**地点**：\\<font color=red\\>'],
    ['# 大字', '**地点**：\\# 大字'],
    ['> 引用', '**地点**：\\> 引用'],
    ['1. 列表', '**地点**：1\\. 列表'],
    ['- 列表', '**地点**：\\- 列表'],
    ['    代码', '**地点**：代码'],
    ['上\n下\u0000', '**地点**：上 下'],
    ['反\\斜', '**地点**：反\\\\斜'],
  ])('show what somebody typed as it is: %j', (value, drawn) => {
    expect(facts(value)).toBe(drawn)
  })

  test('that do not fit are left out whole', () => {
    const rows = Array.from({ length: 6 }, () => ({
      label: '𠮷'.repeat(5),
      value: '𠮷'.repeat(30),
    }))
    const card = { title: 'x', subtitle: '𠮷'.repeat(44), facts: rows, buttons: [] }
    const lines = cardParams(card)['facts']?.split('  \n')
    expect(lines).toHaveLength(6)
    expect(lines?.at(-1)).toBe(`**${'𠮷'.repeat(5)}**：${'𠮷'.repeat(30)}`)
  })
})

test('an address that does not fit is left out: half of it leads nowhere', () => {
  const url = `https://h5.example.com/${'a'.repeat(1_000)}`
  const card = { ...shown, buttons: [{ action: 'x', label: '看', look: 'plain' as const, url }] }
  expect(cardParams(card)['link']).toBe('')
})
