import BetterSqlite from 'better-sqlite3'
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { Kysely, sql } from 'kysely'
import type { SqliteDatabase, SqliteStatement } from 'kysely'
import type { Database } from '../../schema/tables.ts'
import { migrations } from '../../schema/migrations/index.ts'
import { PatientDialect } from './patient.ts'

export type Db = Kysely<Database>

/** Commands, and the program while it starts, wait for whoever has the database. */
const PATIENT_MS = 10_000

/** A setting of the database that cannot be worked with; the text is fit for an operator. */
export class UnusableDatabaseError extends Error {
  override name = 'UnusableDatabaseError'
}

/** The code tells the fault; the message would tell the path too. */
export function unusable(what: string, error: unknown): UnusableDatabaseError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
  return new UnusableDatabaseError(
    `DATABASE_URL names a place where ${what} cannot be opened, ${code} (example: sqlite:./data/baosong.db)`,
  )
}

export interface OpenOptions {
  /** Path, or `:memory:`. */
  file: string
  /** What starts: a database of the other kind is refused. A command that works on either: `any`. */
  kind: 'real' | 'sandbox' | 'any'
}

/**
 * Opens the database, makes it where there is none, and brings it up to date.
 * `synchronous=FULL` is what an acknowledgement promises: a commit survives a power cut.
 */
export async function openDatabase({ file, kind }: OpenOptions): Promise<Db> {
  const raw = openFile(file)
  const db: Db = new Kysely<Database>({
    dialect: new PatientDialect({ database: withPreparedOnce(raw) }),
  })
  try {
    await migrate(db)
    if (kind === 'any') return db
    await checkKind(db, kind)
    // From now on it is `PatientDialect` that waits, and nothing stands still.
    raw.pragma('busy_timeout = 0')
  } catch (error) {
    await db.destroy()
    throw error
  }
  return db
}

function openFile(file: string): BetterSqlite.Database {
  try {
    if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true })
    const raw = new BetterSqlite(file)
    raw.pragma(`busy_timeout = ${PATIENT_MS}`)
    raw.pragma('journal_mode = WAL')
    raw.pragma('synchronous = FULL')
    raw.pragma('foreign_keys = ON')
    raw.pragma('temp_store = MEMORY')
    return raw
  } catch (error) {
    throw unusable('the database', error)
  }
}

/**
 * Prepares each text once: preparing costs more than running most of our queries. A transaction
 * takes the write lock when it begins, so that it never has to give up half-way for another process.
 */
function withPreparedOnce(raw: BetterSqlite.Database): SqliteDatabase {
  const prepared = new Map<string, SqliteStatement>()
  return {
    close: () => {
      raw.close()
    },
    prepare(text) {
      const known = prepared.get(text)
      if (known) return known
      const statement = raw.prepare(text === 'begin' ? 'begin immediate' : text)
      if (prepared.size < 500) prepared.set(text, statement)
      return statement
    },
  }
}

async function migrate(db: Db) {
  await db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ user_version: number }>`pragma user_version`.execute(tx)
    const present = rows[0]?.user_version ?? 0
    if (present > migrations.length) {
      throw new UnusableDatabaseError(
        `the database is newer (${present}) than this program (${migrations.length}): update the program`,
      )
    }
    for (const up of migrations.slice(present)) await up(tx as unknown as Kysely<unknown>)
    await sql`pragma user_version = ${sql.raw(String(migrations.length))}`.execute(tx)
  })
}

/**
 * The sandbox cannot be met by accident, nor a real database be played with (contract, section 1).
 * The first start decides which of the two a new database is.
 */
async function checkKind(db: Db, kind: 'real' | 'sandbox') {
  await db
    .insertInto('meta')
    .values({ key: 'kind', value: kind })
    .onConflict((oc) => oc.doNothing())
    .execute()
  const mark = await db
    .selectFrom('meta')
    .select('value')
    .where('key', '=', 'kind')
    .executeTakeFirst()
  if (mark?.value === kind) return
  throw new UnusableDatabaseError(
    kind === 'sandbox'
      ? 'the database is a real one: the sandbox does not touch it'
      : 'the database belongs to the sandbox: point DATABASE_URL elsewhere',
  )
}
