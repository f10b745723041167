import type { Clock } from '../../clock.ts'
import { PlatformRefusedError, PlatformSilentError } from '../../errors.ts'

export interface TokenSource {
  /** One request serves all who wait for it. */
  get(signal: AbortSignal): Promise<string>
  /** Forgets `token` if it is still the one in use: of ten calls that fail together, one asks anew. */
  drop(token: string): void
}

export interface FreshToken {
  token: string
  lifeMs: number
}

export interface TokenSourceOptions {
  fetchToken: () => Promise<FreshToken>
  clock: Clock
  onRefresh: () => void
}

const EARLY_MS = 5 * 60_000
const PAUSE_MS = 30_000

/** The access token of one app (platform document, section 7.1). */
export function tokenSource({ fetchToken, clock, onRefresh }: TokenSourceOptions): TokenSource {
  let cached: { token: string; freshUntil: number; goodUntil: number } | null = null
  let refreshing: Promise<string> | null = null
  let refused: { error: PlatformRefusedError; until: number } | null = null

  async function refresh(): Promise<string> {
    try {
      const { token, lifeMs } = await fetchToken()
      onRefresh()
      const goodUntil = clock.now() + lifeMs
      cached = { token, goodUntil, freshUntil: goodUntil - earlier(lifeMs) }
      refused = null
      return token
    } catch (error) {
      return fallBack(error)
    } finally {
      refreshing = null
    }
  }

  /** A token that is old but good serves on while there is no new one. */
  function fallBack(error: unknown): string {
    const now = clock.now()
    if (error instanceof PlatformRefusedError && error.decision.retry === 'after') {
      refused = { error, until: now + error.decision.pauseMs }
    }
    if (!cached || now >= cached.goodUntil) throw error
    cached.freshUntil = now + PAUSE_MS
    return cached.token
  }

  return {
    async get(signal) {
      const now = clock.now()
      if (cached && now < cached.freshUntil) return cached.token
      // Asking on with a wrong secret gets the address blocked for an hour.
      if (!cached && refused && now < refused.until) throw refused.error
      refreshing ??= refresh()
      return unlessAborted(refreshing, signal)
    },
    drop(token) {
      if (cached?.token === token) cached = null
    },
  }
}

/** A few minutes, different each time, so that two processes do not ask at once. */
function earlier(lifeMs: number): number {
  return Math.min(EARLY_MS, lifeMs / 4) * (1 + Math.random() / 2)
}

/** Whoever gives up stops waiting; the request goes on for the others. */
async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  const stop = () => {
    reject(new PlatformSilentError('gettoken', 'aborted'))
  }
  if (signal.aborted) stop()
  signal.addEventListener('abort', stop, { once: true })
  try {
    return await Promise.race([work, promise])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}
