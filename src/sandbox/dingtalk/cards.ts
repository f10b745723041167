import { isObject, type JsonObject, objectAt, textAt } from '../common/json.ts'
import {
  checkId,
  checkModels,
  checkTemplate,
  readCallback,
  readParams,
  readPrivate,
  readSpaces,
  routeOf,
  type Space,
} from './card-rules.ts'
import { drawCopy } from './card-state.ts'
import { ApiRefusal, refuseIf } from './refusal.ts'
import { type Call, groupOf, keepSent, memberOf, say, type Stage } from './stage.ts'
import type { CardRecord, Copy } from './world-event.ts'

/** `POST /v1.0/card/instances/createAndDeliver` (section 6.2). */
export function createAndDeliver(stage: Stage, call: Call): JsonObject {
  const card = readCard(stage, call)
  const spaces = readTargets(stage, call)
  stage.world.record({ type: 'card', card })
  const deliverResults = spaces.map((space) => deliver(stage, card.outTrackId, space))
  return { success: true, result: { outTrackId: card.outTrackId, deliverResults } }
}

/** `POST /v1.0/card/instances` */
export function createCard(stage: Stage, call: Call): JsonObject {
  const card = readCard(stage, call)
  stage.world.record({ type: 'card', card })
  return { success: true, result: card.outTrackId }
}

/** `POST /v1.0/card/instances/deliver` */
export function deliverCard(stage: Stage, call: Call): JsonObject {
  const { outTrackId } = existing(stage, call)
  const spaces = readTargets(stage, call)
  return { success: true, result: spaces.map((space) => deliver(stage, outTrackId, space)) }
}

/** `POST /v1.0/card/callbacks/register` (section 6.5). */
export function registerCallback(stage: Stage, call: Call): JsonObject {
  const key = textAt(call.body, 'callbackRouteKey')
  const url = textAt(call.body, 'callbackUrl')
  refuseIf(key === '', 'param.callbackRouteKeyEmpty', 'callbackRouteKey missing')
  refuseIf(url === '', 'param.callbackUrlEmpty', 'callbackUrl missing')
  refuseIf(!/^https?:\/\/./.test(url), 'param.invalid', 'callbackUrl wants an address')
  if (routeOf(stage, key) && call.body['forceUpdate'] !== true) {
    throw new ApiRefusal('param.callbackRouteKeyExist', 'callbackRouteKey is registered', 500)
  }
  const apiSecret = textAt(call.body, 'apiSecret') || null
  stage.world.record({ type: 'route', route: { key, url, apiSecret } })
  return { success: true, result: { callbackUrl: url, apiSecret: apiSecret ?? '' } }
}

export function existing(stage: Stage, call: Call): CardRecord {
  const outTrackId = checkId(call)
  const card = stage.world.cards.get(outTrackId)
  if (!card) throw new ApiRefusal('param.cardNotExist', 'no such card')
  const [copy] = card.copies
  call.about = copy && card.copies.length === 1 ? copy.chat.id : null
  return card
}

function readCard(stage: Stage, call: Call): CardRecord {
  const outTrackId = checkId(call)
  checkTemplate(stage, call)
  const data = call.body['cardData']
  if (!isObject(data)) throw new ApiRefusal('param.cardPublicDataEmpty', 'cardData missing')
  const params = readParams(stage, call, data)
  const empty = Object.keys(params).length === 0
  refuseIf(empty, 'param.cardPublicDataEmpty', 'cardParamMap is empty')
  const ownParams = readPrivate(stage, call)
  const callback = readCallback(stage, call)
  const taken = stage.world.cards.has(outTrackId)
  refuseIf(taken, 'param.cardAlreadyExist', 'outTrackId used before')
  return { outTrackId, ...callback, params, ownParams, tappedParams: {}, copies: [] }
}

function readTargets(stage: Stage, call: Call): Space[] {
  const spaces = readSpaces(call)
  checkModels(stage, call, spaces)
  const [only] = spaces
  if (only && spaces.length === 1) {
    call.about = only.type === 'IM_GROUP' ? `group:${only.id}` : only.id
  }
  return spaces
}

/** HTTP 200 does not mean delivered: each space has an outcome of its own. */
function deliver(stage: Stage, outTrackId: string, { type, id }: Space): JsonObject {
  const head = { spaceType: type, spaceId: id }
  const chat = chatOf(stage, { type, id })
  const card = stage.world.cards.get(outTrackId)
  if (!chat || !card) {
    return { ...head, success: false, errorMsg: 'spaceId 不存在', carrierId: '' }
  }
  const body = { type: 'card', card: drawCopy(card, chat) } as const
  const copy: Copy = { chat, messageId: say(stage, chat, 'bot', body) }
  stage.world.record({ type: 'card', card: { ...card, copies: [...card.copies, copy] } })
  return { ...head, success: true, errorMsg: '', carrierId: keepSent(stage, [copy]) }
}

/** IM_SINGLE and the banner on top are not played. */
function chatOf(stage: Stage, { type, id }: Space): Copy['chat'] | undefined {
  if (type === 'IM_ROBOT') return memberOf(stage, id) && { kind: 'person', id }
  const group = `group:${id}`
  return type === 'IM_GROUP' && groupOf(stage, group) ? { kind: 'group', id: group } : undefined
}

export function optionsOf(body: JsonObject): { byKey: boolean; privateByKey: boolean } {
  const options = objectAt(body, 'cardUpdateOptions')
  return {
    byKey: options['updateCardDataByKey'] === true,
    privateByKey: options['updatePrivateDataByKey'] === true,
  }
}
