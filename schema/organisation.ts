import { z } from 'zod'
import { PersonId, UnitCode } from './ids.ts'
import { ReviewChains, Role } from './submission.ts'

/** The organisation file (JSON). `org:import` is all or nothing on it. */

const UnitKind = z.enum(['department', 'community', 'village', 'body'])

const Unit = z.strictObject({
  code: UnitCode,
  name: z.string().min(1).max(40),
  kind: UnitKind,
  rankingGroup: z.string().min(1).max(20),
  heads: z.array(PersonId),
  leaderInCharge: PersonId.optional(),
  monthlyQuota: z.number().int().min(0).max(100),
})

export const Person = z.strictObject({
  id: PersonId,
  name: z.string().min(1).max(20),
  title: z.string().max(60).optional(),
  unit: UnitCode.optional(),
  roles: z.array(Role),
  accounts: z.strictObject({
    wecom: z.string().min(1).max(64).optional(),
    dingtalk: z.string().min(1).max(64).optional(),
  }),
})
export type Person = z.infer<typeof Person>

const Channel = z.discriminatedUnion('kind', [
  z.strictObject({ platform: z.literal('wecom'), kind: z.literal('webhook'), key: z.string() }),
  z.strictObject({ platform: z.literal('wecom'), kind: z.literal('appchat'), chatId: z.string() }),
  z.strictObject({
    platform: z.literal('dingtalk'),
    kind: z.literal('robot'),
    accessToken: z.string(),
    secret: z.string(),
  }),
  z.strictObject({
    platform: z.literal('dingtalk'),
    kind: z.literal('group'),
    openConversationId: z.string(),
  }),
])
export type Channel = z.infer<typeof Channel>

export const Group = z.strictObject({
  code: z.string().min(1).max(32),
  name: z.string().min(1).max(50),
  audience: z.enum(['correspondents', 'unitHeads', 'leaders', 'editors', 'all']),
  channels: z.array(Channel),
})
export type Group = z.infer<typeof Group>

const LeadingGroup = z.strictObject({
  code: z.string().min(1).max(32),
  name: z.string().min(1).max(50),
  officeDirector: PersonId,
  members: z.array(PersonId),
})

export const Organisation = z.strictObject({
  note: z.string().optional(),
  subdistrict: z.strictObject({
    name: z.string().min(1).max(40),
    timezone: z.literal('Asia/Shanghai'),
  }),
  units: z.array(Unit),
  people: z.array(Person),
  leadingGroups: z.array(LeadingGroup),
  groups: z.array(Group),
  reviewChains: ReviewChains,
})
export type Organisation = z.infer<typeof Organisation>
