import type { Instant } from '../../../schema/ids.ts'
import type { Content, KeyedUpdate } from '../../../schema/update.ts'
import { digestOf, NOBODY, personUpdate, SOURCE } from './chat-update.ts'
import { childOf, type Fields, isFields, readObject, textOf, textsOf } from './json-fields.ts'

export interface DecodedCallback {
  /** As the callback names it, empty where it does not. */
  corpId: string
  update: KeyedUpdate
  /** Whether it waits for what becomes of the card. */
  tapped: boolean
}

/**
 * A card callback (platform document, section 6.4); total. `id` is the delivery's own where there
 * is one: by HTTP there is none, and the key says what was tapped.
 */
export function decodeCardCallback(
  body: Fields,
  id: string | undefined,
  now: Instant,
): DecodedCallback {
  const card = textOf(body, 'outTrackId')
  const userId = textOf(body, 'userId')
  const pressed = pressedOf(body)
  const actionIds = textsOf(pressed, 'actionIds')
  const params = childOf(pressed, 'params')
  const content = decodeTap(card, actionIds[0], params)
  const understood = content !== undefined && userId !== '' && !isByUnionId(body)
  return {
    corpId: textOf(body, 'corpId'),
    tapped: understood,
    update: {
      source: SOURCE,
      eventKey: id ?? `card:${digestOf([card, userId, actionIds, params])}`,
      update: personUpdate(
        userId || NOBODY,
        now,
        understood ? content : { type: 'noticed', what: 'card-callback' },
      ),
      pushes: 1,
    },
  }
}

/** Cards of ours are sent to userIds: the id in another one's callback is nobody that we know. */
function isByUnionId(body: Fields): boolean {
  return textOf(body, 'userIdType') === '2'
}

/** JSON within JSON. Older cards have it in `value` only, and Stream in both. */
function pressedOf(body: Fields): Fields | undefined {
  for (const value of [body['content'], body['value']]) {
    const given = typeof value === 'string' ? readObject(value) : value
    const pressed = isFields(given) ? childOf(given, 'cardPrivateData') : undefined
    if (pressed) return pressed
  }
  return undefined
}

function decodeTap(
  card: string,
  action: string | undefined,
  params: Fields | undefined,
): Content | undefined {
  if (card === '' || action === undefined) return undefined
  // Contract, section 6: the template knows its buttons by their place alone.
  const [, place] = /^a([1-6])$/.exec(action) ?? []
  const choices = { ...choice('reason', params), ...choice('note', params) }
  return {
    type: 'tap',
    card,
    action: place ?? action,
    ...(place !== undefined && { by: 'place' }),
    choices,
  }
}

/** A text; the builder's own dropdown sends an object with the place and the text of what was chosen. */
function choice(key: string, params: Fields | undefined): Record<string, string[]> {
  const value = textOf(childOf(params, key), 'value') || textOf(params, key)
  return value === '' ? {} : { [key]: [value] }
}
