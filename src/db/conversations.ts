import { z } from 'zod'
import type { Kysely, Transaction } from 'kysely'
import { Aside, ListItem } from '../../schema/effect.ts'
import type { DraftWrite } from '../../schema/effect.ts'
import type { DraftId, Instant, PersonId, SubmissionNumber, UnitCode } from '../../schema/ids.ts'
import type { Database } from '../../schema/tables.ts'
import type { DraftRecord, Place } from '../../schema/records.ts'

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
  const row = await db.selectFrom('draft').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toDraft(row)
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

/** Where the person stands; `greeted` is false at their very first event. */
export async function findPlace(
  db: Reader,
  person: PersonId,
): Promise<Place & { greeted: boolean }> {
  const row = await db
    .selectFrom('conversation')
    .leftJoin('draft', 'draft.id', 'conversation.focus')
    .selectAll('draft')
    .select(['conversation.aside', 'conversation.list', 'conversation.greeted'])
    .where('conversation.person_id', '=', person)
    .executeTakeFirst()
  if (!row) return { focus: null, aside: null, list: null, greeted: false }
  const { aside, list, greeted, ...draft } = row
  return {
    focus: isDraft(draft) ? toDraft(draft) : null,
    aside: aside === null ? null : Aside.parse(JSON.parse(aside)),
    list: list === null ? null : List.parse(JSON.parse(list)),
    greeted: greeted === 1,
  }
}

/** An outer join without a partner is null in every column. */
function isDraft(row: {
  [Column in keyof Database['draft']]: Database['draft'][Column] | null
}): row is Database['draft'] {
  return row.id !== null
}

export async function writePlace(
  tx: Tx,
  person: PersonId,
  values: { focus?: DraftId | null; aside?: Aside | null; list?: ListItem[] | null; greeted?: 1 },
) {
  const columns = {
    ...('focus' in values && { focus: values.focus }),
    ...('aside' in values && { aside: asJson(values.aside) }),
    ...('list' in values && { list: asJson(values.list) }),
    ...('greeted' in values && { greeted: values.greeted }),
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
