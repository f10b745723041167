import type { PhotoId } from '../../schema/ids.ts'
import { lengthOf, numberIn, plain } from '../text.ts'
import { later, SECOND_MS } from '../time.ts'
import {
  caption,
  CAPTION_MAX,
  inOrder,
  PHOTOS_MAX,
  tooLong,
  waitingFor,
  withoutCaption,
  type Captioned,
} from './captions.ts'
import { choose, heldOptions, type HeldAnswer } from './choices.ts'
import { moveOn, pend, tooLongBody, bodySoFar, withPaste, type Facts } from './gather.ts'
import { ask, repeat, wait, type Outcome } from './outcome.ts'
import type { Asking, DraftPhoto, Gathered } from './state.ts'

/** How long a text without a photo is kept for a late one. */
const HOLD_MS = 3 * SECOND_MS

/** A photo, at any question. At the photos it claims the text that was held for it. */
export function addPhoto(
  state: Asking,
  { photo, order }: { photo: PhotoId; order: number },
  facts: Facts,
): Outcome {
  const { gathered } = state
  if (gathered.photos.some((other) => other.photo === photo)) {
    return wait({ ...state, pending: pend(state, facts.now) })
  }
  if (gathered.photos.length >= PHOTOS_MAX) {
    return wait({ ...state, pending: pend(state, facts.now, { refused: 1 }) })
  }
  const photos = inOrder([...gathered.photos, { photo, order, caption: null }])
  const next = { ...gathered, photos, photosEnded: false }
  const { held } = gathered
  if (state.part !== 'photos' || !held) {
    return wait({ ...state, gathered: next, pending: pend(state, facts.now) })
  }
  const claimed = claim(photos, held.texts, false)
  const texts = claimed.rest
  return wait({
    ...state,
    ask: openAsk(state),
    gathered: { ...next, photos: claimed.photos, held: hasAny(texts) ? { ...held, texts } : null },
    pending: pend(state, facts.now, claimed),
  })
}

/** The question what a held text is falls with the text; the question for photos stays. */
const openAsk = ({ ask: open, gathered }: Asking) => (gathered.held?.mode === 'asked' ? null : open)

const hasAny = (texts: string[]): texts is [string, ...string[]] => texts.length > 0

/** Gives texts to the photos that wait, in order; `settle` ends the wait for a late photo. */
function claim(photos: readonly DraftPhoto[], texts: readonly string[], settle: boolean) {
  const rest: string[] = []
  const notes: string[] = []
  let now: DraftPhoto[] = [...photos]
  for (const [index, text] of texts.entries()) {
    const done: Captioned = caption(now, text, { settle: settle || index < texts.length - 1 })
    now = done.photos
    notes.push(...done.notes)
    if (done.rest !== null) rest.push(done.rest)
  }
  return { photos: now, rest, notes }
}

/** A text at the photos: a caption, the answer to what a held text is, or a text to be held. */
export function photoText(state: Asking, text: string, facts: Facts): Outcome {
  const { gathered } = state
  const { held } = gathered
  const answer = held?.mode === 'asked' ? choose(heldOptions, text) : undefined
  if (answer !== undefined) return settleHeld(state, answer)
  if (numberIn(text) !== undefined || /^\d+$/u.test(plain(text)))
    return repeat(state, '单独一个数字不算图片说明。')
  const { photos, rest, notes } = claim(
    gathered.photos,
    [...(held?.texts ?? []), text.trim()],
    false,
  )
  const next: Gathered = { ...gathered, photos, held: null }
  if (!hasAny(rest)) {
    return wait({
      ...state,
      ask: openAsk(state),
      gathered: next,
      pending: pend(state, facts.now, { notes }),
    })
  }
  const pending = notes.length > 0 ? pend(state, facts.now, { notes }) : state.pending
  const until = later(facts.now, HOLD_MS)
  return wait({
    ...state,
    ask: openAsk(state),
    gathered: { ...next, held: { mode: 'waiting', texts: rest, until } },
    pending,
  })
}

/** No photo came: what still waits for text gets it; what is left over is asked about. */
export function endHold(state: Asking): Outcome {
  const { gathered } = state
  if (gathered.held?.mode !== 'waiting') return wait(state)
  const { photos, rest, notes } = claim(gathered.photos, gathered.held.texts, true)
  if (hasAny(rest)) {
    const held = { mode: 'asked' as const, texts: rest }
    return ask({ ...state, gathered: { ...gathered, photos, held } }, ...notes)
  }
  return repeat({ ...state, gathered: { ...gathered, photos, held: null } }, ...notes)
}

function settleHeld(state: Asking, answer: HeldAnswer): Outcome {
  const { gathered } = state
  const texts = gathered.held?.texts ?? []
  const free = { ...gathered, held: null }
  switch (answer) {
    case 'drop':
      return repeat({ ...state, ask: null, gathered: free }, '好，这段文字不用。')
    case 'next': {
      if (texts.some((text) => lengthOf(text) > CAPTION_MAX))
        return repeat(state, tooLong('每张照片'))
      const kept = { ...gathered, held: { mode: 'kept' as const, texts } }
      return repeat(
        { ...state, ask: null, gathered: kept },
        '好，它会作下一张照片的说明，请发照片。',
      )
    }
    case 'body': {
      const grown = withPaste(free, texts.join('\n'))
      if (!grown)
        return repeat(state, tooLongBody(lengthOf([...bodySoFar(free), ...texts].join(''))))
      return repeat(
        { ...state, ask: null, gathered: grown },
        `已加到正文，现在 ${lengthOf(bodySoFar(grown).join(''))} 字。`,
      )
    }
  }
}

/** 完成, or 跳过: on to 核对, unless a text or a photo still waits for the other. */
export function endPhotos(state: Asking, facts: Facts): Outcome {
  const { gathered } = state
  if (gathered.held) {
    const held = { mode: 'asked' as const, texts: gathered.held.texts }
    return ask({ ...state, gathered: { ...gathered, held } })
  }
  if (waitingFor(gathered.photos).length > 0) {
    return repeat(state, `${withoutCaption(gathered.photos)} 还没有说明，补上后再回复“完成”。`)
  }
  return ask(moveOn({ ...gathered, photosEnded: true }, facts, state.pending))
}
