import { z } from 'zod'

const absent = (value: unknown) => (value === '' ? undefined : value)
const text = (example: string) =>
  z.preprocess(absent, z.string().min(1).optional()).describe(example)
const url = (example: string, standard: string) =>
  z.preprocess(absent, z.url({ protocol: /^https?$/ }).default(standard)).describe(example)

/** `08:30-12:00,14:00-17:30`: minutes of the day, [from, to); a range may pass midnight. */
const minutes = /^(?:[01]\d|2[0-3]):[0-5]\d$/
function ranges(value: string, ctx: z.RefinementCtx): [number, number][] {
  const parsed = value.split(',').map((part) => part.trim().split('-'))
  if (parsed.some((pair) => pair.length !== 2 || !pair.every((side) => minutes.test(side)))) {
    ctx.addIssue({ code: 'custom', message: 'is not a list of times' })
    return z.NEVER
  }
  const toMinutes = (side = '') => Number(side.slice(0, 2)) * 60 + Number(side.slice(3, 5))
  return parsed.map(([from, to]) => [toMinutes(from), toMinutes(to)])
}

/** A day of the month, 1 to 28, and a minute of that day in Asia/Shanghai. */
export interface MonthlyTime {
  day: number
  minute: number
}

/** `3 18:00`: day of the month and time. */
const monthly = (standard: string) =>
  z
    .preprocess(
      absent,
      z
        .string()
        .regex(/^(?:[1-9]|1\d|2[0-8]) (?:[01]\d|2[0-3]):[0-5]\d$/)
        .default(standard),
    )
    .transform((value): MonthlyTime => {
      const [day = '', hour = '', minute = ''] = value.split(/[ :]/)
      return { day: Number(day), minute: Number(hour) * 60 + Number(minute) }
    })
    .describe(standard)

const allowance = (standard: number) =>
  z.preprocess(absent, z.coerce.number().int().min(1).default(standard)).describe(String(standard))

/**
 * Every variable that the program knows (contract, section 2). The description is an example,
 * shown when the value is malformed; a value itself is never shown.
 */
export const Environment = z.object({
  PORT: z
    .preprocess(absent, z.coerce.number().int().min(0).max(65_535).default(8080))
    .describe('8080'),
  HOST: z.preprocess(absent, z.string().default('127.0.0.1')).describe('127.0.0.1'),
  PUBLIC_URL: z
    .preprocess(absent, z.url({ protocol: /^https?$/ }).optional())
    .describe('https://bot.example.com'),
  DATABASE_URL: z
    .preprocess(
      absent,
      z
        .string()
        .regex(/^sqlite:.+/)
        .default('sqlite:./data/baosong.db'),
    )
    .describe('sqlite:./data/baosong.db'),
  MEDIA_DIR: z.preprocess(absent, z.string().default('./data/media')).describe('./data/media'),
  SECRET_KEY: z
    .preprocess(
      absent,
      z
        .string()
        .refine(
          (value) =>
            /^(?:[0-9a-f]{2}){32,}$/i.test(value) || /^[A-Za-z0-9+/]{43,}={0,2}$/.test(value),
          'is not 32 bytes or more as hex or base64',
        )
        .optional(),
    )
    .describe('the output of: openssl rand -hex 32'),
  LOG_LEVEL: z
    .preprocess(
      absent,
      z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
    )
    .describe('info'),
  METRICS_TOKEN: text('a long random word'),
  WECOM_CORP_ID: text('wwa1b2c3d4e5f60718'),
  WECOM_AGENT_ID: z
    .preprocess(absent, z.string().regex(/^\d+$/).transform(Number).optional())
    .describe('1000002'),
  WECOM_SECRET: text('the Secret of the app, from the admin console'),
  WECOM_TOKEN: z
    .preprocess(
      absent,
      z
        .string()
        .regex(/^[A-Za-z0-9]{1,32}$/)
        .optional(),
    )
    .describe('up to 32 letters and digits'),
  WECOM_ENCODING_AES_KEY: z
    .preprocess(
      absent,
      z
        .string()
        .regex(/^[A-Za-z0-9]{43}$/)
        .optional(),
    )
    .describe('43 letters and digits'),
  WECOM_API_BASE: url('https://qyapi.weixin.qq.com', 'https://qyapi.weixin.qq.com'),
  DINGTALK_CLIENT_ID: text('dingabcdefgh'),
  DINGTALK_CLIENT_SECRET: text('the Client Secret of the app'),
  DINGTALK_ROBOT_CODE: text('dingabcdefgh'),
  DINGTALK_CORP_ID: text('ding0123456789'),
  DINGTALK_MODE: z
    .preprocess(absent, z.enum(['stream', 'http']).default('stream'))
    .describe('stream'),
  DINGTALK_CARD_TEMPLATE_ID: text('00000000-0000-4000-8000-000000000001.schema'),
  DINGTALK_CARD_SECRET: text('the apiSecret that was registered'),
  DINGTALK_CARD_ROUTE_KEY: z.preprocess(absent, z.string().default('baosong')).describe('baosong'),
  DINGTALK_MONTHLY_CALLS: allowance(5000),
  DINGTALK_MONTHLY_PUSHES: allowance(3000),
  DINGTALK_QPS: allowance(20),
  DINGTALK_EVENT_TOKEN: text('the token of the event subscription'),
  DINGTALK_EVENT_AES_KEY: z
    .preprocess(
      absent,
      z
        .string()
        .regex(/^[A-Za-z0-9]{43}$/)
        .optional(),
    )
    .describe('43 letters and digits'),
  DINGTALK_API_BASE: url('https://api.dingtalk.com', 'https://api.dingtalk.com'),
  DINGTALK_OAPI_BASE: url('https://oapi.dingtalk.com', 'https://oapi.dingtalk.com'),
  WORK_HOURS: z
    .preprocess(absent, z.string().default('08:30-12:00,14:00-17:30'))
    .transform(ranges)
    .describe('08:30-12:00,14:00-17:30'),
  QUIET_HOURS: z
    .preprocess(absent, z.string().default('21:00-07:30'))
    .transform(ranges)
    .refine((list) => list.length === 1, 'is one range')
    .describe('21:00-07:30'),
  FREEZE_AT: monthly('3 18:00'),
  BROADCAST_AT: monthly('5 09:05'),
  SMTP_URL: z
    .preprocess(absent, z.url({ protocol: /^smtps?$/ }).optional())
    .describe('smtps://user:password@mail.example.com'),
  MAIL_TO: text('xuanchuan@example.com'),
  MAIL_FROM: text('baosong@example.com'),
  SANDBOX_NOW: z
    .preprocess(absent, z.iso.datetime({ offset: true }).optional())
    .describe('2026-11-20T09:00:00+08:00'),
})
export type Environment = z.infer<typeof Environment>

export interface WecomSettings {
  corpId: string
  agentId: number
  apiBase: string
}

export interface DingtalkSettings {
  /** AppKey: also the owner key of encrypted events. */
  clientId: string
  robotCode: string
  /** Checked against callbacks where it is set. */
  corpId: string | null
  mode: 'stream' | 'http'
  /** `null`: cards go out as messages with buttons that send a word. */
  cardTemplateId: string | null
  cardRouteKey: string
  apiBase: string
  oapiBase: string
  /** The edition's allowance, a calendar month. */
  monthlyCalls: number
  monthlyPushes: number
  /** Calls a second that each API takes of one application (platform document, section 10.1). */
  qps: number
}

/** What must never be printed or logged; kept apart so that nothing prints it along. */
export interface Secrets {
  signingKey: Uint8Array
  metricsToken: string | null
  wecom: { secret: string; token: string; encodingAesKey: string } | null
  dingtalk: {
    clientSecret: string
    /** The `apiSecret` that card callbacks by HTTP are signed with. */
    cardSecret: string | null
    /** Of the event subscription by HTTP. */
    events: { token: string; aesKey: string } | null
  } | null
}

export interface Config {
  port: number
  host: string
  publicUrl: string
  /** Whether PUBLIC_URL was set: links to `http://127.0.0.1` help nobody on a phone. */
  publicUrlIsSet: boolean
  databaseFile: string
  mediaDir: string
  logLevel: Environment['LOG_LEVEL']
  workHours: [number, number][]
  quietHours: [number, number]
  /** Of the month after the one whose figures it is about; the second is later than the first. */
  freezeAt: MonthlyTime
  broadcastAt: MonthlyTime
  wecom: { enabled: false } | ({ enabled: true } & WecomSettings)
  dingtalk: { enabled: false } | ({ enabled: true } & DingtalkSettings)
  sandbox: { enabled: false } | { enabled: true; dir: string; startAt: number | null }
}
