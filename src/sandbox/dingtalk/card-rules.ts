import { bytesOf, isObject, type JsonObject, objectAt, textAt } from '../common/json.ts'
import { VARIABLES } from './draw-card.ts'
import { ApiRefusal, refuseIf } from './refusal.ts'
import { advise, type Call, memberOf, type Stage } from './stage.ts'
import type { Params } from './world-event.ts'

/** Documented as 100 in one place and as 64 in another: the smaller one is safe. */
const ID_CHARACTERS = 64
const KEY_BYTES = 100
const VALUE_BYTES = 1000
const ALL_BYTES = 100 * 1024
const SPACES_CHARACTERS = 1000

export interface Space {
  /** `IM_ROBOT`, `IM_GROUP`, … */
  type: string
  id: string
}

export function checkId(call: Call): string {
  const outTrackId = textAt(call.body, 'outTrackId')
  refuseIf(outTrackId === '', 'param.outTrackIdEmpty', 'outTrackId missing')
  refuseIf(outTrackId.length > ID_CHARACTERS, 'param.invalid', 'outTrackId takes 64 characters')
  return outTrackId
}

export function checkTemplate(stage: Stage, call: Call): void {
  const template = textAt(call.body, 'cardTemplateId')
  refuseIf(template === '', 'param.cardTemplateIdEmpty', 'cardTemplateId missing')
  const known = template === stage.options.credentials.cardTemplateId
  refuseIf(!known, 'param.templateNotExist', 'no such template')
}

/** How its buttons call back; without a type they do not. */
export function readCallback(
  stage: Stage,
  call: Call,
): { callbackType: 'STREAM' | 'HTTP' | null; routeKey: string | null } {
  const given = call.body['callbackType'] ?? null
  if (given === null || given === 'STREAM') return { callbackType: given, routeKey: null }
  if (given !== 'HTTP') throw new ApiRefusal('param.invalid', 'callbackType is STREAM or HTTP')
  const routeKey = textAt(call.body, 'callbackRouteKey')
  refuseIf(routeKey === '', 'param.invalid', 'HTTP wants a callbackRouteKey')
  refuseIf(!routeOf(stage, routeKey), 'param.invalid', 'callbackRouteKey is not registered')
  return { callbackType: given, routeKey }
}

/** Where the buttons of such a card call: registered by a call, or from the beginning. */
export function routeOf(
  stage: Stage,
  key: string,
): { url: string; apiSecret: string | null } | undefined {
  const made = stage.world.routes.get(key)
  const { cardSecret, cardRouteKey = 'baosong' } = stage.options.credentials
  if (made || !cardSecret || key !== cardRouteKey) return made
  const base = stage.options.callbackUrl()
  return base === null ? undefined : { url: `${base}/card`, apiSecret: cardSecret }
}

/** A `cardParamMap`: strings alone, and not too long ones (section 6.2). */
export function readParams(stage: Stage, call: Pick<Call, 'notes'>, part: JsonObject): Params {
  const map = part['cardParamMap'] ?? {}
  if (!isObject(map)) throw new ApiRefusal('param.invalid', 'cardParamMap wants an object')
  const entries = Object.entries(map).map(([key, value]): [string, string] => {
    if (typeof value !== 'string') throw new ApiRefusal('param.invalid', `${key} wants a string`)
    refuseIf(bytesOf(key) > KEY_BYTES, 'param.invalid', 'a key takes 100 bytes')
    refuseIf(bytesOf(value) > VALUE_BYTES, 'param.invalid', `${key} takes ${VALUE_BYTES} bytes`)
    return [key, value]
  })
  const params = Object.fromEntries(entries)
  refuseIf(bytesOf(JSON.stringify(params)) > ALL_BYTES, 'param.invalid', 'more than 100 KB')
  const [bad] = advise(stage, call, adviceOn(params))
  refuseIf(bad !== undefined, 'param.invalid', bad ?? '')
  return params
}

/** By userId. */
export function readPrivate(stage: Stage, call: Call): Record<string, Params> {
  const given = objectAt(call.body, 'privateData')
  const entries = Object.entries(given).map(([userId, part]): [string, Params] => {
    refuseIf(!memberOf(stage, userId), 'param.userIdNotExist', 'no such user in privateData')
    return [userId, readParams(stage, call, isObject(part) ? part : {})]
  })
  return Object.fromEntries(entries)
}

/** `dtv1.card//TYPE.id`, several of them joined by semicolons; samples use either case. */
export function readSpaces(call: Call): Space[] {
  const spaces = textAt(call.body, 'openSpaceId')
  refuseIf(spaces === '', 'param.openSpaceIdEmpty', 'openSpaceId missing')
  refuseIf(spaces.length > SPACES_CHARACTERS, 'param.openSpaceIdInvalid', 'openSpaceId too long')
  return spaces.split(';').map((space) => {
    const [, type, id] =
      /^dtv1\.card\/\/(IM_GROUP|IM_ROBOT|IM_SINGLE|ONE_BOX)\.(.+)$/i.exec(space) ?? []
    if (type === undefined || id === undefined) {
      throw new ApiRefusal('param.openSpaceIdInvalid', 'openSpaceId is dtv1.card//TYPE.id')
    }
    return { type: type.toUpperCase(), id }
  })
}

/** Each kind of space wants a model of its own that says how to deliver there. */
export function checkModels(stage: Stage, call: Call, spaces: readonly Space[]): void {
  for (const { type } of spaces) {
    const name = MODELS[type]
    if (name === undefined) continue
    const deliver = call.body[`${name}OpenDeliverModel`]
    if (!isObject(deliver)) {
      throw new ApiRefusal('param.openDeliverModelEmpty', `${name}OpenDeliverModel missing`)
    }
    const right =
      type === 'IM_ROBOT'
        ? textAt(deliver, 'spaceType') === 'IM_ROBOT'
        : textAt(deliver, 'robotCode') === stage.options.credentials.robotCode
    refuseIf(!right, 'param.openDeliverModelError', `${name}OpenDeliverModel`)
    const space = call.body[`${name}OpenSpaceModel`]
    const wellFormed = space === undefined || (isObject(space) && 'supportForward' in space)
    const forward = isObject(space) ? space['supportForward'] : false
    refuseIf(!wellFormed || typeof forward !== 'boolean', 'param.invalid', 'supportForward')
  }
  const { userIdType = 1 } = call.body
  refuseIf(userIdType !== 1, 'param.invalid', 'userIdType: the stand-in knows userIds alone')
}

const MODELS: Record<string, string> = { IM_ROBOT: 'imRobot', IM_GROUP: 'imGroup' }

/** What the client would draw as nothing, or not as it was meant. */
function adviceOn(params: Params): string[] {
  const unknown = Object.keys(params).filter((key) => !VARIABLES.has(key))
  const { status = 'open' } = params
  const odd = ['open', 'closed'].includes(status) ? [] : ['status: open or closed']
  return [...unknown.map((key) => `${key}: the template has no such variable`), ...odd]
}
