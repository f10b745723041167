/** What is to be done after a platform refused. */
export type RetryDecision =
  /** Busy or too many at once: again after a pause. */
  | { retry: 'later' }
  /** A limit was reached: again once its window has passed. */
  | { retry: 'after'; pauseMs: number }
  /** The month's allowance is used up: kept for the next month, however long that is. */
  | { retry: 'next-month'; of: 'calls' | 'pushes' }
  /** It will never be accepted. */
  | { retry: 'never' }

/** The platform said no. Its twin is `PlatformSilentError`. */
export class PlatformRefusedError extends Error {
  override name = 'PlatformRefusedError'
  readonly call: string
  readonly code: number | string
  readonly decision: RetryDecision
  constructor(call: string, code: number | string, decision: RetryDecision) {
    // The platform's own text may hold addresses and ids: the code is enough to look it up.
    super(`${call} was refused with ${code}`)
    this.call = call
    this.code = code
    this.decision = decision
  }
}

/** No answer: the call may or may not have taken effect. */
export class PlatformSilentError extends Error {
  override name = 'PlatformSilentError'
  readonly call: string
  constructor(call: string, code: string) {
    super(`${call} got no answer (${code})`)
    this.call = call
  }
}

/** A callback that is not the platform's, or is too old; `status` is what the caller is told. */
export class ForgedRequestError extends Error {
  override name = 'ForgedRequestError'
  readonly status: 400 | 403
  constructor(status: 400 | 403, reason: string) {
    super(reason)
    this.status = status
  }
}

/** A row of a queue that this version of the program does not understand. */
export class UnreadableError extends Error {
  override name = 'UnreadableError'
}
