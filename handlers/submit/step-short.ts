import { lengthOf } from '../text.ts'
import { TITLE_MAX, whyNoTitle, type ShortAnswers } from './answers.ts'
import { articleIn, isOffer } from './article.ts'
import { waitingFor } from './captions.ts'
import { partLabel } from './choices.ts'
import { lateNote, refusal, timeliness } from './dates.ts'
import {
  missingShort,
  moveOn,
  pend,
  tooLongBody,
  bodySoFar,
  withPaste,
  type Facts,
} from './gather.ts'
import { ask, repeat, wait, type Outcome } from './outcome.ts'
import { describe } from './describe.ts'
import { captionAnywhere } from './step-body.ts'
import { readMessage, type Reading } from './reading.ts'
import type { Asking, Gathered, ShortPart } from './state.ts'

/** A text at one of the first four questions, or where several of them were asked together. */
export function answerShort(state: Asking, text: string, facts: Facts): Outcome {
  const captioned = captionAnywhere(state, text, facts)
  if (captioned) return captioned
  const wanted = wantedParts(state)
  const reading = readMessage(text, {
    wanted,
    together: state.part === 'together',
    today: facts.today,
    bodyToo: !state.again,
  })
  if (reading) return accept(state, reading, facts)
  // The last piece of a paste that was sent in several messages may be a short one.
  if (state.pending && bodySoFar(state.gathered).length > 0 && !state.again) {
    return accept(state, { short: {}, body: text }, facts)
  }
  return repeat(state, notUnderstood(state, text))
}

const wantedParts = ({ part, again, gathered }: Asking): ShortPart[] => {
  if (part === 'together') return missingShort(gathered)
  if (part === 'body' || part === 'photos') return []
  return again ? [part] : [part, ...missingShort(gathered).filter((other) => other !== part)]
}

function accept(state: Asking, { short, body }: Reading, facts: Facts): Outcome {
  const pasted = body === undefined ? state.gathered : withPaste(state.gathered, body)
  if (!pasted) {
    return repeat(state, tooLongBody(lengthOf([...bodySoFar(state.gathered), body].join(''))))
  }
  if (body !== undefined && Object.keys(short).length === 0) {
    // Photos out of the blue, and then the article that they belong to.
    const first = state.part === 'together' && bodySoFar(state.gathered).length === 0
    const offered = first && isOffer(body) ? articleIn(state.gathered, body) : undefined
    if (offered) return wait({ ...state, gathered: offered, pending: pend(state, facts.now) })
    return wait({ ...state, gathered: pasted, pending: pend(state, facts.now) })
  }
  const { gathered, refused } = withAnswers(pasted, short, facts)
  const elsewhere = body !== undefined || (state.part === 'title' && short.title === undefined)
  const told = notesOn(short, gathered, facts, elsewhere)
  if (refused === undefined) return ask(moveOn(gathered, facts, state.pending), ...told)
  const next = moveOn(gathered, facts, state.pending)
  const onlyDate = Object.keys(short).length === 1
  return onlyDate ? repeat(state, refused) : ask(next, ...told, refused)
}

/** A day that cannot be reported is not taken; the other answers are. */
function withAnswers(
  gathered: Gathered,
  short: ShortAnswers,
  facts: Facts,
): { gathered: Gathered; refused?: string } {
  const { eventDate, ...others } = short
  const answers = { ...gathered.answers, ...others }
  if (eventDate === undefined) return { gathered: { ...gathered, answers } }
  const refused = refusedDay(eventDate, facts)
  if (refused !== undefined) return { gathered: { ...gathered, answers }, refused }
  return { gathered: { ...gathered, answers: { ...answers, eventDate } } }
}

/** An item that was submitted before keeps its first result, so its day cannot be too old. */
function refusedDay(eventDate: NonNullable<ShortAnswers['eventDate']>, { item, today }: Facts) {
  if (item && timeliness(eventDate, today) !== 'future') return undefined
  return refusal(eventDate, today)
}

function notesOn(
  short: ShortAnswers,
  { answers }: Gathered,
  { item, today }: Facts,
  /** More was answered than the question that was asked, or another one. */
  elsewhere: boolean,
): string[] {
  const several = Object.keys(short).length > 1 || elsewhere
  const late =
    short.eventDate && answers.eventDate && !item ? lateNote(answers.eventDate, today) : undefined
  return [...(several ? [`已记下：${describe(short)}`] : []), ...(late === undefined ? [] : [late])]
}

function notUnderstood({ part, again, gathered }: Asking, text: string): string {
  if (part === 'title') return whyNoTitle(text)
  if (again && part !== 'together' && lengthOf(text) > TITLE_MAX) {
    return `现在改的是${partLabel[part]}。要改正文，请回复“改 正文”。`
  }
  const what = part === 'eventDate' ? '没有看懂这个日期。' : '没有看懂。'
  const captions = waitingFor(gathered.photos).length > 0 && !again
  return captions ? `${what}图片说明请写成“图1 ……”，或等到照片那一步再发。` : what
}
