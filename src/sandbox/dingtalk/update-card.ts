import { setTimeout as pause } from 'node:timers/promises'
import { type JsonObject, objectAt } from '../common/json.ts'
import { existing, optionsOf } from './cards.ts'
import { readParams, readPrivate } from './card-rules.ts'
import { redraw, withOwn, withPublic } from './card-state.ts'
import { ApiRefusal, refuseIf } from './refusal.ts'
import type { Call, Stage } from './stage.ts'

/** Real milliseconds: a callback is to be answered within a second (contract, section 6). */
const CROSSING_MS = 1000
const LOOK_MS = 10

/** `PUT /v1.0/card/instances` (section 6.3). */
export async function updateCard(stage: Stage, call: Call): Promise<JsonObject> {
  const { outTrackId } = existing(stage, call)
  await refuseInsideCallback(stage, call, outTrackId)
  const bothEmpty = isEmpty(call, 'cardData', 'cardParamMap') && isEmpty(call, 'privateData')
  const empty = 'param.cardDataAndPrivateDataBothEmpty'
  refuseIf(bothEmpty, empty, 'neither cardData nor privateData')
  const { byKey, privateByKey } = optionsOf(call.body)
  let card = existing(stage, call)
  if (!isEmpty(call, 'cardData', 'cardParamMap')) {
    const params = readParams(stage, call, objectAt(call.body, 'cardData'))
    if (!byKey) call.notes.push('without updateCardDataByKey every variable is overwritten')
    card = withPublic(card, params, byKey)
  }
  for (const [userId, params] of Object.entries(readPrivate(stage, call))) {
    card = withOwn(card, userId, params, privateByKey)
  }
  redraw(stage, card)
  return { success: true, result: true }
}

/**
 * The document forbids to call this inside a callback and names no code for it: here it is found
 * out, because what the platform makes of the two changes then is anybody's guess. An update that
 * somebody's tap has crossed waits for the answer; of a bot that calls before it answers, none comes.
 */
async function refuseInsideCallback(stage: Stage, call: Call, outTrackId: string): Promise<void> {
  const inside = () => (stage.unanswered.get(outTrackId) ?? 0) > 0
  if (!inside()) return
  const { crossingMs = CROSSING_MS } = stage.options
  for (let waited = 0; inside() && waited < crossingMs; waited += LOOK_MS) await pause(LOOK_MS)
  call.notes.push('an update before the callback of this card is answered')
  if (!inside()) return
  throw new ApiRefusal('param.invalid', 'the callback of this card is not answered yet')
}

function isEmpty(call: Call, key: string, inner?: string): boolean {
  const part = objectAt(call.body, key)
  return Object.keys(inner === undefined ? part : objectAt(part, inner)).length === 0
}
