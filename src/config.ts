import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { z } from 'zod'
import { Environment } from '../schema/config.ts'
import type { Config, Secrets } from '../schema/config.ts'

const SANDBOX_DIR = './data/sandbox'

/** Settings that cannot be worked with: one line for each, never a value. */
export class ConfigError extends Error {
  override name = 'ConfigError'
  readonly lines: readonly string[]
  constructor(lines: readonly string[]) {
    super(lines.join('\n'))
    this.lines = lines
  }
}

export interface Settings {
  config: Config
  secrets: Secrets
}

/** The process's environment, with what a file `.env` adds to it: variables already set win. */
export function readEnvironment(): NodeJS.ProcessEnv {
  if (existsSync('.env')) process.loadEnvFile('.env')
  return process.env
}

const TOGETHER = [
  ['WECOM_CORP_ID', 'WECOM_AGENT_ID', 'WECOM_SECRET', 'WECOM_TOKEN', 'WECOM_ENCODING_AES_KEY'],
  ['DINGTALK_CLIENT_ID', 'DINGTALK_CLIENT_SECRET', 'DINGTALK_ROBOT_CODE'],
  ['DINGTALK_EVENT_TOKEN', 'DINGTALK_EVENT_AES_KEY'],
  ['SMTP_URL', 'MAIL_TO', 'MAIL_FROM'],
] as const satisfies (keyof Environment)[][]

/** Throws `ConfigError`. Without credentials of any platform it is the sandbox that starts. */
export function loadConfig(variables: NodeJS.ProcessEnv): Settings {
  const parsed = Environment.safeParse(variables)
  const malformed = parsed.success ? [] : parsed.error.issues.map(explain)
  // All of it at once: whoever sets this up should not have to start it once for every fault.
  const disordered = parsed.success ? unordered(parsed.data) : []
  const lines = [...new Set([...malformed, ...missing(variables), ...disordered])]
  if (!parsed.success || lines.length > 0) throw new ConfigError(lines)
  const env = parsed.data
  if (env.SECRET_KEY !== undefined && namesAPlatform(variables)) {
    return realSettings(env, env.SECRET_KEY)
  }
  return sandboxSettings(env, isSet(variables.DATABASE_URL), isSet(variables.MEDIA_DIR))
}

function realSettings(env: Environment, key: string): Settings {
  return settings(env, {
    databaseFile: databaseFile(env),
    mediaDir: env.MEDIA_DIR,
    signingKey: decodeKey(key),
    sandbox: { enabled: false },
  })
}

function sandboxSettings(env: Environment, ownDatabase: boolean, ownMedia: boolean): Settings {
  if (!['127.0.0.1', 'localhost', '::1'].includes(env.HOST)) {
    throw new ConfigError([line('HOST', 'must be loopback in the sandbox, or set credentials')])
  }
  const databasePath = ownDatabase ? databaseFile(env) : join(SANDBOX_DIR, 'baosong.db')
  return settings(env, {
    databaseFile: databasePath,
    mediaDir: ownMedia ? env.MEDIA_DIR : join(dirname(databasePath), 'media'),
    signingKey: env.SECRET_KEY ? decodeKey(env.SECRET_KEY) : keptKey(dirname(databasePath)),
    sandbox: {
      enabled: true,
      dir: dirname(databasePath),
      startAt: env.SANDBOX_NOW === undefined ? null : Date.parse(env.SANDBOX_NOW),
    },
  })
}

function settings(
  env: Environment,
  chosen: Pick<Config, 'databaseFile' | 'mediaDir' | 'sandbox'> & { signingKey: Uint8Array },
): Settings {
  const { signingKey, ...places } = chosen
  const [quietHours = [21 * 60, 7 * 60 + 30]] = env.QUIET_HOURS
  const wecom = wecomParts(env)
  const dingtalk = dingtalkParts(env)
  return {
    config: {
      ...places,
      port: env.PORT,
      host: env.HOST,
      publicUrl: env.PUBLIC_URL ?? `http://${env.HOST}:${env.PORT}`,
      publicUrlIsSet: env.PUBLIC_URL !== undefined,
      logLevel: env.LOG_LEVEL,
      workHours: env.WORK_HOURS,
      quietHours,
      freezeAt: env.FREEZE_AT,
      broadcastAt: env.BROADCAST_AT,
      wecom: wecom ? { enabled: true, ...wecom.settings } : { enabled: false },
      dingtalk: dingtalk ? { enabled: true, ...dingtalk.settings } : { enabled: false },
    },
    secrets: {
      signingKey,
      metricsToken: env.METRICS_TOKEN ?? null,
      wecom: wecom?.secrets ?? null,
      dingtalk: dingtalk?.secrets ?? null,
    },
  }
}

function wecomParts(env: Environment) {
  const { WECOM_CORP_ID: corpId, WECOM_AGENT_ID: agentId, WECOM_SECRET: secret } = env
  const { WECOM_TOKEN: token, WECOM_ENCODING_AES_KEY: encodingAesKey } = env
  if (!corpId || agentId === undefined || !secret || !token || !encodingAesKey) return null
  return {
    settings: { corpId, agentId, apiBase: env.WECOM_API_BASE },
    secrets: { secret, token, encodingAesKey },
  }
}

function dingtalkParts(env: Environment) {
  const { DINGTALK_CLIENT_ID: clientId, DINGTALK_CLIENT_SECRET: clientSecret } = env
  const { DINGTALK_ROBOT_CODE: robotCode } = env
  const { DINGTALK_EVENT_TOKEN: token, DINGTALK_EVENT_AES_KEY: aesKey } = env
  if (!clientId || !clientSecret || !robotCode) return null
  return {
    settings: {
      clientId,
      robotCode,
      corpId: env.DINGTALK_CORP_ID ?? null,
      mode: env.DINGTALK_MODE,
      cardTemplateId: env.DINGTALK_CARD_TEMPLATE_ID ?? null,
      cardRouteKey: env.DINGTALK_CARD_ROUTE_KEY,
      apiBase: env.DINGTALK_API_BASE,
      oapiBase: env.DINGTALK_OAPI_BASE,
      monthlyCalls: env.DINGTALK_MONTHLY_CALLS,
      monthlyPushes: env.DINGTALK_MONTHLY_PUSHES,
      qps: env.DINGTALK_QPS,
    },
    secrets: {
      clientSecret,
      cardSecret: env.DINGTALK_CARD_SECRET ?? null,
      events: token && aesKey ? { token, aesKey } : null,
    },
  }
}

function missing(variables: NodeJS.ProcessEnv): string[] {
  const incomplete = TOGETHER.flatMap((names) => {
    const absent = names.filter((name) => !isSet(variables[name]))
    if (absent.length === names.length) return []
    return absent.map((name) => line(name, `is missing: ${names.join(', ')} go together`))
  })
  const keyless = namesAPlatform(variables) && !isSet(variables.SECRET_KEY)
  return [
    ...incomplete,
    ...(keyless ? [line('SECRET_KEY', 'is missing')] : []),
    ...(cardsAreUnsigned(variables) ? [line('DINGTALK_CARD_SECRET', 'is missing')] : []),
  ]
}

/** What is not frozen yet cannot be sent. */
function unordered({ FREEZE_AT: freeze, BROADCAST_AT: broadcast }: Environment): string[] {
  const order = broadcast.day - freeze.day || broadcast.minute - freeze.minute
  return order > 0 ? [] : [line('BROADCAST_AT', 'is not after FREEZE_AT')]
}

/** By HTTP anybody could tap a card whose callbacks are not signed. */
function cardsAreUnsigned(variables: NodeJS.ProcessEnv): boolean {
  const { DINGTALK_MODE: mode, DINGTALK_CARD_TEMPLATE_ID: template } = variables
  return mode === 'http' && isSet(template) && !isSet(variables.DINGTALK_CARD_SECRET)
}

const PLATFORMS = [...TOGETHER[0], ...TOGETHER[1]]

/** Whether it is a real start that is asked for. */
function namesAPlatform(variables: NodeJS.ProcessEnv): boolean {
  return PLATFORMS.some((name) => isSet(variables[name]))
}

/** An empty variable is one that is not there: so `.env.example` has them. */
function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== ''
}

function explain(issue: z.core.$ZodIssue): string {
  const name = String(issue.path[0])
  return line(name as keyof Environment, 'is malformed')
}

/** zod's own messages may hold the value: the line says the variable, the fault and an example. */
function line(name: keyof Environment, fault: string): string {
  const example = Environment.shape[name].description
  return `${name} ${fault}${example ? ` (example: ${example})` : ''}`
}

function databaseFile(env: Environment): string {
  return env.DATABASE_URL.slice('sqlite:'.length)
}

function decodeKey(text: string): Uint8Array {
  return /^[0-9a-f]+$/i.test(text) && text.length % 2 === 0
    ? Buffer.from(text, 'hex')
    : Buffer.from(text, 'base64')
}

/** The sandbox makes its own key and keeps it, so that links survive a restart. */
function keptKey(dir: string): Uint8Array {
  const file = join(dir, 'secret-key')
  if (!existsSync(file)) {
    mkdirSync(dir, { recursive: true })
    writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600 })
  }
  return Buffer.from(readFileSync(file, 'utf8').trim(), 'hex')
}
