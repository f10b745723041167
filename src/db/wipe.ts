import { sql } from 'kysely'
import type { Db } from './open.ts'

/** Empties every table but the mark of what the database is. Only the sandbox asks for it. */
export async function wipe(db: Db): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`pragma defer_foreign_keys = on`.execute(tx)
    const tables = await tx.introspection.getTables()
    for (const { name } of tables) {
      if (name === 'meta') continue
      await sql`delete from ${sql.table(name)}`.execute(tx)
    }
  })
}
