import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { Instant } from '../../schema/ids.ts'
import { openDatabase } from '../../src/db/open.ts'
import type { Db } from '../../src/db/open.ts'
import { readOrganisation } from '../../src/db/organisation.ts'
import { Organisation } from '../../schema/organisation.ts'
import { importOrganisation } from '../../src/organisation.ts'
import { sampleOrganisation } from '../support/chat.ts'
import { folder, run } from './run.ts'

const SECRETS = /11111111-2222|demo-access-token|SECdemo/
const sample = () => Organisation.parse(sampleOrganisation())

function written(dir: string, content: unknown, name = 'org.json'): string {
  const file = join(dir, name)
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
  return file
}

const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'))

async function within<Result>(dir: string, work: (db: Db) => Promise<Result>): Promise<Result> {
  const db = await openDatabase({ file: join(dir, 'baosong.db'), kind: 'any' })
  try {
    return await work(db)
  } finally {
    await db.destroy()
  }
}

const present = (dir: string) => within(dir, readOrganisation)

const imported = (dir: string) =>
  within(dir, (db) => importOrganisation(db, sampleOrganisation(), Instant.parse(0)))

test('an import makes the database, tells what it added, and a second one changes nothing', async () => {
  const dir = folder()
  const file = written(dir, sampleOrganisation())
  const first = await run(dir, 'org-import', file)
  expect([first.code, first.error]).toEqual([0, ''])
  const lines = first.out.split('\n')
  expect(lines).toContain('added unit C01')
  expect(lines).toContain('added person linxiaohe')
  expect(lines).toContain('added group G01')
  expect(lines.at(-2)).toBe('59 added, 0 changed, 0 closed')
  expect(await run(dir, 'org-import', file)).toEqual({
    code: 0,
    out: 'nothing changed\n',
    error: '',
  })
})

test('an import tells what it changed and closed', async () => {
  const dir = folder()
  await imported(dir)
  const file = sample()
  const last = file.people.pop()
  const [unit] = file.units
  if (unit) unit.name = '党政办'
  const { out } = await run(dir, 'org-import', written(dir, file))
  expect(out.split('\n')).toEqual([
    'changed unit D01',
    `closed person ${last?.id ?? ''}`,
    '0 added, 1 changed, 1 closed',
    '',
  ])
})

test('a file with faults is refused whole, in one line that names them all', async () => {
  const dir = folder()
  await imported(dir)
  const file = { ...sample(), subdistrict: { name: '别的街道', timezone: 'Asia/Shanghai' } }
  const [one, other] = file.units
  if (one && other) [one.heads, other.heads] = [other.heads, one.heads]
  const path = written(dir, file)
  expect(await run(dir, 'org-import', path)).toEqual({
    code: 1,
    out: '',
    error: `${path} was refused, nothing was changed: unit D01: head weichangchuan belongs to another unit; unit D02: head jianghuaijin belongs to another unit\n`,
  })
  expect(await present(dir)).toEqual(sample())
})

test('what is no organisation fails in one line, without its content and without a database', async () => {
  const dir = folder()
  const torn = written(dir, JSON.stringify(sampleOrganisation()).slice(0, -40), 'torn.json')
  const gbk = join(dir, 'gbk.json')
  writeFileSync(gbk, Buffer.from([0x7b, 0x22, 0xd4, 0xc6, 0x22, 0x3a, 0x31, 0x7d]))
  for (const [file, why] of [
    [torn, `${torn} is not JSON in UTF-8, nothing was changed\n`],
    [gbk, `${gbk} is not JSON in UTF-8, nothing was changed\n`],
    [join(dir, 'absent'), `ENOENT: no such file or directory, open '${join(dir, 'absent')}'\n`],
  ] as const) {
    expect(await run(dir, 'org-import', file)).toEqual({ code: 1, out: '', error: why })
  }
  expect(() => statSync(join(dir, 'baosong.db'))).toThrow('ENOENT')
})

test('wrong words are wrong usage', async () => {
  const dir = folder()
  for (const [script, ...words] of [
    ['org-import'],
    ['org-export', 'a.json', '--secrets'],
  ] as const) {
    const { code, out, error } = await run(dir, script, ...words)
    expect([code, out]).toEqual([2, ''])
    expect(error).toMatch(/^.*usage: npm run org:(im|ex)port -- FILE.*\n$/)
  }
  expect((await run(dir, 'org-import', 'a.xlsx')).error).toContain('give the organisation as JSON')
})

test('the export is the file that was imported, secrets masked, and can be imported again', async () => {
  const dir = folder()
  await imported(dir)
  const file = join(dir, 'export.json')
  const { code, out } = await run(dir, 'org-export', file)
  expect([code, SECRETS.test(out)]).toEqual([0, false])
  expect(readFileSync(file, 'utf8')).not.toMatch(SECRETS)
  const masked = z
    .object({ groups: z.array(z.object({ channels: z.array(z.looseObject({})) })) })
    .parse(read(file))
  expect(masked.groups[0]?.channels).toEqual([
    { platform: 'wecom', kind: 'webhook', key: '***' },
    { platform: 'dingtalk', kind: 'robot', accessToken: '***', secret: '***' },
  ])
  expect({ ...sample(), groups: [] }).toEqual({ ...(read(file) as object), groups: [] })
  expect((await run(dir, 'org-import', file)).out).toBe('nothing changed\n')
  expect(await present(dir)).toEqual(sample())
})

test('an export with secrets is for nobody else to read, also where a file was before', async () => {
  const dir = folder()
  await imported(dir)
  const file = written(dir, 'open to all', 'export.json')
  chmodSync(file, 0o666)
  const { code, out } = await run(dir, 'org-export', file, '--with-secrets')
  expect([code, SECRETS.test(out)]).toEqual([0, false])
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(read(file)).toEqual(sample())
})

test('before the first import there is nothing to export', async () => {
  const dir = folder()
  expect(await run(dir, 'org-export', join(dir, 'export.json'))).toEqual({
    code: 1,
    out: '',
    error: 'no organisation was imported yet\n',
  })
})

test('a database that is none is told in one line', async () => {
  const dir = folder()
  writeFileSync(join(dir, 'baosong.db'), 'something else entirely, and long enough to be looked at')
  const file = written(dir, sampleOrganisation())
  expect(await run(dir, 'org-import', file)).toEqual({
    code: 1,
    out: '',
    error: expect.stringMatching(/^DATABASE_URL .*SQLITE_NOTADB.*\n$/) as string,
  })
})
