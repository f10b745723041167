import { setTimeout as pause } from 'node:timers/promises'
import { SqliteDialect } from 'kysely'
import type { DatabaseConnection, Driver } from 'kysely'

/** Of the 5 seconds after which WeCom hangs up (platform document, section 2.5), for one statement. */
const PATIENCE_MS = 500
const LOOK_EVERY_MS = 10

/**
 * Waits for another process that has the database without holding the event loop up, as SQLite's
 * own busy timeout would: callbacks gather meanwhile, and are answered together.
 */
export class PatientDialect extends SqliteDialect {
  override createDriver(): Driver {
    const driver = super.createDriver()
    const acquire = driver.acquireConnection.bind(driver)
    driver.acquireConnection = async () => patient(await acquire())
    return driver
  }
}

const known = new WeakMap<DatabaseConnection, DatabaseConnection>()

function patient(connection: DatabaseConnection): DatabaseConnection {
  let made = known.get(connection)
  if (!made) {
    made = wrap(connection)
    known.set(connection, made)
  }
  return made
}

function wrap(connection: DatabaseConnection): DatabaseConnection {
  return {
    executeQuery: (query, ...rest) =>
      connection.executeQuery<never>(query, ...rest).catch(async (error: unknown) => {
        // Only what begins a transaction, or is one by itself, can meet another's lock.
        const until = performance.now() + PATIENCE_MS
        let latest = error
        while (isBusy(latest) && performance.now() < until) {
          await pause(LOOK_EVERY_MS)
          try {
            return await connection.executeQuery<never>(query, ...rest)
          } catch (again) {
            latest = again
          }
        }
        throw latest
      }),
    streamQuery: (query, size, ...rest) => connection.streamQuery<never>(query, size, ...rest),
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY')
}
