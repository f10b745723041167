import BetterSqlite from 'better-sqlite3'
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { unusable, UnusableDatabaseError } from './open.ts'

/**
 * One bot a database: the queues' order and their "sent or not" live in one process. The lock is
 * the operating system's, so it ends with the process however that ends. Returns what releases it.
 */
export function lockDatabase(file: string): () => void {
  if (file === ':memory:') return () => undefined
  const lock = openLock(file)
  try {
    lock.exec('begin exclusive')
  } catch {
    lock.close()
    throw new UnusableDatabaseError(
      'another process of the bot runs on this database: stop it first',
    )
  }
  return () => {
    lock.close()
  }
}

function openLock(file: string): BetterSqlite.Database {
  try {
    mkdirSync(dirname(file), { recursive: true })
    return new BetterSqlite(`${file}.lock`, { timeout: 0 })
  } catch (error) {
    throw unusable('a lock file', error)
  }
}
