import type { Transaction } from 'kysely'
import type { DraftId, Instant, PersonId } from '../../schema/ids.ts'
import type { Database } from '../../schema/tables.ts'
import { setTimer } from './timers.ts'

type Tx = Transaction<Database>

/**
 * After the organisation changed: every open step is looked at again by a turn of its own, and the
 * drafts of people who left go to a colleague of their unit. The turns come by the timers, so that
 * it works before the first start as well as beside a running bot.
 */
export async function handOver(tx: Tx, now: Instant): Promise<void> {
  const steps = await tx.selectFrom('step').select('id').where('outcome', '=', 'open').execute()
  for (const { id } of steps) {
    await setTimer(tx, {
      key: `review-handover:${id}`,
      name: 'review-handover',
      person: null,
      dueAt: now,
      data: { step: id },
    })
  }
  const drafts = await tx
    .selectFrom('draft')
    .innerJoin('person', 'person.id', 'draft.person_id')
    .select(['draft.id', 'draft.unit_code', 'draft.person_id'])
    .where('person.closed_at', 'is not', null)
    .execute()
  for (const draft of drafts) await handOverDraft(tx, draft, now)
}

async function handOverDraft(
  tx: Tx,
  draft: { id: string; unit_code: string; person_id: string },
  now: Instant,
) {
  const heir = await tx
    .selectFrom('person')
    .innerJoin('person_role', 'person_role.person_id', 'person.id')
    .select('person.id')
    .where('person.unit_code', '=', draft.unit_code)
    .where('person.closed_at', 'is', null)
    .where('person_role.role', 'in', ['correspondent', 'unitHead'])
    // 'correspondent' comes before 'unitHead'.
    .orderBy('person_role.role')
    .orderBy('person.place')
    .executeTakeFirst()
  if (!heir) return
  await tx.updateTable('draft').set({ person_id: heir.id }).where('id', '=', draft.id).execute()
  await tx.updateTable('conversation').set({ focus: null }).where('focus', '=', draft.id).execute()
  const key = `draft-handover:${draft.id as DraftId}`
  await setTimer(tx, {
    key,
    name: 'draft-handover',
    person: heir.id as PersonId,
    dueAt: now,
    data: { draft: draft.id, from: draft.person_id },
  })
}
