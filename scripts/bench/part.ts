import type { Bar } from './bars.ts'

export type Say = (line: string) => void

/** What is measured of one platform. */
export interface Part {
  /** Whatever is compared: done in every round, in turn with the other parts. */
  round(): Promise<void>
  /** What is measured once. */
  rest(say: Say): Promise<void>
  /** Everything that was measured. */
  tell(say: Say): void
  bars(): Bar[]
}
