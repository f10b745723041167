import type { Instant } from '../../../schema/ids.ts'
import type { KeyedUpdate } from '../../../schema/update.ts'
import { digestOf, instantOf, NOBODY, nthKey, personUpdate, SOURCE } from './chat-update.ts'
import { type Fields, readObject, textOf, textsOf } from './json-fields.ts'

export interface DecodedEvent {
  /** As the event names it, empty where it does not. */
  corpId: string
  /** At least one; several where it is about several people. */
  updates: readonly KeyedUpdate[]
}

/**
 * An event (platform document, section 9.6); total. On Stream its type, id, corp and time stand in
 * the headers. Who belongs to the organisation is for the organisation file to say: of all events
 * only somebody's leaving is more than noticed.
 */
export function decodeEvent(plain: string, headers: Fields, now: Instant): DecodedEvent {
  const body = readObject(plain)
  const fields = { ...lowerKeys(body ?? {}), ...lowerKeys(headers) }
  const type = textOf(fields, 'eventtype')
  const users = textsOf(fields, 'userid')
  const sentAt = sentAtOf(fields, now)
  const key = textOf(fields, 'eventid') || digestOf(plain)
  const left = type === 'user_leave_org' && users.length > 0
  const updates = left
    ? users.map((user) => personUpdate(user, sentAt, { type: 'left' }))
    : [personUpdate(aboutWhom(users), sentAt, { type: 'noticed', what: whatOf(type, body) })]
  return {
    corpId: textOf(fields, 'eventcorpid') || textOf(fields, 'corpid'),
    // Contact events cost nothing, and others are not subscribed to in numbers.
    updates: updates.map((update, place) => ({
      source: SOURCE,
      eventKey: nthKey(key, place),
      update,
    })),
  }
}

function aboutWhom(users: readonly string[]): string {
  const [only = NOBODY, ...others] = users
  return others.length === 0 ? only : NOBODY
}

function whatOf(type: string, body: Fields | undefined): string {
  if (type !== '') return type
  return body ? 'unknown' : 'unreadable'
}

/** Three shapes of the same, which differ in the case of their keys; one may hold both spellings. */
function lowerKeys(fields: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name.toLowerCase(), value]),
  )
}

function sentAtOf(fields: Fields, now: Instant): Instant {
  const times = ['eventborntime', 'eventtime', 'timestamp']
  return times.reduceRight((otherwise, name) => instantOf(fields[name], otherwise), now)
}
