import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { Organisation } from '../../schema/organisation.ts'
import { readOrganisation } from '../../src/db/organisation.ts'
import { findByAccount, findHolders, findPeopleNamed, findPerson } from '../../src/db/people.ts'
import { exportOrganisation, importOrganisation } from '../../src/organisation.ts'
import { sampleOrganisation } from '../support/chat.ts'
import { at, changed, code, contents, found, id, imported, now, person, unit } from './office.ts'

const nothing = { added: [], changed: [], closed: [] }

test('the same file again changes not one row', async () => {
  const db = await imported()
  const before = await contents(db)
  const later = at('2026-12-01T10:00:00+08:00')
  expect(await importOrganisation(db, sampleOrganisation(), later)).toEqual(nothing)
  expect(await contents(db)).toEqual(before)
})

test('what was imported comes back as it was, secrets masked unless asked for', async () => {
  const db = await imported()
  const present = found(await readOrganisation(db))
  expect(exportOrganisation(present, true)).toEqual(sampleOrganisation())
  const masked = exportOrganisation(present, false)
  expect(JSON.stringify(masked)).not.toMatch(/11111111-2222|demo-access|SECdemo/)
  expect(await importOrganisation(db, masked, now)).toEqual(nothing)
  expect(await readOrganisation(db)).toEqual(present)
})

test('one secret can be changed while the masked ones stay', async () => {
  const db = await imported()
  const masked = exportOrganisation(found(await readOrganisation(db)), false)
  const [webhook] = found(masked.groups[0]).channels
  if (webhook?.kind === 'webhook') webhook.key = 'a-new-key'
  expect(await importOrganisation(db, masked, now)).toEqual({ ...nothing, changed: ['group G01'] })
  const { channels } = found(found(await readOrganisation(db)).groups[0])
  expect(channels).toEqual([
    { platform: 'wecom', kind: 'webhook', key: 'a-new-key' },
    found(found(Organisation.parse(sampleOrganisation()).groups[0]).channels[1]),
  ])
})

test('who is no longer in the file is closed, and comes back as the same person', async () => {
  const db = await imported()
  const without = changed((file) => {
    file.people = file.people.filter((one) => one.id !== 'jiamai')
  })
  await importOrganisation(db, without, now)
  expect(await findPerson(db, id('jiamai'))).toBeUndefined()
  expect(await findByAccount(db, 'wecom', 'jiamai')).toBeUndefined()
  expect(await findPeopleNamed(db, '贾麦')).toEqual([])
  expect(await findHolders(db, 'correspondent', code('V02'))).toHaveLength(1)
  const row = db.selectFrom('person').select('closed_at').where('id', '=', 'jiamai')
  expect(await row.executeTakeFirst()).toEqual({ closed_at: now })
  await importOrganisation(db, sampleOrganisation(), now)
  expect(await findByAccount(db, 'wecom', 'jiamai')).toMatchObject({ id: 'jiamai', name: '贾麦' })
})

test('accounts may go from one person to another in one file', async () => {
  const db = await imported()
  const swapped = changed((file) => {
    const [one, other] = [person(file, 'jiamai'), person(file, 'tangyisu')]
    ;[one.accounts, other.accounts] = [other.accounts, one.accounts]
  })
  await importOrganisation(db, swapped, now)
  expect(await findByAccount(db, 'wecom', 'JIAMAI')).toMatchObject({ id: 'tangyisu' })
  expect(await findByAccount(db, 'wecom', 'tangyisu')).toMatchObject({ id: 'jiamai' })
  const { rows } = await sql<{ n: number }>`select count(*) as n from account`.execute(db)
  expect(rows[0]?.n).toBe(86)
})

test('roles, heads and leaders are those of the newest file', async () => {
  const db = await imported()
  const file = changed((whole) => {
    person(whole, 'zhengyinuo').roles = ['unitHead']
    unit(whole, 'C01').heads = [id('zhengyinuo'), id('zhaoleshan')]
    unit(whole, 'C01').leaderInCharge = id('hanruogu')
  })
  const report = await importOrganisation(db, file, now)
  expect(report).toEqual({ ...nothing, changed: ['unit C01', 'person zhengyinuo'] })
  const names = async (role: Parameters<typeof findHolders>[1]) =>
    (await findHolders(db, role, code('C01'))).map(({ name }) => name)
  expect(await names('unitHead')).toEqual(['郑一诺', '赵乐山'])
  expect(await names('leaderInCharge')).toEqual(['韩若谷'])
  expect(await names('correspondent')).toEqual(['林晓禾'])
})

test('only what changed is told when somebody in the middle leaves', async () => {
  const db = await imported()
  const without = changed((file) => {
    file.people = file.people.filter((one) => one.id !== 'linxiaohe')
  })
  const report = await importOrganisation(db, without, now)
  expect(report).toEqual({ ...nothing, closed: ['person linxiaohe'] })
})

test('another order of the same people is a change, told once', async () => {
  const db = await imported()
  const file = changed((whole) => whole.people.reverse())
  expect(await importOrganisation(db, file, now)).toEqual({ ...nothing, changed: ['person order'] })
  expect((await findHolders(db, 'editor', code('D01'))).map((one) => one.name)).toEqual([
    '顾南枝',
    '程亦舟',
    '沈知夏',
  ])
})
