import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { Instant, PersonId, SubmissionNumber } from '../../schema/ids.ts'
import { ArticleLinks } from '../../src/links.ts'

const ROOT = new URL('../../', import.meta.url).pathname
const KEY = '17'.repeat(32)

/** The program as its own process, telling all it has to tell. */
async function startProgram() {
  const dir = mkdtempSync(join(tmpdir(), 'baosong-'))
  const program = spawn(process.execPath, ['src/main.ts'], {
    cwd: ROOT,
    env: {
      PORT: '0',
      DATABASE_URL: `sqlite:${join(dir, 'baosong.db')}`,
      MEDIA_DIR: join(dir, 'media'),
      SECRET_KEY: KEY,
      LOG_LEVEL: 'trace',
    },
  })
  const ended = once(program, 'close')
  onTestFinished(() => {
    program.kill('SIGKILL')
    rmSync(dir, { recursive: true, force: true })
  })
  let said = ''
  program.stderr.on('data', (text: Buffer) => (said += text.toString()))
  const url = await new Promise<string>((resolve) => {
    program.stdout.on('data', (text: Buffer) => {
      said += text.toString()
      const ready = /"url":"([^"]+)".*"msg":"ready"/.exec(said)
      if (ready?.[1] !== undefined) resolve(ready[1])
    })
  })
  return {
    url,
    async stop() {
      program.kill('SIGTERM')
      await ended
      return said
    },
  }
}

test('neither a token nor a query of an article page is in a log, also where it is refused', async () => {
  const program = await startProgram()
  const links = new ArticleLinks(Buffer.from(KEY, 'hex'), program.url)
  const make = (person: string, now: number) =>
    links.make(SubmissionNumber.parse('2026-0001'), PersonId.parse(person), Instant.parse(now))
  const good = make('zhaoleshan', Date.now())
  const expired = make('zhaoleshan', 0)
  const statuses: number[] = []
  for (const url of [
    `${good}?version=777001`,
    `${good}/photos/secret-photo`,
    expired,
    `${good}x`,
    `${good}/secret-tail`,
    `${good}%`,
    `${good}${'0'.repeat(600)}`,
  ]) {
    statuses.push((await fetch(url)).status)
  }
  expect(statuses).toEqual([404, 404, 410, 404, 404, 400, 414])
  const log = await program.stop()
  expect(log).toContain('"route":"/articles/:token"')
  for (const link of [good, expired]) {
    const [payload = '', signature = ''] = (link.split('/').at(-1) ?? '').split('.')
    expect(log).not.toContain(payload)
    expect(log).not.toContain(signature)
  }
  expect(log).not.toMatch(/777001|secret-photo|secret-tail/)
})
