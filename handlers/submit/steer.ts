import type { Command } from '../contract.ts'
import { choose, partLabel, partOptions } from './choices.ts'
import { missing, moveOn, type Facts } from './gather.ts'
import { ask, repeat, type Outcome } from './outcome.ts'
import { endBody } from './step-body.ts'
import { endPhotos } from './step-photos.ts'
import { askAgain, photosOpen } from './step-whole.ts'
import { gatheredFrom, PARTS, type Asking, type Part, type State, type Whole } from './state.ts'

/** Words that steer the draft while one is being written; everything else is an answer. */
const STEERING = ['edit', 'back', 'cancel', 'done', 'skip'] as const
export type Steering = (typeof STEERING)[number]
export const flowCommands: ReadonlySet<Command['id']> = new Set(STEERING)
export const isSteering = (id: string): id is Steering => STEERING.some((word) => word === id)

/** 返回 取消 完成 跳过 修改, whichever question is open. */
export function steer(
  state: State,
  { id, args }: { id: Steering; args: string },
  facts: Facts,
): Outcome {
  switch (id) {
    case 'cancel':
      return { then: 'leave', state }
    case 'back':
      return state.at === 'asking' ? back(state, facts) : backFromWhole(state)
    case 'edit':
      return edit(state, choose(partOptions, args))
    case 'done':
    case 'skip':
      return state.at === 'asking' ? end(state, id, facts) : endWhole(state, facts)
  }
}

function end(state: Asking, id: 'done' | 'skip', facts: Facts): Outcome {
  if (state.part === 'photos') return endPhotos(state, facts)
  if (state.part === 'body') {
    const nothing = id === 'skip' && state.gathered.pieces.length === 0
    const kept = state.gathered.answers.body !== undefined
    return nothing && !kept ? repeat(state, '正文不能跳过。') : endBody(state, facts)
  }
  const known = state.part !== 'together' && state.gathered.answers[state.part] !== undefined
  if (known) return ask(moveOn(state.gathered, facts, state.pending))
  return repeat(state, id === 'skip' ? '这一项不能跳过。' : '这一项还没有回答。')
}

function endWhole(state: Whole, facts: Facts): Outcome {
  if (state.at === 'fetching') {
    const next = moveOn(gatheredFrom(state.content), facts, state.pending)
    return next.at === 'fetching' ? repeat(state) : ask(next)
  }
  return repeat(state, '内容已经齐了，核对无误请回复“提交”。')
}

function backFromWhole(state: Whole): Outcome {
  if (state.at !== 'menu') return ask(photosOpen(state))
  const { content, pending } = state
  return ask({ at: 'preview', content, officeTold: false, ask: null, pending })
}

/** One question back, or, from a part that was being changed, back to where one was. */
function back(state: Asking, facts: Facts): Outcome {
  const { part, again, gathered, pending } = state
  if (again) {
    if (part === 'photos') return endPhotos(state, facts)
    const unused = part === 'body' && gathered.pieces.length > 0
    const next = moveOn({ ...gathered, pieces: [] }, facts, pending)
    return ask(next, ...(unused ? ['正文没有改，刚发来的文字没有采用。'] : []))
  }
  const before = part === 'together' ? undefined : PARTS[PARTS.indexOf(part) - 1]
  if (before === undefined) return repeat(state, '已经是第一步，回复“取消”可以先放下。')
  return ask({ ...state, part: before, ask: null, gathered: reopened(state, before) })
}

/** Going back to the body means going on with it, so what it holds becomes its first piece. */
function reopened({ gathered }: Asking, part: Part): Asking['gathered'] {
  const { body, ...others } = gathered.answers
  if (part !== 'body' || body === undefined) return gathered
  return { ...gathered, answers: others, pieces: [body] }
}

function edit(state: State, part: Part | undefined): Outcome {
  if (state.at !== 'asking') {
    if (part !== undefined) return ask(askAgain(state, part))
    return ask({ at: 'menu', content: state.content, ask: null, pending: state.pending })
  }
  if (part === undefined) {
    const parts = Object.values(partLabel).map((label) => `“改 ${label}”`)
    return repeat(state, `要改哪一部分？请回复${parts.join('')}。`)
  }
  const { gathered } = state
  const again = !missing(gathered).includes(part)
  const photosEnded = gathered.photosEnded && part !== 'photos'
  return ask({ ...state, part, again, ask: null, gathered: { ...gathered, photosEnded } })
}
