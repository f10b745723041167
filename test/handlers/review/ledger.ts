import type { Db } from '../../../src/db/open.ts'

export interface Ledger {
  status: string
  version: number
  /** How many steps wait for a decision. */
  open: number
  /** Updates that were not handled, or given up on: there is never a reason to. */
  unhandled: number
  hashes: Map<number, string>
  decisions: {
    person: string
    onBehalfOf: string | null
    decision: string
    hash: string
    /** Of the step that was decided. */
    version: number
    place: number
    live: boolean
  }[]
}

/** What the database says of an item, read apart from the program's own queries. */
export async function liveChain(db: Db, number: string): Promise<Ledger> {
  const item = await db
    .selectFrom('submission')
    .select(['status', 'version'])
    .where('number', '=', number)
    .executeTakeFirstOrThrow()
  const versions = await db
    .selectFrom('version')
    .select(['version', 'hash'])
    .where('number', '=', number)
    .execute()
  const updates = await db.selectFrom('inbox').select(['handled_at', 'parked']).execute()
  const steps = await db.selectFrom('step').selectAll().where('number', '=', number).execute()
  const decisions = await db.selectFrom('decision').selectAll().execute()
  return {
    ...item,
    open: steps.filter(({ outcome }) => outcome === 'open').length,
    unhandled: updates.filter((row) => row.handled_at === null || row.parked !== null).length,
    hashes: new Map(versions.map(({ version, hash }) => [version, hash])),
    decisions: decisions.flatMap((row) => {
      const step = steps.find(({ id }) => id === row.step_id)
      if (!step) return []
      const { person_id, on_behalf_of, decision, hash, taken_back_at } = row
      return [
        {
          person: person_id,
          onBehalfOf: on_behalf_of,
          decision,
          hash,
          version: step.version,
          place: step.place,
          live: taken_back_at === null,
        },
      ]
    }),
  }
}
