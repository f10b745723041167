import type { ListItem } from '../../schema/effect.ts'
import { Period } from '../../schema/ids.ts'
import type { BulletinRecord, Command, Effect, Handler, Read, Turn } from '../contract.ts'
import { isDesk } from '../review/find.ts'
import { say } from '../review/show.ts'
import { askDirectors, closeCards } from './bulletin-card.ts'
import { confirmedLine, decideTyped } from './bulletin-decide.ts'
import { sendDraft, sendFile } from './bulletin-desk.ts'
import { Deed, draftName, partLabel, proposalsOf, toType, type Proposal } from './bulletin-draft.ts'
import { bulletinMeant } from './bulletin-meant.ts'
import { remindLater } from './bulletin-waiting.ts'

type Choice = Extract<ListItem, { type: 'choice' }>

/** The topic of a list of proposals. */
export const BULLETIN = 'bulletin'

/** 通报: the desk edits the draft; 送审 asks the director, 确认 sends, 文件 shows it. */
export const bulletinTyped: Handler<Command> = {
  async run(read, { args }, turn) {
    if (!isDesk(turn.actor))
      return [say('季度通报由宣传办起草，主任确认后发到群里。看排名请回复“排行”。')]
    const [, said = '', deed] = /^(.*?) ?(送审|确认|先不发|文件)?$/u.exec(args) ?? []
    const wanted = Deed.optional().parse(deed)
    const meant = await bulletinMeant(read, said, wanted, turn)
    return 'answer' in meant ? meant.answer : carryOut(read, meant.record, wanted, turn)
  },
}

/** The number of the list that asked which quarter is meant. */
export const bulletinChosen: Handler<Choice> = {
  async run(read, { value, data }, turn) {
    const record = isDesk(turn.actor) ? await read.bulletin(Period.parse(value)) : undefined
    if (!record) return [say('这份通报现在不归您办。回复“帮助”看能做什么。')]
    return carryOut(read, record, Deed.parse(data['deed']), turn)
  },
}

async function carryOut(
  read: Read,
  record: BulletinRecord,
  deed: Deed | undefined,
  turn: Turn,
): Promise<Effect[]> {
  switch (deed) {
    case '送审':
      return submit(read, record, turn)
    case '确认':
      return decideTyped(read, record, 'send', turn)
    case '先不发':
      return decideTyped(read, record, 'wait', turn)
    case '文件':
      return [sendFile(record, turn.actor.id)]
    case undefined:
      return listed(record, turn)
  }
}

/** The proposals, numbered; a number strikes one or takes it back in. */
function listed(record: BulletinRecord, { actor }: Turn, notice?: string): Effect[] {
  const over = confirmedLine(record)
  if (over !== undefined)
    return [
      say(
        `${draftName(record)}${over}，不能再改。要看请回复${toType(record, '文件')}；新加了群，主任回复${toType(record, '确认')}补发。`,
      ),
    ]
  const proposals = proposalsOf(record)
  const head = notice ?? draftName(record)
  const after = `改好后回复${toType(record, '送审')}，要看文件回复${toType(record, '文件')}。`
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
      remindLater(changed, 'desk', turn),
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
    ...(await sendDraft(read, record, '已送审', turn.office)),
    ...asked,
    remindLater(record, 'director', turn),
  ]
}
