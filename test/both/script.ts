import type { PlatformName } from './platforms.ts'
import type { Stage, StageOptions } from './stage.ts'

/** What people do, and what comes of it; the same on every platform. */
export interface Script extends StageOptions {
  title: string
  play: (stage: Stage) => Promise<void>
  /**
   * Why people are told something else on that platform than on WeCom, or see another card. What
   * is kept of items, reviews and drafts is the same all the same.
   */
  differs?: Partial<Record<Exclude<PlatformName, 'wecom'>, string>>
  /** The platform refuses calls in it, as it is meant to. */
  refuses?: true
}
