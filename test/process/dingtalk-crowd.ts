import { z } from 'zod'
import { makeCrowd, type Crowd } from './crowd.ts'

const Accounts = z.looseObject({
  people: z.array(z.looseObject({ id: z.string(), accounts: z.unknown() })),
})

/** The crowd with its accounts on DingTalk. */
export function dingtalkCrowd(units: number, writersEach: number, askers: number): Crowd {
  const crowd = makeCrowd(units, writersEach, askers)
  const file = Accounts.parse(crowd.organisation)
  const people = file.people.map((person) => ({ ...person, accounts: { dingtalk: person.id } }))
  return { ...crowd, organisation: { ...file, people } }
}
