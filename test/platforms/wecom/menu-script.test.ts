import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { Api, refuse, SECRET } from './api.ts'
import { APP } from './support.ts'

const root = new URL('../../../', import.meta.url).pathname

async function run(environment: Record<string, string>, ...words: string[]) {
  const script = execFile(process.execPath, ['scripts/wecom-menu.ts', ...words], {
    cwd: root,
    env: { PATH: process.env['PATH'] ?? '', ...environment },
  })
  const said = { out: '', error: '' }
  script.stdout?.on('data', (text: string) => (said.out += text))
  script.stderr?.on('data', (text: string) => (said.error += text))
  const [code] = (await once(script, 'close')) as [number]
  return { code, ...said }
}

const settings = (apiBase: string) => ({
  WECOM_CORP_ID: APP.corpId,
  WECOM_AGENT_ID: String(APP.agentId),
  WECOM_SECRET: SECRET,
  WECOM_TOKEN: APP.token,
  WECOM_ENCODING_AES_KEY: APP.encodingAesKey,
  WECOM_API_BASE: apiBase,
  SECRET_KEY: 'a'.repeat(64),
  NODE_OPTIONS: '--disable-warning=ExperimentalWarning',
})

test('the menu is made by a command', async () => {
  const api = new Api()
  const { code, error } = await run(settings(await api.listen()))
  expect([code, error]).toEqual([0, ''])
  expect(api.calls('menu/create')).toHaveLength(1)
})

test('a refusal is told in one line, without the secret', async () => {
  const api = new Api()
  api.next('menu/create', refuse(40018))
  const { code, error } = await run(settings(await api.listen()))
  expect([code, error]).toEqual([1, 'menu/create was refused with 40018\n'])
})

test('words that the command does not know are wrong usage', async () => {
  expect((await run({}, 'now')).code).toBe(2)
})
