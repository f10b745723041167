import type { Kysely } from 'kysely'
import { up as first } from './001-first.ts'
import { up as twoPlatforms } from './002-two-platforms.ts'
import { up as points } from './003-points.ts'

/** In order; a file that was released is never changed, the next change is a new one. */
export const migrations: readonly ((db: Kysely<unknown>) => Promise<void>)[] = [
  first,
  twoPlatforms,
  points,
]
