import { createHmac } from 'node:crypto'
import Fastify from 'fastify'
import { onTestFinished } from 'vitest'
import type { Secrets } from '../../../../schema/config.ts'
import type { ShownCard } from '../../../../schema/delivery.ts'
import { dingtalkCallbacks } from '../../../../src/platforms/dingtalk/callbacks.ts'
import type { DingtalkCallbackOptions } from '../../../../src/platforms/dingtalk/callback-door.ts'
import { ManualClock } from '../../../support/clock.ts'
import { FakeInbox } from './fake-inbox.ts'

export const NOW = 1_760_000_000_000

export const SETTINGS: DingtalkCallbackOptions['settings'] = {
  clientId: 'dingappkey0000000001',
  robotCode: 'dingrobot000000000001',
  corpId: 'dingcorp0000000000000001',
  mode: 'http',
}

export const SECRETS = {
  clientSecret: 's3cret-of-the-app',
  cardSecret: 'card-api-secret-0001',
  events: { token: 'evtToken2026', aesKey: 'q8ZrT2mVx0Lb7NcK5hYdJ3wEuF9aSgPo1iXyGtRvB6M' },
} satisfies NonNullable<Secrets['dingtalk']>

export const clockAt = (ms: number) => new ManualClock(new Date(ms).toISOString())

/** As the template would be given it; what a card looks like is tested where it is drawn. */
export const drawCard = ({ title, closed }: ShownCard) => ({ title, status_text: closed ?? '' })

export const APPROVED: ShownCard = {
  title: '社区举办邻里节',
  facts: [],
  buttons: [],
  closed: '已由 赵乐山 通过',
}

export const APPROVED_ANSWER = {
  cardUpdateOptions: { updateCardDataByKey: true, updatePrivateDataByKey: true },
  cardData: { cardParamMap: { title: '社区举办邻里节', status_text: '已由 赵乐山 通过' } },
}

export interface Receiver {
  settings?: Partial<DingtalkCallbackOptions['settings']>
  secrets?: Partial<NonNullable<Secrets['dingtalk']>>
  now?: number
}

/** The callbacks' plugin with nothing behind it but an inbox. */
export function receiver({ settings, secrets, now = NOW }: Receiver = {}) {
  const inbox = new FakeInbox()
  const clock = clockAt(now)
  const counts = { ignored: 0 }
  const server = Fastify()
  onTestFinished(() => server.close())
  server.register(
    dingtalkCallbacks({
      settings: { ...SETTINGS, ...settings },
      secrets: { ...SECRETS, ...secrets },
      inbox,
      clock,
      drawCard,
      ignored: () => {
        counts.ignored += 1
      },
    }),
  )
  return { server, inbox, clock, counts }
}

const hmac = (key: string, message: string) =>
  createHmac('sha256', key).update(message).digest('base64')

/** Section 1.1, once more and by hand. */
export function robotHeaders(at = NOW, secret: string = SECRETS.clientSecret) {
  return { timestamp: String(at), sign: hmac(secret, `${at}\n${secret}`) }
}

export function cardHeaders(at = NOW, secret: string = SECRETS.cardSecret) {
  return {
    'x-ddpaas-signature-timestamp': String(at),
    'x-ddpaas-signature': hmac(secret, String(at)),
  }
}

export const ROBOT_URL = '/callbacks/dingtalk/robot'
export const CARD_URL = '/callbacks/dingtalk/card'
export const EVENT_URL = '/callbacks/dingtalk/event'

export function robotRequest(body: unknown, headers: Record<string, string> = robotHeaders()) {
  const payload = typeof body === 'string' ? body : JSON.stringify(body)
  const type = { 'content-type': 'application/json; charset=utf-8' }
  return { method: 'POST' as const, url: ROBOT_URL, headers: { ...type, ...headers }, payload }
}

export function cardRequest(body: unknown, headers: Record<string, string> = cardHeaders()) {
  return { ...robotRequest(body, headers), url: CARD_URL }
}
