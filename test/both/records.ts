import { Card, CardPurpose } from '../../schema/card.ts'
import { Delivery } from '../../schema/delivery.ts'
import type { Db } from '../../src/db/open.ts'
import { booksOf } from './books.ts'

/** Everything that outlives the chat, without what no two runs have in common: ids, times, addresses. */
export async function recordsOf(db: Db) {
  return {
    items: await itemsOf(db),
    versions: await versionsOf(db),
    steps: await stepsOf(db),
    decisions: await decisionsOf(db),
    events: await eventsOf(db),
    drafts: await draftsOf(db),
    ...(await booksOf(db)),
    standIns: await db.selectFrom('stand_in').selectAll().orderBy('person_id').execute(),
    timers: await timersOf(db),
    cards: await cardsOf(db),
    said: await saidTo(db),
  }
}
export type Records = Awaited<ReturnType<typeof recordsOf>>

async function itemsOf(db: Db) {
  const rows = await db.selectFrom('submission').selectAll().orderBy('number').execute()
  return rows.map(({ status_at: _at, first_submitted_at: _first, filed_at: filed, ...item }) => ({
    ...item,
    filed: filed !== null,
  }))
}

async function versionsOf(db: Db) {
  const rows = await db
    .selectFrom('version')
    .selectAll()
    .orderBy('number')
    .orderBy('version')
    .execute()
  const photos = await db
    .selectFrom('version_photo')
    .innerJoin('photo', 'photo.id', 'version_photo.photo_id')
    .select(['number', 'version', 'version_photo.place', 'caption', 'sha256', 'mime'])
    .orderBy('version_photo.place')
    .execute()
  return rows.map(({ submitted_at: _at, ...version }) => ({
    ...version,
    photos: photos.filter(
      (photo) => photo.number === version.number && photo.version === version.version,
    ),
  }))
}

async function stepsOf(db: Db) {
  const rows = await db
    .selectFrom('step')
    .selectAll()
    .orderBy('opened_at')
    .orderBy('place')
    .execute()
  const holders = await db.selectFrom('step_holder').selectAll().orderBy('place').execute()
  return rows.map(({ id, opened_at: _opened, closed_at: closed, ...step }) => ({
    ...step,
    closed: closed !== null,
    holders: holders
      .filter(({ step_id: of }) => of === id)
      .map(({ person_id: person, on_behalf_of: onBehalfOf }) => ({ person, onBehalfOf })),
  }))
}

async function decisionsOf(db: Db) {
  const rows = await db
    .selectFrom('decision')
    .innerJoin('step', 'step.id', 'decision.step_id')
    .selectAll('decision')
    .select(['step.number', 'step.version', 'step.place'])
    .orderBy('decision.id')
    .execute()
  return rows.map(({ id: _id, step_id: _step, at: _at, taken_back_at: back, ...decision }) => ({
    ...decision,
    live: back === null,
  }))
}

async function eventsOf(db: Db) {
  const rows = await db.selectFrom('submission_event').selectAll().orderBy('id').execute()
  return rows.map(({ id: _id, at: _at, ...event }) => event)
}

/** In a draft's state: what is an id, a time, or a place in the queue. */
const PASSING = new Set(['photo', 'ask', 'order', 'since', 'due', 'until'])

async function draftsOf(db: Db) {
  const rows = await db.selectFrom('draft').selectAll().orderBy('created_at').execute()
  return rows.map(({ person_id: person, submission, state }) => ({
    person,
    submission,
    state: JSON.parse(state, (key, value: unknown) =>
      PASSING.has(key) && value !== null ? '…' : value,
    ) as unknown,
  }))
}

async function timersOf(db: Db) {
  const rows = await db.selectFrom('timer').select(['name', 'person_id']).execute()
  return rows.map(({ name, person_id: person }) => `${name} ${person ?? ''}`).toSorted()
}

async function cardsOf(db: Db) {
  const rows = await db.selectFrom('card').selectAll().orderBy('sent_at').execute()
  return rows
    .map(({ person_id: person, purpose, number, shown, open }) => {
      const { title, closed, buttons } = Card.parse(JSON.parse(shown))
      const { kind } = CardPurpose.parse(JSON.parse(purpose))
      const asks = closed ?? buttons.map(({ label }) => label).join(' ')
      return `${person} ${kind} ${number ?? ''} ${title} [${asks}] ${open}`
    })
    .toSorted()
}

/** By the people's ids, in the order in which each was told; the groups as one. */
async function saidTo(db: Db): Promise<Record<string, string[]>> {
  const accounts = await db.selectFrom('account').selectAll().execute()
  const people = new Map(accounts.map((row) => [`${row.platform} ${row.account}`, row.person_id]))
  const rows = await db.selectFrom('outbox').selectAll().orderBy('id').execute()
  const said: Record<string, string[]> = {}
  for (const { platform, chat_kind: kind, chat_id: chat, body } of rows) {
    const line = lineOf(Delivery.parse(JSON.parse(body)))
    const other = kind === 'group' ? 'the groups' : 'somebody else'
    const person = people.get(`${platform} ${chat}`) ?? other
    if (line !== undefined) (said[person] ??= []).push(line)
  }
  return said
}

function lineOf(delivery: Delivery): string | undefined {
  switch (delivery.type) {
    case 'text':
      return delivery.text
    case 'card': {
      const { title, text, buttons } = delivery.shown
      return `${title} [${buttons.map(({ label }) => label).join(' ')}] ${text ?? ''}`
    }
    case 'card-update':
      return `→ ${delivery.shown.closed ?? delivery.shown.title}`
    case 'image':
    case 'file':
      return `<${delivery.type}>`
    case 'fetch-photo':
      return undefined
  }
}

/** What there is never a reason to leave behind: updates and deliveries that failed or still wait. */
export async function leftOver(db: Db) {
  return {
    updates: await db
      .selectFrom('inbox')
      .select(['body', 'attempts', 'parked'])
      .where((row) => row.or([row('handled_at', 'is', null), row('attempts', '>', 0)]))
      .execute(),
    deliveries: await db
      .selectFrom('outbox')
      .select(['body', 'parked'])
      .where('sent_at', 'is', null)
      .execute(),
  }
}
