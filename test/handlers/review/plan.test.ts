import { describe, expect, test } from 'vitest'
import { planReview } from '../../../handlers/review/plan.ts'
import type { Roster } from '../../../handlers/review/reviewers.ts'
import { atMinute } from '../../../handlers/time.ts'
import type { Actor, Office } from '../../../handlers/contract.ts'
import { Day, PersonId, UnitCode } from '../../../schema/ids.ts'
import type { ReviewRole, Tier } from '../../../schema/submission.ts'
import { ordinaryOffice } from '../../support/office.ts'

const today = Day.parse('2026-11-20')
const unit = UnitCode.parse('C01')
const writer = PersonId.parse('林晓禾')

const office: Office = {
  subdistrict: '云溪街道',
  reviewChains: {
    general: ['unitHead'],
    major: ['leaderInCharge'],
    decision: ['leaderInCharge', 'deputySecretary'],
  },
  workHours: [[510, 720]],
  quietHours: [1260, 450],
  isWorkingDay: () => true,
  publicAddress: false,
  counted: [],
  ...ordinaryOffice,
}
const turn = { now: atMinute(today, 600), office }

const person = (name: string): Actor => ({
  id: PersonId.parse(name),
  name,
  unit: null,
  roles: [],
})

type Seats = Partial<Record<ReviewRole, string[]>>

const everyone: Seats = {
  unitHead: ['赵乐山'],
  leaderInCharge: ['唐屿安'],
  deputySecretary: ['陆衡之'],
  publicityDirector: ['沈知夏'],
}

function roster(seats: Seats, standIns: Record<string, string> = {}): Roster {
  const holding = (role: string) => (seats[role as ReviewRole] ?? []).map(person)
  return {
    holders: (role) => Promise.resolve(holding(role)),
    withRole: (role) => Promise.resolve(holding(role)),
    standIn: (id, day) => {
      const name = day === today ? standIns[id] : undefined
      return Promise.resolve(name === undefined ? undefined : person(name))
    },
  }
}

interface Case {
  seats?: Seats
  standIns?: Record<string, string>
  author?: string
  chains?: Office['reviewChains']
}

const plan = (
  tier: Tier,
  { seats = everyone, standIns = {}, author = writer, chains = office.reviewChains }: Case = {},
) =>
  planReview(
    roster(seats, standIns),
    { tier, unit, author: PersonId.parse(author) },
    { ...turn, office: { ...office, reviewChains: chains } },
  )

describe('who reviews an item', () => {
  test.each([
    ['general', '赵乐山'],
    ['major', '唐屿安'],
    ['decision', '唐屿安 → 陆衡之'],
  ] as const)('a %s item goes to %s', async (tier, reviewers) => {
    expect(await plan(tier)).toMatchObject({ reviewers, missing: null, notes: [] })
  })

  test('the chains come from the organisation file', async () => {
    const chains: Office['reviewChains'] = {
      ...office.reviewChains,
      general: ['unitHead', 'publicityDirector'],
    }
    const asked = await plan('general', { chains })
    expect(asked.reviewers).toBe('赵乐山 → 沈知夏')
  })

  test('a unit with two heads asks both, and either may decide', async () => {
    const seats = { ...everyone, unitHead: ['赵乐山', '钱慕云'] }
    const { steps } = await plan('general', { seats })
    expect(steps).toHaveLength(1)
    expect(steps[0]?.reviewers.map((reviewer) => reviewer.person.name)).toEqual([
      '赵乐山',
      '钱慕云',
    ])
  })

  test('a head who writes is taken out, and the other head reviews', async () => {
    const seats = { ...everyone, unitHead: ['赵乐山', '钱慕云'] }
    expect(await plan('general', { seats, author: '赵乐山' })).toMatchObject({
      reviewers: '钱慕云',
      notes: [],
    })
  })

  test('the only head who writes is reviewed by the leader in charge, and the record says why', async () => {
    expect(await plan('general', { author: '赵乐山' })).toMatchObject({
      reviewers: '唐屿安',
      steps: [{ role: 'leaderInCharge', place: 0 }],
      notes: ['主要负责人即作者本人，由分管领导唐屿安审'],
    })
  })

  test('it climbs as far as it must', async () => {
    const seats = { unitHead: ['赵乐山'], deputySecretary: [], publicityDirector: ['沈知夏'] }
    expect((await plan('general', { seats, author: '赵乐山' })).reviewers).toBe('沈知夏')
  })

  test('two steps with the same reviewers become one', async () => {
    const asked = await plan('decision', { author: '唐屿安' })
    expect(asked.steps).toMatchObject([{ role: 'deputySecretary', place: 0 }])
    expect(asked.reviewers).toBe('陆衡之')
  })

  test.each([
    ['general', { ...everyone, unitHead: [] }, 'unitHead'],
    ['decision', { ...everyone, deputySecretary: [] }, 'deputySecretary'],
  ] as const)(
    'a %s item whose role nobody holds cannot be submitted',
    async (tier, seats, role) => {
      expect((await plan(tier, { seats: seats as unknown as Seats })).missing).toBe(role)
    },
  )

  test('an item that only its writer could review cannot be submitted', async () => {
    expect(
      (await plan('general', { seats: { unitHead: ['赵乐山'] }, author: '赵乐山' })).missing,
    ).toBe('unitHead')
  })
})

describe('代审', () => {
  test('both names are shown, and both may decide', async () => {
    const asked = await plan('general', { standIns: { 赵乐山: '钱慕云' } })
    expect(asked.reviewers).toBe('钱慕云（代赵乐山）')
    expect(asked.steps[0]?.reviewers).toHaveLength(2)
  })

  test('the writer does not stand in for their own reviewer', async () => {
    const asked = await plan('general', { standIns: { 赵乐山: writer } })
    expect(asked.reviewers).toBe('赵乐山')
  })

  test('a stand-in of the writer does not review in the writer’s place', async () => {
    const asked = await plan('general', { author: '赵乐山', standIns: { 赵乐山: '钱慕云' } })
    expect(asked.reviewers).toBe('唐屿安')
  })

  test('who holds the step already is not asked twice', async () => {
    const seats = { ...everyone, unitHead: ['赵乐山', '钱慕云'] }
    const asked = await plan('general', { seats, standIns: { 赵乐山: '钱慕云' } })
    expect(asked.reviewers).toBe('赵乐山、钱慕云')
  })
})
