import type { PlatformName } from './platforms.ts'
import type { Stage, StageOptions } from './stage.ts'

/** What people do, and what comes of it; the same on every platform. */
export interface Script extends Omit<StageOptions, 'media'> {
  title: string
  play: (stage: Stage) => Promise<void>
  /**
   * Why people are told something else on that platform than on WeCom, or see another card. What
   * is kept of items, reviews and drafts is the same all the same.
   */
  differs?: Partial<Record<Exclude<PlatformName, 'wecom'>, string>>
  /**
   * Pictures and documents are made in it. One of them takes longer than all that is said, so each
   * is made once: where the others play, it is there already.
   */
  makes?: true
  /** The platform refuses calls in it, as it is meant to. */
  refuses?: true
}
