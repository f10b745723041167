import { DraftId } from '../../schema/ids.ts'
import type { Effect } from '../../schema/effect.ts'
import type { Handler, Timer, Turn } from '../contract.ts'
import { afterQuiet, dayOf, DAY_MS, isQuiet, later } from '../time.ts'
import { draftName } from './describe.ts'
import {
  draftOf,
  endDraft,
  EXPIRE_TIMER,
  NOTICE_DAYS,
  REMIND_TIMER,
  setTimer,
  type Draft,
} from './draft.ts'
import { flowTimed } from './flow.ts'
import { handedOver } from './handed-over.ts'
import { promptFor, promptText } from './prompt.ts'
import { ANSWER_TIMER, HOLD_TIMER } from './step.ts'

/** Reminders wait for the end of the quiet hours. */
const notNow = (name: string, draft: Draft, data: Record<string, string>, turn: Turn): Effect =>
  setTimer(name, draft.id, {
    person: turn.actor.id,
    dueAt: afterQuiet(turn.office, turn.now),
    data,
  })

/** Half an hour of silence in the middle of a draft. */
const remind: Handler<Timer> = {
  run(_read, { data }, turn) {
    const { focus } = turn.place
    if (!focus || focus.id !== data['draft']) return Promise.resolve([])
    const draft = draftOf(focus)
    if (isQuiet(turn.office, turn.now))
      return Promise.resolve([notNow(REMIND_TIMER, draft, {}, turn)])
    const text = promptText(promptFor(draft.state, dayOf(turn.now)), [
      `${draftName(draft.state)}还没写完，接着回答就行；先放下请回复“取消”。`,
    ])
    const person = turn.actor.id
    // The question is asked once more: numbers answer it, not a list from before.
    const list: Effect[] = turn.place.list ? [{ type: 'list', person, items: null }] : []
    return Promise.resolve([...list, { type: 'say', to: person, text }])
  },
}

/** One notice, and three days later the end: a draft lives 30 days from the last word on it. */
const expire: Handler<Timer> = {
  async run(read, { data }, turn) {
    const record = await read.draft(DraftId.parse(data['draft']))
    if (!record) return []
    if (data['stage'] !== 'notice') return endDraft(record.id, turn)
    const draft = draftOf(record)
    if (isQuiet(turn.office, turn.now)) return [notNow(EXPIRE_TIMER, draft, data, turn)]
    const text = `草稿${draftName(draft.state)}很久没有动，${NOTICE_DAYS} 天后会清除。还要的话，回复“继续”接着写。`
    const dueAt = later(turn.now, NOTICE_DAYS * DAY_MS)
    return [
      setTimer(EXPIRE_TIMER, draft.id, { person: turn.actor.id, dueAt, data: { stage: 'end' } }),
      { type: 'say', to: turn.actor.id, text },
    ]
  },
}

export const submitTimers: Record<string, Handler<Timer>> = {
  [ANSWER_TIMER]: flowTimed,
  [HOLD_TIMER]: flowTimed,
  [REMIND_TIMER]: remind,
  [EXPIRE_TIMER]: expire,
  // Set by an import of the organisation, not by the flow.
  'draft-handover': handedOver,
}
