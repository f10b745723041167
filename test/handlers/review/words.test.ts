import { describe, expect, test } from 'vitest'
import { dayMeant } from '../../../handlers/review/days.ts'
import { changedParts, reasonMeant } from '../../../handlers/review/words.ts'
import { reviewCard } from '../../../handlers/review/cards.ts'
import { historyLine } from '../../../handlers/review/history.ts'
import { atMinute } from '../../../handlers/time.ts'
import { Day, PersonId, PhotoId, SubmissionNumber } from '../../../schema/ids.ts'
import { Card } from '../../../schema/card.ts'
import type { ItemContent } from '../../../schema/submission.ts'

const content: ItemContent = {
  tier: 'general',
  category: 'highlight',
  title: '溪畔社区“下班后一小时”窗口试运行',
  eventDate: Day.parse('2026-11-20'),
  body: '正文'.repeat(100),
  photos: [{ photo: PhotoId.parse('p1'), caption: '窗口' }],
}
const item = {
  number: SubmissionNumber.parse('2026-0001'),
  version: 1,
  unit: { name: '溪畔社区' },
  author: { name: '林晓禾' },
  content,
  late: false,
  changes: null,
}

describe('the review card', () => {
  test('has the facts that a reviewer decides by', () => {
    expect(reviewCard(item, null)).toEqual({
      source: '待审 · 一般性稿件',
      title: content.title,
      subtitle: '2026-0001 · 溪畔社区 · 林晓禾',
      facts: [
        { label: '分类', value: '日常亮点' },
        { label: '日期', value: '2026-11-20' },
        { label: '字数', value: '200字' },
        { label: '图片', value: '1张' },
        { label: '时效', value: '按时' },
        { label: '版本', value: '第1版' },
      ],
      text: `${'正文'.repeat(79)}正…`,
      buttons: [
        { action: 'approve', label: '通过', look: 'primary' },
        { action: 'return', label: '退回', look: 'danger' },
        { action: 'reassign', label: '转交', look: 'plain' },
        { action: 'fullText', label: '看全文', look: 'plain', article: '2026-0001' },
      ],
    })
  })

  test('tells a title of more than 36 characters whole in the text', () => {
    const title = '长'.repeat(40)
    const card = reviewCard({ ...item, content: { ...content, title } }, null)
    expect(Card.parse(card).title).toBe(`${'长'.repeat(35)}…`)
    expect(card.text?.split('\n')[0]).toBe(title)
  })

  test('says in a word or two what a new version changed', () => {
    const after: ItemContent = { ...content, title: '新标题新标题', body: '别的正文' }
    const changes = changedParts(content, after)
    expect(changes).toBe('改标题、正文')
    const { facts } = reviewCard({ ...item, version: 2, content: after, changes }, null)
    expect(facts.at(-1)).toEqual({ label: '版本', value: '第2版（改标题、正文）' })
  })

  test('notices another order or caption of the photos', () => {
    const caption = [{ photo: PhotoId.parse('p1'), caption: '大厅' }]
    expect(changedParts(content, { ...content, photos: caption })).toBe('改照片')
  })
})

test.each([
  ['1', 'inaccurate'],
  ['６', 'other'],
  ['照片不清', 'unclear'],
  ['暂不宜发。', 'unsuitable'],
  ['7', undefined],
  ['数字不对', undefined],
])('the reason %s is understood as %s', (text, reason) => {
  expect(reasonMeant(text)).toBe(reason)
})

test.each([
  ['2026-11-25', '2026-11-25'],
  ['11月25日', '2026-11-25'],
  ['11.20', '2026-11-20'],
  ['1.5', '2027-01-05'],
  ['明天', '2026-11-21'],
  ['2026-11-31', undefined],
  ['下周', undefined],
])('the day %s of 代审 is %s', (text, day) => {
  expect(dayMeant(text, Day.parse('2026-11-20'))).toBe(day)
})

test('a line of 过程 is date, time, who, what, version and reason', () => {
  const line = historyLine({
    at: atMinute(Day.parse('2026-11-20'), 632),
    event: 'returned',
    actor: { id: PersonId.parse('zhaoleshan'), name: '赵乐山' },
    version: 1,
    note: '数据有误',
  })
  expect(line).toBe('11-20 10:32 赵乐山 退回（第1版）：数据有误')
})
