import type { DingtalkSettings } from '../../../schema/config.ts'
import type { Clock } from '../../clock.ts'
import type { Allowance, DeliveryKey } from '../adapter.ts'
import type { Pace } from '../common/pace.ts'
import type { Progress } from '../common/progress.ts'
import type { DingtalkClient } from './client.ts'

export interface Sender {
  client: DingtalkClient
  settings: DingtalkSettings
  clock: Clock
  /** Of custom robots: a long text is several messages. */
  robots: Pace
}

/** One try of one delivery. */
export interface Try {
  key: DeliveryKey
  progress: Progress
  spent: Allowance
  signal: AbortSignal
}
