import type { Compilable, CompiledQuery, Kysely } from 'kysely'
import type { Database } from '../../schema/tables.ts'

/** Stands in a query for what is known only when it runs. */
class Hole {
  readonly place: number
  constructor(place: number) {
    this.place = place
  }
}

/**
 * Builds a query once and runs it with other values each time: for the few that every message
 * needs, building costs more than running. Values go into the query as they are; what `build`
 * computes from them, or decides by them, is fixed at the first run.
 */
export function prepared<Args extends readonly unknown[], Row>(
  build: (db: Kysely<Database>, ...args: Args) => Compilable<Row>,
): (db: Kysely<Database>, ...args: Args) => Promise<Row[]> {
  let compiled: CompiledQuery<Row> | undefined
  const fill = (db: Kysely<Database>) => {
    const holes = Array.from({ length: build.length - 1 }, (_, place) => new Hole(place))
    return build(db, ...(holes as unknown as Args)).compile()
  }
  return async (db, ...args) => {
    compiled ??= fill(db)
    const parameters = compiled.parameters.map((value) =>
      value instanceof Hole ? args[value.place] : value,
    )
    const { query, queryId, sql } = compiled
    const { rows } = await db.executeQuery<Row>({ query, queryId, sql, parameters })
    return rows
  }
}
