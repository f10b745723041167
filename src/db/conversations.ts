import { z } from 'zod'
import type { Kysely, Transaction } from 'kysely'
import { Aside, ListItem } from '../../schema/effect.ts'
import type { DraftWrite } from '../../schema/effect.ts'
import type { DraftId, Instant, PersonId, SubmissionNumber, UnitCode } from '../../schema/ids.ts'
import type { Database } from '../../schema/tables.ts'
import type { DraftRecord, Place } from '../../schema/records.ts'
import { prepared } from './prepared.ts'

type Reader = Kysely<Database>
type Tx = Transaction<Database>

const List = z.array(ListItem)

function toDraft(row: Database['draft']): DraftRecord {
  return {
    id: row.id as DraftId,
    person: row.person_id as PersonId,
    unit: row.unit_code as UnitCode,
    submission: row.submission as SubmissionNumber | null,
    flowVersion: row.flow_version,
    state: JSON.parse(row.state) as unknown,
    createdAt: row.created_at as Instant,
    touchedAt: row.touched_at as Instant,
  }
}

export async function findDraft(db: Reader, id: DraftId): Promise<DraftRecord | undefined> {
  return (await draftWithId(db, id)).map(toDraft)[0]
}

export async function findDrafts(db: Reader, person: PersonId): Promise<DraftRecord[]> {
  const rows = await db
    .selectFrom('draft')
    .selectAll()
    .where('person_id', '=', person)
    .orderBy('touched_at', 'desc')
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return rows.map(toDraft)
}

export async function saveDraft(tx: Tx, draft: DraftWrite, at: Instant) {
  const values = {
    submission: draft.submission,
    flow_version: draft.flowVersion,
    state: JSON.stringify(draft.state),
    touched_at: at,
  }
  await tx
    .insertInto('draft')
    .values({
      id: draft.draft,
      person_id: draft.person,
      unit_code: draft.unit,
      created_at: at,
      ...values,
    })
    .onConflict((oc) => oc.column('id').doUpdateSet(values))
    .execute()
}

export async function endDraft(tx: Tx, id: DraftId) {
  await tx.deleteFrom('draft').where('id', '=', id).execute()
  await tx.updateTable('conversation').set({ focus: null }).where('focus', '=', id).execute()
}

const draftWithId = prepared((db, id: string) =>
  db.selectFrom('draft').selectAll().where('id', '=', id),
)

const conversationOf = prepared((db, person: string) =>
  db
    .selectFrom('conversation')
    .select(['focus', 'aside', 'list', 'greeted'])
    .where('person_id', '=', person),
)

/** Where the person stands; `greeted` is false at their very first event. */
export async function findPlace(
  db: Reader,
  person: PersonId,
): Promise<Place & { greeted: boolean }> {
  const [row] = await conversationOf(db, person)
  if (!row) return { focus: null, aside: null, list: null, greeted: false }
  const { focus, aside, list, greeted } = row
  return {
    focus: focus === null ? null : ((await findDraft(db, focus as DraftId)) ?? null),
    aside: aside === null ? null : Aside.parse(JSON.parse(aside)),
    list: list === null ? null : List.parse(JSON.parse(list)),
    greeted: greeted === 1,
  }
}

const insertGreeted = prepared((db, person: PersonId) =>
  db
    .insertInto('conversation')
    .values({ person_id: person, greeted: 1 })
    .onConflict((oc) => oc.column('person_id').doUpdateSet({ greeted: 1 })),
)

/** They have been here: nobody is welcomed twice. */
export async function markGreeted(tx: Tx, person: PersonId): Promise<void> {
  await insertGreeted(tx, person)
}

export async function writePlace(
  tx: Tx,
  person: PersonId,
  values: { focus?: DraftId | null; aside?: Aside | null; list?: ListItem[] | null },
) {
  const columns = {
    ...('focus' in values && { focus: values.focus }),
    ...('aside' in values && { aside: asJson(values.aside) }),
    ...('list' in values && { list: asJson(values.list) }),
  }
  await tx
    .insertInto('conversation')
    .values({ person_id: person, greeted: 0, ...columns })
    .onConflict((oc) => oc.column('person_id').doUpdateSet(columns))
    .execute()
}

function asJson(value: object | null | undefined): string | null {
  return value ? JSON.stringify(value) : null
}
