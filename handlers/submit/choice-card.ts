import type { Button } from '../../schema/card.ts'
import type { Effect } from '../../schema/effect.ts'
import { CardId } from '../../schema/ids.ts'
import type { Turn } from '../contract.ts'

/** Short questions outside of the seven: 继续还是另写, 删除还是保留. */
export interface ChoiceOption {
  value: string
  label: string
  look: Button['look']
}

interface Question {
  topic: string
  title: string
  text: string
  options: readonly ChoiceOption[]
  data: Record<string, string>
}

/** Asks by a card; the list lets its numbers and words be typed as well. */
export function askChoice(question: Question, turn: Turn): Effect[] {
  const { topic, title, text, options, data } = question
  const listed = options.map(({ label }, index) => `${index + 1} ${label}`).join('\n')
  return [
    {
      type: 'list',
      person: turn.actor.id,
      items: options.map(({ value }) => ({ type: 'choice', topic, value, data })),
    },
    {
      type: 'show-card',
      card: CardId.parse(turn.newId()),
      purpose: { kind: 'choice', topic, data },
      content: {
        title,
        facts: [],
        text: `${text}\n${listed}`,
        buttons: options.map(({ value, label, look }) => ({ action: value, label, look })),
      },
    },
  ]
}
