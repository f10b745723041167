import { vi } from 'vitest'

/** Looks again and again until it holds: soon on a quiet machine, and in time on a busy one. */
export const eventually = <T>(holds: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(holds, { timeout: 30_000, interval: 5 })
