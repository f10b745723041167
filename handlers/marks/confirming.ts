import type { PersonId } from '../../schema/ids.ts'
import type { Role } from '../../schema/submission.ts'
import type { Actor, MarkRecord, Read, Turn } from '../contract.ts'
import { monthOf, rulesOf } from '../periods.ts'
import { isGrave } from './words.ts'

/** What is still missing for a grave mark to stand. */
export interface Confirming {
  /** Roles that have not confirmed yet, in the rules' order. */
  missing: readonly Role[]
  holders: ReadonlyMap<Role, readonly Actor[]>
  /** Nobody confirms twice. */
  spent: ReadonlySet<PersonId>
}

export const rulesNow = ({ office, now }: Turn) => rulesOf(office, monthOf(now))

export async function confirmingOf(
  read: Read,
  mark: Pick<MarkRecord, 'kind' | 'unit' | 'confirmations'>,
  turn: Turn,
): Promise<Confirming> {
  const wanted = isGrave(mark.kind) ? rulesNow(turn).confirmedBy[mark.kind] : []
  const missing = wanted.filter(
    (role) => !mark.confirmations.some((confirmed) => confirmed.role === role),
  )
  const holders = new Map<Role, readonly Actor[]>()
  for (const role of missing) holders.set(role, await read.holders(role, mark.unit.code))
  return { missing, holders, spent: new Set(mark.confirmations.map(({ by }) => by.id)) }
}

const holds = ({ holders }: Confirming, role: Role, person: PersonId): boolean =>
  holders.get(role)?.some(({ id }) => id === person) ?? false

/** Whether different people can still be found for all of these roles. */
function canBeFilled(c: Confirming, roles: readonly Role[], spent: ReadonlySet<PersonId>): boolean {
  const [role, ...rest] = roles
  if (role === undefined) return true
  return (c.holders.get(role) ?? []).some(
    ({ id }) => !spent.has(id) && canBeFilled(c, rest, new Set([...spent, id])),
  )
}

/** The role that nobody can confirm for, if there is one. */
export function unfilled(confirming: Confirming): Role | undefined {
  const { missing, spent } = confirming
  if (canBeFilled(confirming, missing, spent)) return undefined
  return missing.find((role) => !canBeFilled(confirming, [role], spent)) ?? missing.at(-1)
}

/**
 * As whom that person may confirm now. Somebody with two of the roles confirms for the one that
 * leaves the others to somebody else.
 */
export function roleOf(confirming: Confirming, person: PersonId): Role | undefined {
  const { missing, spent } = confirming
  if (spent.has(person)) return undefined
  const own = missing.filter((role) => holds(confirming, role, person))
  const others = (role: Role) => missing.filter((one) => one !== role)
  const fit = own.find((role) => canBeFilled(confirming, others(role), new Set([...spent, person])))
  return fit ?? own[0]
}

/** The same once that person has confirmed for that role. */
export const afterwards = (c: Confirming, role: Role, person: PersonId): Confirming => ({
  ...c,
  missing: c.missing.filter((one) => one !== role),
  spent: new Set([...c.spent, person]),
})

/** Everybody who may confirm, each once, with the role that they would confirm for. */
export function mayConfirm(confirming: Confirming): { person: Actor; role: Role }[] {
  const people = new Map<PersonId, Actor>()
  for (const role of confirming.missing)
    for (const person of confirming.holders.get(role) ?? []) people.set(person.id, person)
  return [...people.values()].flatMap((person) => {
    const role = roleOf(confirming, person.id)
    return role ? [{ person, role }] : []
  })
}
