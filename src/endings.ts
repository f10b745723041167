import type { Receipt } from '../schema/delivery.ts'
import type { Instant } from '../schema/ids.ts'
import type { DeliveryMark, OutboxRow } from './db/outbox.ts'
import { MAYBE_SENT } from './db/parked.ts'
import { PlatformRefusedError, PlatformSilentError } from './errors.ts'
import { nextMonthOf } from './month.ts'
import type { PhotoOutcome } from './photos.ts'
import type { Allowance, PlatformAdapter } from './platforms/adapter.ts'

/** Tries go on for about an hour and a half, inside the platform's own check for repeats. */
const TRIES = 12
const LONGEST_PAUSE_MS = 15 * 60_000
/** A platform that is shut to us (a wrong setting, a used-up limit) is waited for this long. */
const LONGEST_WAIT_MS = 3 * 24 * 3600_000
/** So often it is looked whether a used-up month has been given more. */
const LOOK_AGAIN_MS = 6 * 3600_000

/** How a try ended: everything that one commit writes about it. */
export interface Ending {
  mark: DeliveryMark
  row: OutboxRow
  receipt?: Receipt
  /** What the bytes of a fetched photo turned out to be. */
  photo?: PhotoOutcome
  /** Of the platform's monthly allowance. */
  spent?: Allowance
  /** What the platform says is all gone. */
  usedUp?: keyof Allowance
}

/** How often it may be sent without an answer. */
export function sendsOf({ chat, delivery }: OutboxRow, adapter: PlatformAdapter): number {
  if (delivery.type === 'card-update' || delivery.type === 'fetch-photo') return Infinity
  return { always: Infinity, once: 2, never: 1 }[adapter.repeatable(chat, delivery)]
}

export function sent(row: OutboxRow, receipt: Receipt, at: Instant): Ending {
  const messageId = receipt.messageId ?? null
  return { row, receipt, mark: { id: row.id, outcome: 'sent', at, messageId } }
}

export function parked(row: OutboxRow, reason: string): Ending {
  return { row, mark: { id: row.id, outcome: 'parked', reason } }
}

/** What a try that threw comes to. */
export function failed(
  row: OutboxRow,
  adapter: PlatformAdapter,
  error: unknown,
  now: Instant,
): Ending {
  if (error instanceof PlatformSilentError) {
    const unanswered = row.unanswered + 1
    if (unanswered >= sendsOf(row, adapter)) return parked(row, MAYBE_SENT)
    return tryAgain({ ...row, unanswered }, error.name, now)
  }
  if (error instanceof PlatformRefusedError) return refused(row, error, now)
  return tryAgain(row, error instanceof Error ? error.name : 'unknown', now)
}

function refused(row: OutboxRow, { decision, code }: PlatformRefusedError, now: Instant): Ending {
  switch (decision.retry) {
    case 'later':
      return tryAgain(row, String(code), now)
    case 'next-month':
      // Looked at in between too: the office may have bought a larger edition.
      return {
        ...again(row, Math.min(now + LOOK_AGAIN_MS, nextMonthOf(now)), row.attempts),
        usedUp: decision.of,
      }
    case 'after':
      if (now - row.createdAt >= LONGEST_WAIT_MS) return parked(row, String(code))
      return again(row, now + decision.pauseMs, row.attempts)
    case 'never':
      return isSwept(row, code) ? tryAgain(row, code, now) : parked(row, String(code))
  }
}

/** A made file that was deleted before it was read: the next try makes it again. */
function isSwept({ delivery }: OutboxRow, code: number | string): code is 'ENOENT' {
  return code === 'ENOENT' && 'made' in delivery && delivery.made !== undefined
}

function tryAgain(row: OutboxRow, reason: string, now: Instant): Ending {
  const attempts = row.attempts + 1
  if (attempts >= TRIES) return parked(row, reason)
  return again(row, now + pauseMs(row.attempts), attempts)
}

/** Growing, with jitter so that many that failed together do not return together. */
function pauseMs(attempts: number): number {
  const pause = Math.min(1000 * 2 ** attempts, LONGEST_PAUSE_MS)
  return Math.round(pause * (0.75 + Math.random() / 2))
}

function again(row: OutboxRow, notBefore: number, attempts: number): Ending {
  const { id, unanswered } = row
  const mark = {
    id,
    outcome: 'again' as const,
    notBefore: notBefore as Instant,
    attempts,
    unanswered,
  }
  return { row, mark }
}
