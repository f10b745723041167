import { MarkId } from '../../schema/ids.ts'
import type { SubmissionNumber } from '../../schema/ids.ts'
import type { MarkKind } from '../../schema/points.ts'
import type { Effect, MarkRecord, Read, Turn } from '../contract.ts'
import { roleLabel } from '../labels.ts'
import { say } from '../review/show.ts'
import { plain } from '../text.ts'
import { dayOf } from '../time.ts'
import {
  afterwards,
  confirmingOf,
  mayConfirm,
  roleOf,
  unfilled,
  type Confirming,
} from './confirming.ts'
import { askToConfirm } from './mark-card.ts'
import { stand } from './stand.ts'
import { remindNextMorning } from './waiting.ts'
import { weighed, weighedNow } from './weigh.ts'
import { inWords, isGrave, markLine, type PraiseLevel } from './words.ts'

export interface Proposal {
  kind: MarkKind
  unit: MarkRecord['unit']
  number: SubmissionNumber | null
  level: PraiseLevel | null
  reason: string
}

/**
 * A praise or an omission stands at once; a grave mark waits for those who have to confirm it. The
 * same again on the same day is a slip of whoever typed it.
 */
export async function propose(read: Read, proposal: Proposal, turn: Turn): Promise<Effect[]> {
  const before = (await marksOfToday(read, turn)).find((mark) => isSame(mark, proposal))
  if (before) return [say(`已有记分：${markLine(await weighed(read, before, turn))}，没有重复记。`)]
  const mark = await markOf(read, proposal, turn)
  return isGrave(mark.kind) ? proposeGrave(read, mark, turn) : standAtOnce(read, mark, turn)
}

async function marksOfToday(read: Read, { now }: Turn): Promise<MarkRecord[]> {
  for (let looked = 20; ; looked *= 2) {
    const newest = await read.marks(looked)
    const ofToday = newest.filter(({ proposedAt }) => dayOf(proposedAt) === dayOf(now))
    if (ofToday.length < looked) return ofToday
  }
}

const isSame = (mark: MarkRecord, { kind, unit, number, level, reason }: Proposal): boolean =>
  (mark.state === 'standing' || mark.state === 'proposed') &&
  mark.kind === kind &&
  mark.unit.code === unit.code &&
  mark.number === number &&
  mark.level === level &&
  plain(mark.reason) === plain(reason)

/** As it will be once the turn has committed. */
async function markOf(read: Read, proposal: Proposal, turn: Turn) {
  const { actor, now } = turn
  const [last] = await read.marks(1)
  return {
    ...proposal,
    id: MarkId.parse(turn.newId()),
    ordinal: (last?.ordinal ?? 0) + 1,
    proposedBy: { id: actor.id, name: actor.name },
    proposedAt: now,
    state: 'proposed' as const,
    confirmations: [],
  } satisfies MarkRecord
}

const written = ({ id, unit, proposedBy, proposedAt, ...mark }: MarkRecord): Effect => ({
  type: 'propose-mark',
  mark: id,
  kind: mark.kind,
  unit: unit.code,
  number: mark.number,
  level: mark.level,
  reason: mark.reason,
  by: proposedBy.id,
  at: proposedAt,
})

async function standAtOnce(read: Read, mark: MarkRecord, turn: Turn): Promise<Effect[]> {
  return [
    written(mark),
    ...(await stand(read, mark, turn)),
    say(
      `已记分（第${mark.ordinal}号）：${inWords(weighedNow(mark, turn))}，已告知该单位。记错了请回复“撤销记分 ${mark.ordinal} 原因”。`,
    ),
  ]
}

/** Proposing confirms for the proposer's own role, if it is one of those that have to. */
async function proposeGrave(read: Read, mark: MarkRecord, turn: Turn): Promise<Effect[]> {
  const asked = await confirmingOf(read, mark, turn)
  const own = roleOf(asked, turn.actor.id)
  const rest = own ? afterwards(asked, own, turn.actor.id) : asked
  const nobody = unfilled(rest)
  if (nobody) return [say(cannotStand(nobody))]
  return [
    written(mark),
    ...(own ? [confirmed(mark, own, turn)] : []),
    ...askToConfirm(mark, rest, turn),
    ...(await remindNextMorning(read, turn)),
    say(waitsFor(mark, rest, turn)),
  ]
}

export const confirmed = (mark: MarkRecord, role: string, { actor, now }: Turn): Effect => ({
  type: 'confirm-mark',
  mark: mark.id,
  role,
  by: actor.id,
  at: now,
})

const cannotStand = (role: keyof typeof roleLabel): string =>
  `没有记分：要由${roleLabel[role]}确认，但除您之外还没有人担任。请先补充人员信息。`

function waitsFor(mark: MarkRecord, rest: Confirming, turn: Turn): string {
  const roles = rest.missing.map((role) => roleLabel[role]).join('、')
  const names = mayConfirm(rest)
    .map(({ person }) => person.name)
    .join('、')
  return `已提出第${mark.ordinal}号记分：${inWords(weighedNow(mark, turn))}。须由${roles}确认后生效，已发卡片给 ${names}。不记了请回复“撤销记分 ${mark.ordinal}”。`
}
