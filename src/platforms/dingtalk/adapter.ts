import { resolve } from 'node:path'
import type { DingtalkSettings } from '../../../schema/config.ts'
import type { Delivery } from '../../../schema/delivery.ts'
import type { Chat } from '../../../schema/update.ts'
import type { DeliverOptions, DeliveryKey, PlatformAdapter } from '../adapter.ts'
import { pace } from '../common/pace.ts'
import { ProgressMemory } from '../common/progress.ts'
import { dingtalkClient, type DingtalkClientOptions } from './client.ts'
import { deliverTo, holdsCards } from './deliver.ts'
import { fetchPhoto } from './download.ts'
import { beforeSending, pacedRobot, PERSON_CALL, refusal } from './errors.ts'
import { ROBOT_LIMITS } from './limits.ts'
import type { Sender } from './sender.ts'
import { targetOf } from './target.ts'

export interface DingtalkAdapterOptions extends DingtalkClientOptions {
  settings: DingtalkSettings
  /** What a delivery's `file` is relative to. */
  mediaDir?: string
}

/**
 * Sending through DingTalk's API and webhooks. Of 'fetch-photo', the refusal 40007 says that the
 * photo is lost and 830002 that it is too large.
 */
export function dingtalkAdapter(options: DingtalkAdapterOptions): PlatformAdapter {
  const { settings, clock } = options
  const client = dingtalkClient(options)
  const sender: Sender = { client, settings, clock, robots: pace(clock, ROBOT_LIMITS, pacedRobot) }
  const deliver = deliverer(sender, options)

  return {
    platform: 'dingtalk',
    label: '钉钉',
    allowance: { calls: settings.monthlyCalls, pushes: settings.monthlyPushes },
    singleUseHandles: false,
    limits: (chat) => (targetOf(chat)?.kind === 'robot' ? ROBOT_LIMITS : []),
    async deliver(chat, delivery, key, { signal, spent }) {
      try {
        return await deliver(chat, delivery, key, { signal, spent })
      } catch (error) {
        throw beforeSending(error)
      }
    },
    repeatable: (chat, delivery) => repeatable(settings, chat, delivery),
    async ready(signal) {
      try {
        await client.connect(signal)
        return true
      } catch {
        return false
      }
    },
  }
}

function deliverer(sender: Sender, options: DingtalkAdapterOptions) {
  const { mediaDir = '.', timeouts } = options
  const progress = new ProgressMemory()
  return async (
    chat: Chat,
    delivery: Delivery,
    key: DeliveryKey,
    given: Pick<DeliverOptions, 'signal' | 'spent'>,
  ) => {
    if (delivery.type === 'fetch-photo') {
      return { bytes: await fetchPhoto(sender, delivery.media, given, timeouts?.uploadMs) }
    }
    const target = targetOf(chat)
    if (!target) throw refusal(PERSON_CALL, 'no such chat')
    const located =
      'file' in delivery ? { ...delivery, file: resolve(mediaDir, delivery.file) } : delivery
    const attempt = { ...given, key, progress: progress.of(key) }
    const receipt = await deliverTo(sender, target, located, attempt)
    progress.done(key)
    return receipt
  }
}

/**
 * A card is known by its id, a custom robot's message by its `msgUuid`. A message of the app's robot
 * by nothing (platform document, section 4.5): twice in one person's chat is better than never, and
 * in a group it is not.
 */
function repeatable(
  { cardTemplateId }: DingtalkSettings,
  chat: Chat,
  { type }: Delivery,
): 'always' | 'once' | 'never' {
  if (type === 'fetch-photo' || type === 'card-update') return 'always'
  const target = targetOf(chat)
  if (target?.kind === 'robot') return 'always'
  if (type === 'card' && cardTemplateId !== null && target && holdsCards(target)) return 'always'
  return target?.kind === 'group' ? 'never' : 'once'
}
