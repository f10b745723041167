import { join } from 'node:path'
import { MovableClock, systemClock } from '../../src/clock.ts'
import { startDingtalkStandIn, type DingtalkStandIn } from '../../src/sandbox/dingtalk/index.ts'
import type { DingtalkStandInOptions } from '../../src/sandbox/dingtalk/options.ts'
import type { Env } from './program.ts'

/** Enough of a month for any test, told to both ends. */
export const ALLOWANCE = { calls: 1_000_000, pushes: 1_000_000 }

export const DINGTALK = {
  clientId: 'dingprocess000000001',
  clientSecret: 'the-client-secret-of-the-app',
  robotCode: 'dingprocess000000001',
  corpId: 'dingcorpprocess00001',
  cardTemplateId: '00000000-0000-4000-8000-000000000001.schema',
  cardSecret: 'the-api-secret-of-the-route',
  eventToken: 'TokenOfTheEvents',
  eventAesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
}

/** Unacknowledged frames come again after a minute of the platform's clock: this is a little more. */
export const REPEAT_MS = 61_000

export interface Platform {
  standIn: DingtalkStandIn
  /** The platform's own: moved on, it sends again what it has no answer to. */
  clock: MovableClock
}

export async function startPlatform(
  accounts: readonly string[],
  options: Partial<DingtalkStandInOptions> = {},
): Promise<Platform> {
  const clock = new MovableClock(systemClock, 0)
  const standIn = await startDingtalkStandIn({
    port: 0,
    clock,
    credentials: DINGTALK,
    mode: 'stream',
    callbackUrl: () => null,
    members: accounts.map((account) => ({ account, name: account })),
    groups: [],
    journalFile: null,
    allowance: ALLOWANCE,
    strict: true,
    ...options,
  })
  return { standIn, clock }
}

/** A real start with DingTalk alone, at `apiBase`. */
export function dingtalkEnv(folder: string, port: number, apiBase: string): Env {
  return {
    PORT: String(port),
    DATABASE_URL: `sqlite:${join(folder, 'baosong.db')}`,
    MEDIA_DIR: join(folder, 'media'),
    SECRET_KEY: '5a'.repeat(32),
    DINGTALK_CLIENT_ID: DINGTALK.clientId,
    DINGTALK_CLIENT_SECRET: DINGTALK.clientSecret,
    DINGTALK_ROBOT_CODE: DINGTALK.robotCode,
    DINGTALK_CORP_ID: DINGTALK.corpId,
    DINGTALK_CARD_TEMPLATE_ID: DINGTALK.cardTemplateId,
    DINGTALK_CARD_SECRET: DINGTALK.cardSecret,
    DINGTALK_EVENT_TOKEN: DINGTALK.eventToken,
    DINGTALK_EVENT_AES_KEY: DINGTALK.eventAesKey,
    DINGTALK_MONTHLY_CALLS: String(ALLOWANCE.calls),
    DINGTALK_MONTHLY_PUSHES: String(ALLOWANCE.pushes),
    DINGTALK_API_BASE: apiBase,
    DINGTALK_OAPI_BASE: apiBase,
  }
}
