import { lengthOf } from '../text.ts'
import { captionByNumber, confirmed, namedCaptions } from './captions.ts'
import { BODY_MAX, BODY_MIN, moveOn, pend, tidyBody, tooLongBody, type Facts } from './gather.ts'
import { ask, repeat, wait, type Outcome } from './outcome.ts'
import type { Asking } from './state.ts'

/** `图2 …` says by itself that it is a caption, whichever question is open. */
export function captionAnywhere(state: Asking, text: string, facts: Facts): Outcome | undefined {
  const { gathered } = state
  const named = namedCaptions(text)
  if (!named?.every(({ number }) => number <= gathered.photos.length)) return undefined
  const { photos, notes } = captionByNumber(gathered.photos, named)
  const told = [...confirmed(gathered.photos, photos, named), ...notes]
  const pending = pend(state, facts.now, { notes: told })
  return wait({ ...state, gathered: { ...gathered, photos }, pending })
}

/** A piece of the body. Answered together with the pieces that follow it at once. */
export function addPiece(state: Asking, text: string, facts: Facts): Outcome {
  const { gathered } = state
  const captioned = captionAnywhere(state, text, facts)
  if (captioned) return captioned
  const pieces = [...gathered.pieces, tidyBody(text)]
  const length = lengthOf(pieces.join(''))
  if (length > BODY_MAX) {
    return wait({ ...state, pending: pend(state, facts.now, { notes: [tooLongBody(length)] }) })
  }
  return wait({ ...state, gathered: { ...gathered, pieces }, pending: pend(state, facts.now) })
}

/** 完成 at the body; without a new piece the old body stands. */
export function endBody(state: Asking, facts: Facts): Outcome {
  const { gathered } = state
  const body = gathered.pieces.join('\n')
  const length = lengthOf(body)
  if (length === 0 && gathered.answers.body !== undefined) {
    return ask(moveOn(gathered, facts, state.pending))
  }
  if (length < BODY_MIN) {
    const short = `正文要 ${BODY_MIN} 字以上，还差 ${BODY_MIN - length} 字，请接着发。`
    return repeat(state, length === 0 ? '还没有收到正文。' : short)
  }
  const answers = { ...gathered.answers, body }
  return ask(moveOn({ ...gathered, pieces: [], answers }, facts, state.pending))
}
