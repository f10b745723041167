import type { Effect } from '../../schema/effect.ts'
import type { ContentHash, ItemContent } from '../../schema/submission.ts'
import { contentHash } from '../content.ts'
import type { CardRecord, Read, SubmissionRecord, Turn } from '../contract.ts'
import { editorsOf } from '../desk-people.ts'
import { roleLabel, statusLabel } from '../labels.ts'
import { closedCard } from '../review/cards.ts'
import { openReview, planReview, type ReviewPlan } from '../review/open.ts'
import { yearOf } from '../time.ts'
import { lateNote, refusal, timeliness } from './dates.ts'
import { endDraft, keep, mayNotWrite, mayWrite, type Draft, type Writer } from './draft.ts'
import type { Facts } from './gather.ts'
import { promptFor, promptText } from './prompt.ts'
import { draftName } from './describe.ts'
import type { Whole } from './state.ts'

/** An item as it would be submitted now. */
interface Offer {
  number: SubmissionRecord['number']
  version: number
  unit: SubmissionRecord['unit']
  author: Writer
  content: ItemContent
  hash: ContentHash
  late: boolean
  plan: ReviewPlan
}

/** 提交: gives the number, opens the review and ends the draft, or says why it cannot. */
export async function send(
  read: Read,
  { draft, state, facts }: { draft: Draft; state: Whole; facts: Facts },
  turn: Turn,
): Promise<Effect[]> {
  const { actor } = turn
  if (!mayWrite(actor)) return [{ type: 'say', text: mayNotWrite }]
  const offer = await prepare(read, state, facts, { ...turn, actor })
  const refused = whyNot(offer, facts)
  if (refused === undefined) {
    const card = state.ask === null ? undefined : await read.card(state.ask)
    return submit(offer, { draft, facts, card }, turn)
  }
  const nobody = offer.plan.missing !== null && state.at === 'preview' && !state.officeTold
  const told = nobody ? await tellOffice(read, offer, draftName(state), turn) : []
  const next = nobody ? { ...state, officeTold: true, pending: null } : { ...state, pending: null }
  const text = promptText(promptFor(state, facts.today), [refused])
  return [...keep(draft, next, turn, true), { type: 'say', text }, ...told]
}

async function prepare(
  read: Read,
  { content: { photos, ...rest } }: Whole,
  { item, today }: Facts,
  turn: Turn & { actor: Writer },
): Promise<Offer> {
  const { actor, now } = turn
  const content = { ...rest, photos: photos.map(({ photo, caption }) => ({ photo, caption })) }
  const hash = contentHash(content, await read.photos(photos.map(({ photo }) => photo)))
  if (hash === undefined) throw new Error('an item was offered before its photos had arrived')
  const unit = item?.unit ?? actor.unit
  const subject = { tier: content.tier, unit: unit.code, author: actor.id }
  return {
    number: item?.number ?? (await read.nextNumber(yearOf(now))),
    version: (item?.version ?? 0) + 1,
    unit,
    author: actor,
    content,
    hash,
    late: item ? item.late : timeliness(content.eventDate, today) === 'late',
    plan: await planReview(read, subject, turn),
  }
}

function whyNot({ content, hash, plan }: Offer, { item, today }: Facts): string | undefined {
  if (item && item.status !== 'returned' && item.status !== 'withdrawn') {
    return `${item.number} ${statusLabel[item.status]}，不能再提交。`
  }
  // A return keeps the first result: only the first 提交 looks at the day again.
  const day = item ? undefined : refusal(content.eventDate, today)
  if (day !== undefined) return `${day}改日期请回复“改 日期”。`
  // What was withdrawn by mistake may go on as it is: nobody has asked for a change.
  if (item?.status === 'returned' && item.hash === hash) return '内容没有变化，请改好后再提交。'
  if (plan.missing === null) return undefined
  return `还没有人担任${roleLabel[plan.missing]}，暂时不能提交。已告诉宣传办，补上后再回复“提交”，草稿会一直留着。`
}

async function tellOffice(
  read: Read,
  { author, plan }: Offer,
  name: string,
  { actor }: Turn,
): Promise<Effect[]> {
  if (plan.missing === null) return []
  const text = `${author.unit.name} ${author.name} 的${name}无法提交：没有人担任${roleLabel[plan.missing]}。请在组织文件中补上。`
  const desk = await editorsOf(read)
  return desk.filter(({ id }) => id !== actor.id).map(({ id }) => ({ type: 'say', to: id, text }))
}

function submit(
  offer: Offer,
  { draft, facts, card }: { draft: Draft; facts: Facts; card: CardRecord | undefined },
  turn: Turn,
): Effect[] {
  const { plan, author, unit, ...submitted } = offer
  const { number, version } = submitted
  const { item } = facts
  const { actor, now } = turn
  const before = item?.content ?? null
  return [
    { type: 'submit', ...submitted, unit: unit.code, author: author.id, at: now },
    ...(item
      ? [{ type: 'set-status', number, status: 'in_review', at: now } satisfies Effect]
      : []),
    {
      type: 'record',
      number,
      event: item ? 'resubmitted' : 'submitted',
      actor: actor.id,
      version,
      note: plan.steps[0]?.note ?? null,
      at: now,
    },
    ...endDraft(draft.id, turn),
    ...(card ? [settled(card, number)] : []),
    { type: 'say', text: told(offer, facts) },
    ...openReview(plan, { ...submitted, unit, author, before }, turn),
  ]
}

const settled = ({ id, shown }: CardRecord, number: string): Effect => ({
  type: 'redraw-card',
  card: id,
  content: closedCard(shown, `已提交 ${number}`),
})

function told({ number, version, content, plan }: Offer, { item, today }: Facts): string {
  const late = item ? undefined : lateNote(content.eventDate, today)
  const which = version > 1 ? `（第${version}版）` : ''
  return [
    `已提交 ${number}${which}，由 ${plan.reviewers} 审稿，有结果会告诉您。`,
    ...(late === undefined ? [] : [late]),
    `回复“过程 ${number}”看进展，“撤回 ${number}”可撤回再改。`,
  ].join('\n')
}
