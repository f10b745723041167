import { isObject, type JsonObject, objectAt } from '../common/json.ts'
import { ImpossibleTapError } from '../common/impossible.ts'
import { optionsOf } from './cards.ts'
import { readParams, routeOf } from './card-rules.ts'
import { paramsFor, redraw, withOwn, withTapped } from './card-state.ts'
import type { Doors } from './doors.ts'
import { drawTemplate } from './draw-card.ts'
import type { Outcome, Push } from './pushes.ts'
import { ApiRefusal } from './refusal.ts'
import type { Stage } from './stage.ts'
import type { CardRecord, Copy } from './world-event.ts'

export interface Tap {
  account: string
  card: CardRecord
  copy: Copy
  actionId: string
  params: JsonObject
}

/** What the template's buttons send along: the reason that was chosen and the note, where given. */
export function readTap(
  card: CardRecord,
  copy: Copy,
  account: string,
  key: string,
  choices: Record<string, string[]>,
): Tap {
  const drawn = drawTemplate(paramsFor(card, account))
  const there = drawn.buttons.some((button) => button.key === key)
  if (!there) throw new ImpossibleTapError('no such button on this card, or no longer')
  if (card.callbackType === null) throw new ImpossibleTapError('the card calls nobody back')
  const params: Record<string, string> = {}
  for (const [name, values] of Object.entries(choices)) {
    if (values.length > 1) throw new ImpossibleTapError('only one can be chosen')
    const [value = ''] = values
    const known =
      name === 'reason'
        ? drawn.choice?.options.some(({ id }) => id === value)
        : name === 'note' && drawn.note
    if (value !== '' && !known) throw new ImpossibleTapError('no such choice')
    if (value !== '') params[name] = value
  }
  return { account, card, copy, actionId: key, params }
}

/** The tap on its way to the bot; while it waits, the card must not be updated by a call. */
export function tapPush(stage: Stage, doors: Doors, tap: Tap): Push {
  const { account, card, actionId } = tap
  const { outTrackId, callbackType, routeKey } = card
  const stream = callbackType === 'STREAM'
  const body = callbackBody(stage, tap, stream)
  const { attempt, pausesMs } = doors.card(body, stream ? 'STREAM' : routeOf(stage, routeKey ?? ''))
  return {
    chat: account,
    title: `card tap ${actionId}`,
    request: body,
    pausesMs,
    async attempt(late) {
      const { unanswered } = stage
      unanswered.set(outTrackId, (unanswered.get(outTrackId) ?? 0) + 1)
      try {
        const outcome = await attempt(late)
        return outcome.ok ? show(stage, tap, outcome, late) : outcome
      } finally {
        unanswered.set(outTrackId, (unanswered.get(outTrackId) ?? 1) - 1)
      }
    },
  }
}

/** Section 6.4. A frame says more than a body by HTTP. */
function callbackBody(stage: Stage, tap: Tap, stream: boolean): JsonObject {
  const cardPrivateData = { actionIds: [tap.actionId], params: tap.params }
  const content = JSON.stringify({ cardPrivateData })
  const body = {
    type: 'actionCallback',
    outTrackId: tap.card.outTrackId,
    corpId: stage.options.credentials.corpId,
    userId: tap.account,
    content,
  }
  const { kind, id } = tap.copy.chat
  const spaceId = kind === 'group' ? id.replace(/^group:/, '') : id
  const more = { value: content, extension: '{}', spaceType: 'IM', spaceId, userIdType: 1 }
  return stream ? { ...body, ...more } : body
}

/** The answer changes the card for whoever tapped, if it is as it should be. */
function show(stage: Stage, tap: Tap, outcome: Outcome, accept: () => void): Outcome {
  const { response } = outcome
  const notes: string[] = []
  try {
    const { byKey, privateByKey } = optionsOf(response)
    let card = stage.world.cards.get(tap.card.outTrackId) ?? tap.card
    if (isObject(response['cardData'])) {
      const params = readParams(stage, { notes }, response['cardData'])
      card = withTapped(card, tap.account, params, byKey)
    }
    if (isObject(response['userPrivateData'])) {
      const params = readParams(stage, { notes }, objectAt(response, 'userPrivateData'))
      card = withOwn(card, tap.account, params, privateByKey)
    }
    if (card !== stage.world.cards.get(card.outTrackId)) redraw(stage, card)
  } catch (error) {
    if (!(error instanceof ApiRefusal)) throw error
    // It has been answered, if not well: it does not come again.
    accept()
    return { ...outcome, ok: false, answer: { ...told(outcome), refused: error.message } }
  }
  return notes.length > 0 ? { ...outcome, answer: { ...told(outcome), notes } } : outcome
}

function told({ answer }: Outcome): JsonObject {
  return isObject(answer) ? answer : { answer }
}
