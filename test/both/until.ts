import { setTimeout as pause } from 'node:timers/promises'

/** Waits for what another process or a socket brings about; real time, bounded. */
export async function until(
  holds: () => boolean | Promise<boolean>,
  what: string,
  withinMs = 10_000,
): Promise<void> {
  const end = performance.now() + withinMs
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`waited in vain for ${what}`)
    await pause(5)
  }
}
