import { PlatformRefusedError, type RetryDecision } from '../../errors.ts'

const MINUTE_MS = 60_000

const LATER: RetryDecision = { retry: 'later' }
const NEVER: RetryDecision = { retry: 'never' }
/** A limit blocks for its window, the shortest of which is a minute (platform document, section 15.1). */
const NEXT_WINDOW: RetryDecision = { retry: 'after', pauseMs: MINUTE_MS }
/**
 * A matter of the admin console (an address that is not trusted, an app switched off). Nothing is
 * wrong with the message, so it waits until somebody has put it right.
 */
const ONCE_CONFIGURED: RetryDecision = { retry: 'after', pauseMs: 5 * MINUTE_MS }

const each = (codes: readonly number[], decision: RetryDecision) =>
  codes.map((code): [number, RetryDecision] => [code, decision])

/** Section 15.2, classes R, W, C and T; whatever is not named here is final for its request. */
const DECISIONS = new Map<number | string, RetryDecision>([
  ...each([-1, 6000, 45033, 45035, 302005, 302008], LATER),
  ...each([45009, 45036], NEXT_WINDOW),
  ...each([40013, 40054, 40055, 40056, 40057, 40091, 40093, 42012, 43012, 45031], ONCE_CONFIGURED),
  ...each([48001, 48002, 48004, 48005, 48006, 48009, 48010, 50001, 50003], ONCE_CONFIGURED),
  ...each([60020, 60031, 80001, 85005, 85008, 93000, 93001, 93004, 93008], ONCE_CONFIGURED),
  ...each([301002, 301007, 701008, 701099], ONCE_CONFIGURED),
  // Seen here only if the new token was refused as well.
  ...each([40001, 40014, 42001], LATER),
])

const TOKEN_FAULTS = new Set<number | string>([40001, 40014, 42001])
/** Of gettoken (section 7.1): the secret or the corp is wrong, and asking often blocks the address. */
const CREDENTIAL_FAULTS = new Set<number | string>([40001, 40013, 40091, 41002, 41004, 45031])

/** `call` is the path below /cgi-bin/. */
export function refusal(call: string, code: number): PlatformRefusedError {
  const misconfigured = call === 'gettoken' && CREDENTIAL_FAULTS.has(code)
  const decision = misconfigured ? ONCE_CONFIGURED : (DECISIONS.get(code) ?? NEVER)
  return new PlatformRefusedError(call, code, decision)
}

/** Refused by ourselves before it was sent, with the code that WeCom has for it. */
export function pausedRefusal(call: string, pauseMs: number): PlatformRefusedError {
  return new PlatformRefusedError(call, 45009, { retry: 'after', pauseMs })
}

/** The token was refused: it may help to ask for another, once. */
export function isTokenFault(error: unknown): boolean {
  return error instanceof PlatformRefusedError && TOKEN_FAULTS.has(error.code)
}

/** Nobody the card could be sent to or changed for is left: section 8, `invaliduser`. */
export const NO_RECIPIENT = 81013
/** The permission to change a card is unknown, used or too old. */
export const HANDLE_SPENT = 60140
/** The `task_id` was used: a card of ours has been there before. */
export const TASK_USED = 42014
/** More than 20 MiB. */
export const MEDIA_TOO_LARGE = 830002
export const BAD_USER_ID = 40003
export const BAD_PARAMETER = 40058
