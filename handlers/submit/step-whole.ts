import { choose, partLabel, partOptions, previewOptions } from './choices.ts'
import { captionByNumber, confirmed, namedCaptions } from './captions.ts'
import { moveOn, pend, type Facts } from './gather.ts'
import { ask, repeat, wait, type Outcome } from './outcome.ts'
import { photoText } from './step-photos.ts'
import { gatheredFrom, type Asking, type Part, type Whole } from './state.ts'

/** Asks for one part of an item again; what it holds now stands until it is answered. */
export function askAgain(state: Whole, part: Part): Asking {
  const gathered = gatheredFrom(state.content)
  return {
    at: 'asking',
    part,
    again: true,
    gathered: { ...gathered, photosEnded: part !== 'photos' },
    ask: null,
    pending: state.pending,
  }
}

/** The photos once more, as when they were first asked for. */
export const photosOpen = (state: Whole): Asking => ({ ...askAgain(state, 'photos'), again: false })

/** A text where the item is complete. */
export function answerWhole(state: Whole, text: string, facts: Facts): Outcome {
  const named = namedCaptions(text)
  if (named?.every(({ number }) => number <= state.content.photos.length)) {
    const { photos, notes } = captionByNumber(state.content.photos, named)
    // The open card shows the old captions, so it must not submit the new ones.
    const told = [...confirmed(state.content.photos, photos, named), ...notes]
    const pending = pend(state, facts.now, { notes: told })
    return wait(moveOn({ ...gatheredFrom(state.content), photos }, facts, pending))
  }
  if (state.at === 'fetching') return photoText(photosOpen(state), text, facts)
  if (state.at === 'menu') {
    const part = choose(partOptions, text)
    if (part !== undefined) return ask(askAgain(state, part))
  }
  const answer = choose(previewOptions, text)
  if (answer === 'submit') {
    const next = moveOn(gatheredFrom(state.content), facts, state.pending)
    return next.at === 'fetching' ? ask(next) : { then: 'submit', state }
  }
  const gone = named?.find(({ number }) => number > state.content.photos.length)
  if (gone) return repeat(state, noSuchPhoto(gone.number, state))
  if (state.at === 'menu') return repeat(state, '没有看懂。')
  switch (answer) {
    case 'edit':
      return ask({ at: 'menu', content: state.content, ask: null, pending: state.pending })
    case 'cancel':
      return { then: 'leave', state }
    case undefined:
      return repeat(state, `要改哪一部分，例如回复“改 ${partLabel.title}”。`)
  }
}

const noSuchPhoto = (number: number, { content: { photos } }: Whole): string =>
  photos.length === 0 ? '这篇稿件没有照片。' : `没有图${number}，现在共 ${photos.length} 张照片。`
