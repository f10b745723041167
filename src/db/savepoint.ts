import { sql } from 'kysely'
import type { Transaction } from 'kysely'
import type { Database } from '../../schema/tables.ts'

/** Runs `work` so that its writes can be undone without those before it in the transaction. */
export async function inSavepoint<Result>(
  tx: Transaction<Database>,
  work: () => Promise<Result>,
): Promise<Result> {
  await sql`savepoint turn`.execute(tx)
  try {
    const result = await work()
    await sql`release turn`.execute(tx)
    return result
  } catch (error) {
    // Then the transaction may be gone already, and the savepoint with it.
    if (isStoreFault(error)) throw error
    await sql`rollback to turn`.execute(tx)
    await sql`release turn`.execute(tx)
    throw error
  }
}

const STORE_FAULT = /^SQLITE_(?:FULL|IOERR|BUSY|LOCKED|READONLY|CANTOPEN|NOMEM|PROTOCOL)/

/** A full disk and the like: nothing is wrong with what was to be written. */
export function isStoreFault(error: unknown): boolean {
  return error instanceof Error && 'code' in error && STORE_FAULT.test(String(error.code))
}
