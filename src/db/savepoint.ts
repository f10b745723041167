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
    await sql`rollback to turn`.execute(tx)
    await sql`release turn`.execute(tx)
    throw error
  }
}
