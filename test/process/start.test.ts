import { rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import BetterSqlite from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { writeXml } from '../../src/sandbox/wecom/callback-xml.ts'
import {
  CREDENTIALS,
  type Env,
  freePort,
  type Program,
  realEnv,
  startProgram,
  temporaryFolder,
} from './program.ts'
import { sealed } from './redeliver.ts'

const running = new Set<Program>()
let folder: string
let port: number
let api: Server
let env: Env

beforeEach(async () => {
  folder = temporaryFolder()
  port = await freePort()
  api = createServer((_request, response) => {
    response.end('{"errcode":0,"errmsg":"ok","access_token":"t","expires_in":7200}')
  })
  await new Promise<void>((resolve) => {
    api.listen(0, '127.0.0.1', resolve)
  })
  env = realEnv(folder, port, `http://127.0.0.1:${apiPort()}`)
})

afterEach(async () => {
  await Promise.all([...running].map((program) => program.end()))
  running.clear()
  api.closeAllConnections()
  api.close()
  rmSync(folder, { recursive: true, force: true })
})

const apiPort = () => (api.address() as AddressInfo).port

function start(variables: Env): Program {
  const program = startProgram(folder, variables)
  running.add(program)
  return program
}

async function sayHello(messageId: string): Promise<number> {
  const xml = writeXml([
    ['ToUserName', CREDENTIALS.corpId],
    ['FromUserName', 'somebody'],
    ['CreateTime', 1],
    ['MsgType', 'text'],
    ['Content', '你好'],
    ['MsgId', messageId],
    ['AgentID', CREDENTIALS.agentId],
  ])
  const { query, body } = sealed(xml, Date.now())
  const url = `http://127.0.0.1:${port}/callbacks/wecom?${new URLSearchParams(query).toString()}`
  return (await fetch(url, { method: 'POST', body })).status
}

test('a port that another program has is told in one line', async () => {
  const PORT = String(apiPort())
  for (const variables of [{ ...env, PORT }, { PORT }]) {
    const program = start(variables)
    expect(await program.ended).toEqual({ code: 1, signal: null })
    expect(program.stderr).toMatch(/^PORT is in use .*\(example: \d+\)\n$/)
  }
})

test('a database that cannot be opened is told in one line, without its path', async () => {
  writeFileSync(join(folder, 'letter.txt'), 'Not a database at all. '.repeat(100))
  for (const place of ['letter.txt', 'letter.txt/baosong.db']) {
    const program = start({ ...env, DATABASE_URL: `sqlite:${join(folder, place)}` })
    expect(await program.ended).toEqual({ code: 1, signal: null })
    expect(program.stderr).toMatch(/^DATABASE_URL .*\(example: .*\)\n$/)
    expect(program.stderr).not.toContain(folder)
  }
})

test('whoever waits for it to be ready is told at every log level', async () => {
  const program = start({ ...env, LOG_LEVEL: 'error' })
  expect(await program.ready).toBe(`http://127.0.0.1:${port}`)
  expect(program.stdout.trimEnd().split('\n')).toHaveLength(1)
})

test('while another process has the database, callbacks are refused before WeCom hangs up', async () => {
  const program = start(env)
  await program.ready
  const other = new BetterSqlite(join(folder, 'baosong.db'))
  other.exec('begin immediate')
  expect(await sayHello('1')).toBe(503)
  const startedAt = performance.now()
  const together = ['1', '2', '3', '4', '5', '6', '7', '8']
  expect(new Set(await Promise.all(together.map(sayHello)))).toEqual(new Set([503]))
  // Platform document, section 2.5.
  expect(performance.now() - startedAt).toBeLessThan(5000)
  other.exec('rollback')
  other.close()
  expect(await sayHello('1')).toBe(200)
})
