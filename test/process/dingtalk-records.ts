import { Delivery } from '../../schema/delivery.ts'
import type { Db } from '../../src/db/open.ts'
import type { DingtalkPhones } from './dingtalk-phones.ts'

/** Updates that are not handled, or that a handler stumbled over; deliveries that still wait. */
export async function unsettled(db: Db) {
  const updates = await db
    .selectFrom('inbox')
    .select(['seq', 'body', 'attempts', 'parked'])
    .where((row) => row.or([row('handled_at', 'is', null), row('attempts', '>', 0)]))
    .execute()
  const deliveries = await db
    .selectFrom('outbox')
    .select(['id', 'body', 'parked', 'attempts'])
    .where('sent_at', 'is', null)
    // What was begun twice and had no answer is for a person to look at: it may be there.
    .where((row) => row.or([row('parked', 'is', null), row('parked', '<>', 'maybe-sent')]))
    .execute()
  return { updates, deliveries }
}

/** Robot messages that were acknowledged and are not in the inbox as handled. */
export async function lost(db: Db, { acknowledged }: DingtalkPhones): Promise<string[]> {
  const rows = await db
    .selectFrom('inbox')
    .select('event_key')
    .where('source', '=', 'dingtalk')
    .where('handled_at', 'is not', null)
    .execute()
  const handled = new Set(rows.map((row) => row.event_key))
  return [...acknowledged.keys()].filter((msgId) => !handled.has(msgId))
}

interface Line {
  /** How often it was sent at least, and at most, where answers were lost. */
  least: number
  most: number
}

/**
 * What one chat should show. DingTalk has no key by which it would know a repeat: a message whose
 * answer was lost is sent once more, and no third time. Cards have one, and come once.
 */
async function expectedIn(db: Db, account: string): Promise<Map<string, Line>> {
  const rows = await db
    .selectFrom('outbox')
    .select(['body', 'unanswered', 'sent_at'])
    .where('chat_id', '=', account)
    .execute()
  const lines = new Map<string, Line>()
  for (const { body, unanswered, sent_at: sentAt } of rows) {
    const delivery = Delivery.parse(JSON.parse(body))
    if (delivery.type !== 'text' && delivery.type !== 'card') continue
    const words = delivery.type === 'text' ? delivery.text : `[${delivery.shown.title}]`
    const { least, most } = lines.get(words) ?? { least: 0, most: 0 }
    const again = delivery.type === 'text' && (unanswered > 0 || sentAt === null)
    lines.set(words, { least: least + (sentAt === null ? 0 : 1), most: most + (again ? 2 : 1) })
  }
  return lines
}

/** Every line of that chat that is there too seldom or too often. */
export async function wrongIn(db: Db, phones: DingtalkPhones, account: string): Promise<string[]> {
  const shown = new Map<string, number>()
  for (const { body } of phones.fromBot(account)) {
    const words = body.type === 'card' ? `[${body.card.title ?? ''}]` : textOf(body)
    shown.set(words, (shown.get(words) ?? 0) + 1)
  }
  const expected = await expectedIn(db, account)
  const all = new Set([...shown.keys(), ...expected.keys()])
  return [...all].flatMap((words) => {
    const { least, most } = expected.get(words) ?? { least: 0, most: 0 }
    const count = shown.get(words) ?? 0
    return least <= count && count <= most ? [] : [`${count} not ${least}..${most}: ${words}`]
  })
}

const textOf = (body: { type: string; text?: string }) => body.text ?? `<${body.type}>`

/** How many texts of that person were handled, and how many answers were made of them. */
export async function handledOf(db: Db, account: string) {
  const { updates } = await db
    .selectFrom('inbox')
    .select((row) => row.fn.countAll<number>().as('updates'))
    .where('handled_at', 'is not', null)
    .where('body', 'like', `%"account":"${account}"%`)
    .executeTakeFirstOrThrow()
  const { answers } = await db
    .selectFrom('outbox')
    .select((row) => row.fn.countAll<number>().as('answers'))
    .where('chat_id', '=', account)
    .executeTakeFirstOrThrow()
  return { updates, answers }
}
