/** All in milliseconds. */
export interface StreamTimings {
  /** Before the second try; doubled with each that fails. */
  firstPauseMs: number
  longestPauseMs: number
  /** After the id or the secret was refused. */
  refusedPauseMs: number
  handshakeMs: number
  pingMs: number
  /** A connection that has stood for so long has worked, even if nobody said a word. */
  stableMs: number
  /** A connection that the server is about to close is closed after so long without a frame. */
  quietMs: number
  /** For so long, closing waits for frames that are in hand. */
  closeMs: number
}

export const STREAM_TIMINGS: StreamTimings = {
  firstPauseMs: 1_000,
  longestPauseMs: 60_000,
  refusedPauseMs: 60_000,
  handshakeMs: 10_000,
  pingMs: 30_000,
  stableMs: 60_000,
  quietMs: 15_000,
  closeMs: 5_000,
}

/** Of the n-th try that failed; by chance up to half as long, so that not all come back at once. */
export function pauseBefore(tries: number, timings: StreamTimings): number {
  const { firstPauseMs, longestPauseMs } = timings
  const pause = Math.min(firstPauseMs * 2 ** (tries - 1), longestPauseMs)
  return pause * (0.5 + Math.random() / 2)
}
