import type { Organisation } from '../schema/organisation.ts'

/** What the shape alone cannot say: who refers to whom, and whether they hold the role for it. */
export function explainFaults(file: Organisation): string[] {
  return [
    ...repeated(
      'unit',
      file.units.map(({ code }) => code),
    ),
    ...repeated(
      'unit name',
      file.units.map(({ name }) => name),
    ),
    ...repeated(
      'person',
      file.people.map(({ id }) => id),
    ),
    ...repeated(
      'group',
      file.groups.map(({ code }) => code),
    ),
    ...repeated(
      'leading group',
      file.leadingGroups.map(({ code }) => code),
    ),
    ...repeatedAccounts(file),
    ...unitFaults(file),
    ...personFaults(file),
    ...leadingGroupFaults(file),
  ]
}

function repeated(what: string, keys: readonly string[]): string[] {
  const twice = keys.filter((key, index) => keys.indexOf(key) !== index)
  return [...new Set(twice)].map((key) => `${what} ${key}: stands in the file twice`)
}

/** Two people on one account could not be told apart; case does not count (WeCom's user ids). */
function repeatedAccounts(file: Organisation): string[] {
  return (['wecom', 'dingtalk'] as const).flatMap((platform) =>
    repeated(
      `${platform} account`,
      file.people.flatMap(({ accounts }) => accounts[platform]?.toLowerCase() ?? []),
    ),
  )
}

function unitFaults(file: Organisation): string[] {
  const people = new Map(file.people.map((person) => [person.id, person]))
  return file.units.flatMap((unit) => {
    const heads = unit.heads.flatMap((id) => {
      const head = people.get(id)
      if (!head) return [`unit ${unit.code}: head ${id} is not among the people`]
      if (!head.roles.includes('unitHead'))
        return [`unit ${unit.code}: head ${id} does not hold the role unitHead`]
      if (head.unit !== unit.code) return [`unit ${unit.code}: head ${id} belongs to another unit`]
      return []
    })
    const leader = unit.leaderInCharge
    if (leader === undefined) return heads
    const found = people.get(leader)
    if (!found)
      return [...heads, `unit ${unit.code}: leaderInCharge ${leader} is not among the people`]
    if (found.roles.includes('leaderInCharge')) return heads
    return [...heads, `unit ${unit.code}: ${leader} does not hold the role leaderInCharge`]
  })
}

function personFaults(file: Organisation): string[] {
  const units = new Set(file.units.map(({ code }) => code))
  return file.people.flatMap(({ id, unit, roles }) => {
    if (unit !== undefined && !units.has(unit))
      return [`person ${id}: unit ${unit} is not in the file`]
    if (unit === undefined && roles.includes('correspondent')) {
      return [`person ${id}: a correspondent belongs to a unit`]
    }
    return []
  })
}

function leadingGroupFaults(file: Organisation): string[] {
  const people = new Set(file.people.map(({ id }) => id))
  return file.leadingGroups.flatMap(({ code, officeDirector, members }) =>
    [officeDirector, ...members]
      .filter((id) => !people.has(id))
      .map((id) => `leading group ${code}: ${id} is not among the people`),
  )
}
