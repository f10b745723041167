import type { Effect, Read, SubmissionRecord, Turn } from '../contract.ts'
import { say } from '../review/show.ts'
import { shorten } from '../text.ts'
import { dayInWords, dayOf } from '../time.ts'
import { onItLine } from './words.ts'

const MOST_LINES = 12
const TITLE_LENGTH = 18

/** `待用`: what the desk keeps for later, oldest first; a number opens a card. */
export async function heldList(read: Read, turn: Turn): Promise<Effect[]> {
  const items = await read.held(MOST_LINES + 1)
  if (items.length === 0) return [say('没有待用的稿件。回复“待审”看已报送的。')]
  const shown = items.slice(0, MOST_LINES)
  const lines = await Promise.all(shown.map((item) => lineOf(read, item, turn)))
  const text = [
    '待用的稿件，回复序号打开：',
    ...lines.map((line, index) => `${index + 1}. ${line}`),
    ...(items.length > MOST_LINES ? ['后面还有，处理后再看。'] : []),
  ].join('\n')
  return [
    say(text),
    {
      type: 'list',
      person: turn.actor.id,
      items: shown.map(({ number }) => ({ type: 'submission', number })),
    },
  ]
}

async function lineOf(read: Read, item: SubmissionRecord, { now }: Turn): Promise<string> {
  const { number, unit, content, statusAt } = item
  const handling = await read.handling(number)
  const since = `${dayInWords(dayOf(statusAt))}起待用`
  const who = handling ? `，${onItLine(handling, now)}` : ''
  return `${number} ${unit.name}《${shorten(content.title, TITLE_LENGTH)}》（${since}${who}）`
}
