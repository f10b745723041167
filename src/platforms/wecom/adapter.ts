import { resolve } from 'node:path'
import type { PlatformAdapter } from '../adapter.ts'
import { wecomClient, type WecomClientOptions } from './client.ts'
import { deliverToGroup, groupLimits } from './group.ts'
import { pace } from '../common/pace.ts'
import { pausedRefusal } from './errors.ts'
import { MEMBER_LIMITS, ROBOT_LIMITS } from './limits.ts'
import { deliverToPerson, type Try } from './person.ts'
import { ProgressMemory } from '../common/progress.ts'

export interface WecomAdapterOptions extends WecomClientOptions {
  /** What a delivery's `file` is relative to. */
  mediaDir?: string
}

/**
 * Sending through WeCom's API. Of 'fetch-photo', the refusal 40007 says that the photo is lost
 * and 830002 that it is too large.
 */
export function wecomAdapter(options: WecomAdapterOptions): PlatformAdapter {
  const { settings, clock, mediaDir = '.' } = options
  const client = wecomClient(options)
  const progress = new ProgressMemory()
  const { agentId } = settings
  const person = { client, agentId, clock, pace: pace(clock, MEMBER_LIMITS, pausedRefusal) }
  const group = { client, pace: pace(clock, ROBOT_LIMITS, pausedRefusal) }

  return {
    platform: 'wecom',
    label: '企业微信',
    allowance: null,
    singleUseHandles: true,
    limits: (chat) => (chat.kind === 'person' ? MEMBER_LIMITS : groupLimits(chat.id)),
    async deliver(chat, delivery, key, { handle, signal }) {
      if (delivery.type === 'fetch-photo') {
        const query = { media_id: delivery.media }
        return { bytes: await client.download({ name: 'media/get', query, slow: true, signal }) }
      }
      const located =
        'file' in delivery ? { ...delivery, file: resolve(mediaDir, delivery.file) } : delivery
      const attempt: Try = { key, progress: progress.of(key), handle, signal }
      const receipt =
        chat.kind === 'group'
          ? await deliverToGroup(group, chat.id, located, attempt)
          : await deliverToPerson(person, chat.id, located, attempt)
      progress.done(key)
      return receipt
    },
    /**
     * WeCom knows a repeat in a person's chat. A photo or file only as long as its upload is
     * remembered, that is until a restart; then it may come twice, which is better than not at all.
     */
    repeatable: (chat) => (chat.kind === 'person' ? 'always' : 'never'),
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
