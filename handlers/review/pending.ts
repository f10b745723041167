import type { Effect, ListItem } from '../../schema/effect.ts'
import type { Command, Handler, Read, StepRecord, SubmissionRecord, Turn } from '../contract.ts'
import { loadDesk } from '../desk/matter.ts'
import { openDeskCard } from '../desk/show.ts'
import { onItLine } from '../desk/words.ts'
import { shorten } from '../text.ts'
import { dayOf } from '../time.ts'
import { isDesk, maySee, notFound } from './find.ts'
import { history } from './history.ts'
import { matterOf, standing } from './matter.ts'
import { reviewersOf } from './reviewers.ts'
import { askReviewer, say } from './show.ts'

const MOST_LINES = 12
const TITLE_LENGTH = 18

interface Line {
  item: ListItem
  text: string
}

/** `待审`: a numbered list; a number opens a fresh card. Editors see what was filed as well. */
export const pendingTyped: Handler<Command> = {
  async run(read, _command, turn) {
    const lines = [...(await stepLines(read, turn)), ...(await filedLines(read, turn))]
    if (lines.length === 0) return [say(nothing(turn))]
    const shown = lines.slice(0, MOST_LINES)
    const more = lines.length - shown.length
    const text = [
      '回复序号打开：',
      ...shown.map((line, index) => `${index + 1}. ${line.text}`),
      ...(more > 0 ? [`还有 ${more} 篇，处理后再看。`] : []),
    ].join('\n')
    return [
      say(text),
      { type: 'list', person: turn.actor.id, items: shown.map(({ item }) => item) },
    ]
  },
}

const nothing = ({ actor }: Turn): string =>
  actor.roles.includes('correspondent')
    ? '没有待您审的稿件。要写稿请回复“投稿”，看自己的稿件回复“我的稿件”。'
    : '没有待您审的稿件。有新稿件会发卡片给您。'

async function stepLines(read: Read, turn: Turn): Promise<Line[]> {
  const lines: Line[] = []
  for (const step of await read.pending(turn.actor.id)) {
    const item = await read.submission(step.number)
    const reviewers = await reviewersOf(read, step, dayOf(turn.now))
    const own = reviewers.find(({ person }) => person.id === turn.actor.id)
    if (!item || !own || item.author.id === turn.actor.id) continue
    const standIn = reviewers.find(({ onBehalfOf }) => onBehalfOf?.id === turn.actor.id)
    const seat =
      (own.onBehalfOf ? `（代${own.onBehalfOf.name}）` : '') +
      (standIn ? `（${standIn.person.name}代审中）` : '')
    lines.push({ item: { type: 'pending', step: step.id }, text: `${lineOf(item, step)}${seat}` })
  }
  return lines
}

async function filedLines(read: Read, turn: Turn): Promise<Line[]> {
  if (!isDesk(turn.actor)) return []
  const items = await read.filed(MOST_LINES * 4)
  return Promise.all(
    items.map(async (item): Promise<Line> => {
      const handling = await read.handling(item.number)
      const who = handling ? `，${onItLine(handling, turn.now)}` : ''
      return {
        item: { type: 'submission', number: item.number },
        text: `${lineOf(item)}（已报送${who}）`,
      }
    }),
  )
}

export function lineOf(item: SubmissionRecord, step?: StepRecord): string {
  const version = step && step.version > 1 ? `（第${step.version}版）` : ''
  return `${item.number} ${item.unit.name}《${shorten(item.content.title, TITLE_LENGTH)}》${version}`
}

/** What a number of the list opens. */
export const picked: Handler<ListItem> = {
  async run(read, choice, turn) {
    switch (choice.type) {
      case 'pending':
        return openPending(read, choice, turn)
      case 'submission':
        return openItem(read, choice.number, turn)
      case 'draft':
      case 'choice':
        return [say('这个列表已经过时，回复“待审”可重新查看。')]
    }
  },
}

async function openPending(
  read: Read,
  choice: Extract<ListItem, { type: 'pending' }>,
  turn: Turn,
): Promise<Effect[]> {
  const step = await read.step(choice.step)
  const matter = step && (await matterOf(read, { step: step.id, number: step.number }, turn))
  if (!matter) return [say('这篇稿件已不在待审中，回复“待审”看最新的。')]
  const state = standing(matter, turn.actor, turn)
  if (!state.may) return [say(`${matter.item.number} ${state.why}。回复“待审”看最新的。`)]
  return [askReviewer(turn, matter.shown, matter.step.id, state.as, { notice: null, to: null })]
}

async function openItem(
  read: Read,
  number: SubmissionRecord['number'],
  turn: Turn,
): Promise<Effect[]> {
  const item = await read.submission(number)
  const seen = item && (await maySee(read, turn.actor, item, await read.steps(number)))
  if (!seen) return [say(notFound(number))]
  const waits = item.status === 'filed' || item.status === 'held'
  if (!isDesk(turn.actor) || !waits) return history(read, item, turn)
  return [openDeskCard(await loadDesk(read, item), turn)]
}
