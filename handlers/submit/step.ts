import type { ChatEvent } from '../contract.ts'
import { parse } from '../parse.ts'
import { plain } from '../text.ts'
import { insteadOf } from '../unusable.ts'
import { previewOptions } from './choices.ts'
import { endBody, addPiece } from './step-body.ts'
import { moveOn, tidyBody, type Facts } from './gather.ts'
import { dropLost } from './lost.ts'
import { ask, repeat, wait, type Outcome } from './outcome.ts'
import { promptFor } from './prompt.ts'
import { addPhoto, endHold, endPhotos, photoText } from './step-photos.ts'
import { answerShort } from './step-short.ts'
import { answerWhole, photosOpen } from './step-whole.ts'
import { gatheredFrom, type State } from './state.ts'
import { isSteering, steer } from './steer.ts'

export const ANSWER_TIMER = 'flow-answer'
export const HOLD_TIMER = 'flow-held'

/** One step of 投稿: what the draft becomes and what is to be said, decided from facts alone. */
export function step(before: State, event: ChatEvent, facts: Facts): Outcome {
  const state = dropLost(before, facts)
  switch (event.type) {
    case 'said':
      return heard(state, event.text, facts)
    case 'tapped':
      return tapped(state, event.action, facts)
    case 'photographed':
      return addPhoto(state.at === 'asking' ? state : photosOpen(state), event, facts)
    case 'photo-settled':
      return settled(state, facts)
    case 'sent-other':
      return repeat(state, insteadOf(event.what))
    case 'timer':
      return timed(state, event.name)
  }
}

/** A button is an answer to what its card asks, and never a piece of text. */
function tapped(state: State, action: string, facts: Facts): Outcome {
  if (!offered(state, facts).includes(action)) return repeat(state, '这个按钮现在用不上。')
  return isSteering(action)
    ? steer(state, { id: action, args: '' }, facts)
    : answer(state, action, facts)
}

function offered(state: State, { today }: Facts): string[] {
  if (state.at === 'preview') return previewOptions.map(({ value }) => value)
  const actions = promptFor(state, today).buttons.map(({ action }) => action)
  // 跳过 becomes 完成 once there are photos: a card that shows the one does the other.
  const ending = state.at === 'asking' && state.part === 'photos' ? ['done', 'skip'] : []
  return [...actions, ...ending]
}

function heard(state: State, text: string, facts: Facts): Outcome {
  const command = parse(text)
  if (command && isSteering(command.id)) {
    return steer(state, { id: command.id, args: command.args }, facts)
  }
  return answer(state, text, facts)
}

function answer(state: State, text: string, facts: Facts): Outcome {
  if (tidyBody(text) === '') return repeat(state)
  const tooEarly = plain(text) === '提交'
  if (state.at === 'fetching' && tooEarly) return steer(state, { id: 'done', args: '' }, facts)
  if (state.at !== 'asking') return answerWhole(state, text, facts)
  if (state.part === 'body') return tooEarly ? endBody(state, facts) : addPiece(state, text, facts)
  if (state.part === 'photos')
    return tooEarly ? endPhotos(state, facts) : photoText(state, text, facts)
  return tooEarly ? repeat(state, '还没有写完，提交在最后一步。') : answerShort(state, text, facts)
}

/** A photo's bytes have come, or have not: nobody's message, so it is answered only where it matters. */
function settled(state: State, facts: Facts): Outcome {
  if (state.at !== 'fetching') return wait(state)
  const next = moveOn(gatheredFrom(state.content), facts, state.pending)
  return next.at === 'fetching' ? wait(state) : ask(next)
}

function timed(state: State, name: string): Outcome {
  if (name === HOLD_TIMER) return state.at === 'asking' ? endHold(state) : wait(state)
  if (!state.pending) return wait(state)
  const whole = state.at === 'preview' || state.at === 'menu'
  return whole ? ask(state) : repeat(state)
}

/** Texts and photos that are left behind by 取消 wait for an answer, not for a photo. */
export function laidDown(state: State): State {
  if (state.at !== 'asking' || !state.gathered.held) return { ...state, ask: null, pending: null }
  const held = { mode: 'asked' as const, texts: state.gathered.held.texts }
  return { ...state, gathered: { ...state.gathered, held }, ask: null, pending: null }
}
