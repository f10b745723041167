import { CompiledQuery } from 'kysely'
import type { Transaction } from 'kysely'
import type { Database } from '../../schema/tables.ts'

const BEGIN = CompiledQuery.raw('savepoint turn')
const RELEASE = CompiledQuery.raw('release turn')
const UNDO = CompiledQuery.raw('rollback to turn')

/** Runs `work` so that its writes can be undone without those before it in the transaction. */
export async function inSavepoint<Result>(
  tx: Transaction<Database>,
  work: () => Promise<Result>,
): Promise<Result> {
  await tx.executeQuery(BEGIN)
  try {
    const result = await work()
    await tx.executeQuery(RELEASE)
    return result
  } catch (error) {
    // Then the transaction may be gone already, and the savepoint with it.
    if (isStoreFault(error)) throw error
    await tx.executeQuery(UNDO)
    await tx.executeQuery(RELEASE)
    throw error
  }
}

const STORE_FAULT = /^SQLITE_(?:FULL|IOERR|BUSY|LOCKED|READONLY|CANTOPEN|NOMEM|PROTOCOL)/

/** A full disk and the like: nothing is wrong with what was to be written. */
export function isStoreFault(error: unknown): boolean {
  return error instanceof Error && 'code' in error && STORE_FAULT.test(String(error.code))
}
