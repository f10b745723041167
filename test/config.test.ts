import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { Environment } from '../schema/config.ts'
import { ConfigError, loadConfig } from '../src/config.ts'

const WECOM = {
  WECOM_CORP_ID: 'ww1',
  WECOM_AGENT_ID: '1000002',
  WECOM_SECRET: 'a-secret-word',
  WECOM_TOKEN: 'token',
  WECOM_ENCODING_AES_KEY: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
  SECRET_KEY: 'ab'.repeat(32),
}

function complaints(variables: Record<string, string>): readonly string[] {
  try {
    loadConfig(variables)
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.lines
    throw error
  }
}

test('.env.example lists every variable that the program knows, and no other', () => {
  const text = readFileSync(new URL('../.env.example', import.meta.url), 'utf8')
  const listed = [...text.matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name)
  expect(listed.toSorted()).toEqual(Object.keys(Environment.shape).toSorted())
})

test('the values of .env.example are good ones', () => {
  const text = readFileSync(new URL('../.env.example', import.meta.url), 'utf8')
  const values = [...text.matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name = '', value]) => [
    name,
    value,
  ])
  expect(Environment.safeParse(Object.fromEntries(values)).success).toBe(true)
})

test('with WeCom credentials it runs for real, with defaults for the rest', () => {
  const { config, secrets } = loadConfig(WECOM)
  expect(config).toMatchObject({
    port: 8080,
    host: '127.0.0.1',
    publicUrl: 'http://127.0.0.1:8080',
    publicUrlIsSet: false,
    databaseFile: './data/baosong.db',
    workHours: [
      [510, 720],
      [840, 1050],
    ],
    quietHours: [1260, 450],
    wecom: { enabled: true, corpId: 'ww1', agentId: 1000002 },
    sandbox: { enabled: false },
  })
  expect(secrets.wecom?.secret).toBe('a-secret-word')
  expect(JSON.stringify(config)).not.toContain('a-secret-word')
})

test('credentials go together: each missing one is named', () => {
  const { WECOM_SECRET: _secret, WECOM_TOKEN: _token, ...rest } = WECOM
  expect(complaints(rest)).toEqual([
    expect.stringMatching(/^WECOM_SECRET is missing/),
    expect.stringMatching(/^WECOM_TOKEN is missing/),
  ])
})

test('a real start needs a key of its own', () => {
  const { SECRET_KEY: _key, ...rest } = WECOM
  expect(complaints(rest)).toEqual([expect.stringMatching(/^SECRET_KEY is missing \(example: /)])
})

test('what is missing is told together with what is malformed', () => {
  const lines = complaints({ WECOM_CORP_ID: 'ww1', WECOM_AGENT_ID: '1000002', PORT: 'eighty' })
  expect(lines.map((line) => line.split(' ')[0])).toEqual([
    'PORT',
    'WECOM_SECRET',
    'WECOM_TOKEN',
    'WECOM_ENCODING_AES_KEY',
    'SECRET_KEY',
  ])
})

test('every malformed setting is one line with an example and without its value', () => {
  const bad = {
    ...WECOM,
    PORT: 'eighty',
    PUBLIC_URL: 'ftp://secret-place',
    DATABASE_URL: 'postgres://secret-place',
    SECRET_KEY: 'too-short-secret-place',
    LOG_LEVEL: 'secret-place',
    WORK_HOURS: '8-12 secret-place',
    QUIET_HOURS: '21:00-07:30,22:00-23:00',
    WECOM_ENCODING_AES_KEY: 'secret-place',
    SANDBOX_NOW: 'yesterday secret-place',
  }
  const lines = complaints(bad)
  expect(lines.map((line) => line.split(' ')[0]).toSorted()).toEqual(
    [
      'DATABASE_URL',
      'LOG_LEVEL',
      'PORT',
      'PUBLIC_URL',
      'QUIET_HOURS',
      'SANDBOX_NOW',
      'SECRET_KEY',
      'WECOM_ENCODING_AES_KEY',
      'WORK_HOURS',
    ].toSorted(),
  )
  for (const line of lines) {
    expect(line).not.toContain('secret-place')
    expect(line).toMatch(/\(example: .+\)$/)
  }
})

test('cards whose callbacks come by HTTP must be signed', () => {
  const dingtalk = {
    SECRET_KEY: 'ab'.repeat(32),
    DINGTALK_CLIENT_ID: 'dingkey',
    DINGTALK_CLIENT_SECRET: 'secret',
    DINGTALK_ROBOT_CODE: 'dingkey',
  }
  const cards = { ...dingtalk, DINGTALK_CARD_TEMPLATE_ID: 'template.schema' }
  expect(complaints({ ...cards, DINGTALK_MODE: 'stream' })).toEqual([])
  expect(complaints({ ...dingtalk, DINGTALK_MODE: 'http' })).toEqual([])
  expect(complaints({ ...cards, DINGTALK_MODE: 'http' })).toEqual([
    expect.stringMatching(/^DINGTALK_CARD_SECRET is missing/),
  ])
  expect(complaints({ ...dingtalk, DINGTALK_EVENT_TOKEN: 'token' })).toEqual([
    expect.stringMatching(/^DINGTALK_EVENT_AES_KEY is missing/),
  ])
})

test('an empty variable counts as absent', () => {
  expect(complaints({ ...WECOM, PUBLIC_URL: '', METRICS_TOKEN: '', PORT: '' })).toEqual([])
})

test('without credentials it is the sandbox, on loopback only, with a key that it keeps', () => {
  const dir = mkdtempSync(join(tmpdir(), 'baosong-config-'))
  const env = { DATABASE_URL: `sqlite:${join(dir, 'sandbox.db')}` }
  const first = loadConfig(env)
  expect(first.config.sandbox).toEqual({ enabled: true, dir, startAt: null })
  expect(loadConfig(env).secrets.signingKey).toEqual(first.secrets.signingKey)
  expect(complaints({ ...env, HOST: '0.0.0.0' })).toEqual([expect.stringMatching(/^HOST /)])
  rmSync(dir, { recursive: true })
})

test('the sandbox keeps to a folder of its own, also with .env.example as it comes', () => {
  const text = readFileSync(new URL('../.env.example', import.meta.url), 'utf8')
  const example = [...text.matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name, value]) => [name, value])
  const key = { SECRET_KEY: 'ab'.repeat(32) }
  const variables = Object.fromEntries(example) as Record<string, string>
  const copied = loadConfig({ ...variables, ...key }).config
  expect([copied.databaseFile, copied.mediaDir]).toEqual([
    'data/sandbox/baosong.db',
    'data/sandbox/media',
  ])
  const { config } = loadConfig(key)
  expect(config.databaseFile).toBe('data/sandbox/baosong.db')
  expect(config.mediaDir).toBe('data/sandbox/media')
})
