import type { ListItem } from '../../schema/effect.ts'
import { Period } from '../../schema/ids.ts'
import type { BulletinRecord, Command, Effect, Handler, Read, Turn } from '../contract.ts'
import { addMonths, quarterOf, readPeriod } from '../periods.ts'
import { isDesk } from '../review/find.ts'
import { say } from '../review/show.ts'
import { dayOf } from '../time.ts'
import { askDirectors, closeCards } from './bulletin-card.ts'
import { confirmedLine, decideTyped } from './bulletin-decide.ts'
import { sendDraft, sendFile } from './bulletin-desk.ts'
import { draftName, partLabel, proposalsOf, type Proposal } from './bulletin-draft.ts'

type Choice = Extract<ListItem, { type: 'choice' }>

/** The topic of a list of proposals. */
export const BULLETIN = 'bulletin'
const QUARTERS_BACK = 8

const NONE_YET =
  '还没有通报草稿。每季度最后一个月的数据定稿后，第一个工作日会自动起草并发给宣传办。'

/** 通报: the desk edits the draft; 送审 asks the director, 确认 sends, 文件 shows it. */
export const bulletinTyped: Handler<Command> = {
  async run(read, { args }, turn) {
    if (!isDesk(turn.actor))
      return [say('季度通报由宣传办起草，主任确认后发到群里。看排名请回复“排行”。')]
    const [, said = '', deed] = /^(.*?) ?(送审|确认|先不发|文件)?$/u.exec(args) ?? []
    const meant = await quarterMeant(read, said, turn)
    if ('answer' in meant) return [say(meant.answer)]
    const { record } = meant
    switch (deed) {
      case '送审':
        return submit(read, record, turn)
      case '确认':
        return decideTyped(read, record, 'send', turn)
      case '先不发':
        return decideTyped(read, record, 'wait', turn)
      case '文件':
        return [sendFile(record, turn.actor.id)]
      default:
        return listed(record, turn)
    }
  },
}

/** That quarter's, or the newest. */
async function quarterMeant(
  read: Read,
  said: string,
  { now }: Turn,
): Promise<{ record: BulletinRecord } | { answer: string }> {
  if (said === '') {
    const newest = await newestOf(read)
    return newest ? { record: newest } : { answer: NONE_YET }
  }
  const quarter = readPeriod(said, dayOf(now))
  if (!quarter?.includes('Q')) return { answer: '通报按季度，例如：通报 第三季度，或 通报 2026-Q3' }
  const record = await read.bulletin(quarter)
  return record ? { record } : { answer: `${said.toUpperCase()} 还没有通报草稿。` }
}

async function newestOf(read: Read): Promise<BulletinRecord | undefined> {
  const last = await read.lastFrozenMonth()
  if (last === undefined) return undefined
  for (let back = 0; back < QUARTERS_BACK; back++) {
    const record = await read.bulletin(quarterOf(addMonths(last, -3 * back)))
    if (record) return record
  }
  return undefined
}

/** The proposals, numbered; a number strikes one or takes it back in. */
function listed(record: BulletinRecord, { actor }: Turn, notice?: string): Effect[] {
  const over = confirmedLine(record)
  if (over !== undefined)
    return [say(`${draftName(record)}${over}，不能再改。要看请回复“通报 文件”。`)]
  const proposals = proposalsOf(record)
  const head = notice ?? draftName(record)
  const after = '改好后回复“通报 送审”，要看文件回复“通报 文件”。'
  if (proposals.length === 0) return [say(`${head}：没有表扬或批评的建议。${after}`)]
  return [
    say([`${head}，回复序号划去或恢复：`, ...proposals.map(proposalLine), after].join('\n')),
    {
      type: 'list',
      person: actor.id,
      items: proposals.map(({ key }) => ({
        type: 'choice',
        topic: BULLETIN,
        value: key,
        data: { quarter: record.quarter },
      })),
    },
  ]
}

const proposalLine = ({ part, unit, why, struck }: Proposal, index: number): string =>
  `${index + 1}. ${partLabel[part]} ${unit}：${why}${struck ? '（已划去）' : ''}`

/** Each change is another version: what the director has on a card is not it any more. */
export const toggleProposal: Handler<Choice> = {
  async run(read, { value, data }, turn) {
    const record = isDesk(turn.actor)
      ? await read.bulletin(Period.parse(data['quarter']))
      : undefined
    const proposal = record && proposalsOf(record).find(({ key }) => key === value)
    if (!record || !proposal) return [say('这份通报现在不能改。回复“通报”看最新的。')]
    if (confirmedLine(record) !== undefined) return listed(record, turn)
    const struck = proposal.struck
      ? record.struck.filter((key) => key !== value)
      : [...record.struck, value]
    const { quarter, content } = record
    const changed = { ...record, struck, version: record.version + 1 }
    const notice = `${proposal.struck ? '已恢复' : '已划去'}${partLabel[proposal.part]} ${proposal.unit}，现在是第${changed.version}版`
    return [
      {
        type: 'draft-bulletin',
        quarter,
        version: changed.version,
        content,
        struck,
        at: turn.now,
      },
      ...(await closeCards(read, quarter, '草稿有修改')),
      ...listed(changed, turn, notice),
    ]
  },
}

/** 送审: the file as it stands now for the desk, and a fresh card for the director. */
async function submit(read: Read, record: BulletinRecord, turn: Turn): Promise<Effect[]> {
  if (confirmedLine(record) !== undefined) return listed(record, turn)
  const asked = await askDirectors(read, record, turn)
  if (asked.length === 0) return [say('还没有人担任宣传办主任，不能送审。请先补充人员信息。')]
  return [
    ...(await closeCards(read, record.quarter, '已重新送审，请看新卡片')),
    ...(await sendDraft(read, record, '已送审')),
    ...asked,
  ]
}
