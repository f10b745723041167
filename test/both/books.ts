import type { Db } from '../../src/db/open.ts'

/** What the desk, the ledger and the months have, likewise without ids and times. */
export async function booksOf(db: Db) {
  return {
    adoptions: await adoptionsOf(db),
    ledger: await ledgerOf(db),
    claims: await db.selectFrom('desk_claim').select(['number', 'person_id']).execute(),
    marks: await marksOf(db),
    objections: await objectionsOf(db),
    frozen: await frozenOf(db),
    bulletins: await bulletinsOf(db),
  }
}

async function adoptionsOf(db: Db) {
  const rows = await db.selectFrom('adoption').selectAll().orderBy('recorded_at').execute()
  return rows.map(({ id: _id, recorded_at: _at, reversed_at: reversed, ...adoption }) => ({
    ...adoption,
    live: reversed === null,
  }))
}

/** The key of a mark's entry has an id in it, and so has what took the place of an adoption. */
async function ledgerOf(db: Db) {
  const rows = await db.selectFrom('ledger_entry').selectAll().orderBy('id').execute()
  return rows.map(({ key: _key, at: _at, adoption_id: use, mark_id: mark, factors, ...entry }) => ({
    ...entry,
    factors: JSON.parse(factors, (key, value: unknown) =>
      key === 'inPlace' ? '…' : value,
    ) as unknown,
    ofAdoption: use !== null,
    ofMark: mark !== null,
  }))
}

async function marksOf(db: Db) {
  const rows = await db.selectFrom('mark').selectAll().orderBy('ordinal').execute()
  const confirmations = await db
    .selectFrom('mark_confirmation')
    .selectAll()
    .orderBy('role')
    .execute()
  return rows.map(({ id, proposed_at: _at, ...mark }) => ({
    ...mark,
    confirmed: confirmations
      .filter(({ mark_id: of }) => of === id)
      .map(({ role, person_id: person }) => ({ role, person })),
  }))
}

async function objectionsOf(db: Db) {
  const rows = await db.selectFrom('objection').selectAll().orderBy('at').execute()
  return rows.map(({ id: _id, at: _at, answered_at: _answered, ...objection }) => objection)
}

async function frozenOf(db: Db) {
  return db.selectFrom('frozen_period').select(['period', 'figures']).orderBy('period').execute()
}

async function bulletinsOf(db: Db) {
  const rows = await db.selectFrom('bulletin').selectAll().orderBy('quarter').execute()
  return rows.map(({ drafted_at: _at, confirmed_at: _confirmed, ...bulletin }) => bulletin)
}
