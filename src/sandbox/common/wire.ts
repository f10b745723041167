import type { Clock } from '../../clock.ts'
import type { WireEntry } from '../stand-in.ts'

const KEPT = 500
export const STRUCK = '***'
const SECRET_KEYS = new Set(['access_token', 'corpsecret', 'secret', 'token', 'key'])

/** The newest entries of what went over the line, in both directions. */
export class Wire {
  readonly #clock: Clock
  readonly #onChange: () => void
  #entries: WireEntry[] = []
  #lastId = 0
  constructor(clock: Clock, onChange: () => void) {
    this.#clock = clock
    this.#onChange = onChange
  }
  entries(): readonly WireEntry[] {
    return this.#entries
  }
  add(entry: Omit<WireEntry, 'id' | 'at'>): void {
    this.#lastId += 1
    const whole = { ...entry, id: this.#lastId, at: this.#clock.now() }
    this.#entries = [...this.#entries.slice(1 - KEPT), whole]
    this.#onChange()
  }
  clear(): void {
    this.#entries = []
    this.#onChange()
  }
}

/** The query of a call as it may be shown. */
export function shownQuery(query: URLSearchParams): Record<string, string> {
  return Object.fromEntries(
    [...query].map(([key, value]) => [key, SECRET_KEYS.has(key) ? STRUCK : value]),
  )
}
