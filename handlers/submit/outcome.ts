import type { State, Whole } from './state.ts'

/** What a step leads to. How it is put into words and effects is decided elsewhere. */
export type Outcome =
  | { then: 'go-on'; state: State; reply: Reply }
  /** 取消: the draft is kept and left. */
  | { then: 'leave'; state: State }
  | { then: 'submit'; state: Whole }

export type Reply =
  /** Nobody's message, or one that a timer of the state will answer. */
  | { type: 'none' }
  /** The state's own question; as a card where it has choices, or once more as text. */
  | { type: 'ask'; as: 'card' | 'text'; notes: readonly string[] }

/** A question that was not asked before. */
export const ask = (state: State, ...notes: string[]): Outcome => ({
  then: 'go-on',
  state,
  reply: { type: 'ask', as: 'card', notes },
})

/** The open question once more, with what was wrong or what is new. */
export const repeat = (state: State, ...notes: string[]): Outcome => ({
  then: 'go-on',
  state,
  reply: { type: 'ask', as: 'text', notes },
})

/** Answered later, by a timer that the state asks for. */
export const wait = (state: State): Outcome => ({ then: 'go-on', state, reply: { type: 'none' } })
