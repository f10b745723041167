import { isoOf } from '../handlers/time.ts'
import { Instant } from '../schema/ids.ts'
import { listParked, retryParked } from '../src/db/parked.ts'
import type { Db } from '../src/db/open.ts'
import { CommandError, runCommand, UsageError, withDatabase } from './command.ts'

/** Updates and deliveries that were given up on (contract, section 4). */
await runCommand({ usage: 'parked -- list | retry ID' }, ({ words }) => {
  const [verb, id, ...more] = words
  if (verb === 'list' && id === undefined) return withDatabase(list)
  if (verb === 'retry' && id !== undefined && more.length === 0) {
    return withDatabase((db) => retry(db, id))
  }
  throw new UsageError('')
})

async function list(db: Db): Promise<string> {
  const rows = await listParked(db)
  if (rows.length === 0) return 'nothing is parked'
  return rows
    .map(({ id, at, what, reason }) => [id, isoOf(Instant.parse(at)), what, reason].join('  '))
    .join('\n')
}

async function retry(db: Db, id: string): Promise<string> {
  if (await retryParked(db, id)) return `${id} is in its queue again; the running bot takes it up`
  throw new CommandError(`nothing is parked under ${id}`)
}
