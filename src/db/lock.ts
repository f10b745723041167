import BetterSqlite from 'better-sqlite3'
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { UnusableDatabaseError } from './open.ts'

/**
 * One bot a database: the queues' order and their "sent or not" live in one process. The lock is
 * the operating system's, so it ends with the process however that ends. Returns what releases it.
 */
export function lockDatabase(file: string): () => void {
  if (file === ':memory:') return () => undefined
  mkdirSync(dirname(file), { recursive: true })
  const lock = new BetterSqlite(`${file}.lock`, { timeout: 0 })
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
