import { expect, test } from 'vitest'
import type { Organisation } from '../../schema/organisation.ts'
import { importOrganisation, OrganisationError } from '../../src/organisation.ts'
import { at, changed, code, contents, found, id, imported, now, person, unit } from './office.ts'

const faults: [string, (file: Organisation) => void, string][] = [
  [
    'a unit twice',
    (file) => file.units.push({ ...unit(file, 'C01'), name: '另一个' }),
    'unit C01: stands in the file twice',
  ],
  [
    'two units of one name',
    (file) => (unit(file, 'C02').name = '溪畔社区'),
    'unit name 溪畔社区: stands in the file twice',
  ],
  [
    'a person twice',
    (file) => file.people.push({ ...person(file, 'jiamai'), accounts: {} }),
    'person jiamai: stands in the file twice',
  ],
  [
    'a group twice',
    (file) => file.groups.push(found(file.groups[0])),
    'group G01: stands in the file twice',
  ],
  [
    'a leading group twice',
    (file) => file.leadingGroups.push(found(file.leadingGroups[0])),
    'leading group publicity: stands in the file twice',
  ],
  [
    'one account for two, whatever its case',
    (file) => (person(file, 'jiamai').accounts.wecom = 'LinXiaoHe'),
    'wecom account linxiaohe: stands in the file twice',
  ],
  [
    'a head whom nobody knows',
    (file) => (unit(file, 'C01').heads = [id('nobody')]),
    'unit C01: head nobody is not among the people',
  ],
  [
    'a head without the role',
    (file) => (unit(file, 'C01').heads = [id('linxiaohe')]),
    'unit C01: head linxiaohe does not hold the role unitHead',
  ],
  [
    'a head from another unit',
    (file) => (unit(file, 'C01').heads = [id('qianmuyun')]),
    'unit C01: head qianmuyun belongs to another unit',
  ],
  [
    'a leader whom nobody knows',
    (file) => (unit(file, 'C01').leaderInCharge = id('nobody')),
    'unit C01: leaderInCharge nobody is not among the people',
  ],
  [
    'a leader without the role',
    (file) => (unit(file, 'C01').leaderInCharge = id('luhengzhi')),
    'unit C01: luhengzhi does not hold the role leaderInCharge',
  ],
  [
    'a person of no such unit',
    (file) => (person(file, 'jiamai').unit = code('V99')),
    'person jiamai: unit V99 is not in the file',
  ],
  [
    'a correspondent without a unit',
    (file) => delete person(file, 'jiamai').unit,
    'person jiamai: a correspondent belongs to a unit',
  ],
  [
    'a leading group with a stranger in it',
    (file) => found(file.leadingGroups[0]).members.push(id('nobody')),
    'leading group publicity: nobody is not among the people',
  ],
  [
    'a masked secret that was never known',
    (file) => {
      found(file.groups[0]).code = 'G09'
      found(file.groups[0]).channels = [{ platform: 'wecom', kind: 'webhook', key: '***' }]
    },
    'groups G09: a masked key has no former value to keep',
  ],
  [
    'a role that there is not',
    (file) => (person(file, 'jiamai').roles = ['boss' as 'admin']),
    'people.41.roles.0: ',
  ],
  [
    'a field that there is not',
    (file) => Object.assign(unit(file, 'D01'), { colour: 'red' }),
    'units.0: ',
  ],
]

test.each(faults)('a file with %s is refused, and nothing of it stays', async (_, change, line) => {
  const db = await imported()
  const before = await contents(db)
  const file = changed((whole) => {
    whole.subdistrict.name = '别的街道'
    person(whole, 'linxiaohe').name = '林改名'
    change(whole)
  })
  const refusal = importOrganisation(db, file, at('2026-12-01T10:00:00+08:00'))
  await expect(refusal).rejects.toThrow(OrganisationError)
  await expect(refusal).rejects.toThrow(line)
  expect(await contents(db)).toEqual(before)
})

test('all faults of a file are told at once', async () => {
  const db = await imported()
  const file = changed((whole) => {
    unit(whole, 'C01').heads = [id('nobody')]
    person(whole, 'jiamai').unit = code('V99')
  })
  const error: unknown = await importOrganisation(db, file, now).catch((thrown: unknown) => thrown)
  expect(error instanceof OrganisationError && error.lines).toEqual([
    'unit C01: head nobody is not among the people',
    'person jiamai: unit V99 is not in the file',
  ])
})
