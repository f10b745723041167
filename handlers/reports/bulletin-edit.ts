import { z } from 'zod'
import type { ListItem } from '../../schema/effect.ts'
import { Period } from '../../schema/ids.ts'
import type { BulletinRecord, Effect, Handler, Turn } from '../contract.ts'
import { isDesk } from '../review/find.ts'
import { say } from '../review/show.ts'
import { plain } from '../text.ts'
import { closeCards } from './bulletin-card.ts'
import { confirmedLine } from './bulletin-decide.ts'
import { draftName, partLabel, proposalsOf, toType, type Proposal } from './bulletin-draft.ts'
import { remindLater } from './bulletin-waiting.ts'

type Choice = Extract<ListItem, { type: 'choice' }>

/** The topic of a list of proposals. */
export const BULLETIN = 'bulletin'

/** What may be said beside a number of the list; alone it does whichever can be done. */
const Change = z.enum(['划去', '恢复'])

/** `6 划去`, `恢复第6条`: which of the list, and what that adds to the choice. */
export function changeSaid(
  text: string,
): { number: number; data: Record<string, string> } | undefined {
  const [, first, behind = '', before = '', last] =
    /^(?:第?(\d{1,3})[条项号.]?(划去|恢复)|(划去|恢复)第?(\d{1,3})[条项号]?)$/u.exec(
      plain(text).replace(/[\s,:;、]/gu, ''),
    ) ?? []
  const number = first ?? last
  return number === undefined
    ? undefined
    : { number: Number(number), data: { change: behind || before } }
}

/** The proposals, numbered; a number strikes one or takes it back in. */
export function listed(record: BulletinRecord, { actor }: Turn, notice?: string): Effect[] {
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
    const able = proposal.struck ? '恢复' : '划去'
    const wanted = Change.default(able).parse(data['change'])
    const name = `${partLabel[proposal.part]} ${proposal.unit}`
    if (wanted !== able) {
      const is = proposal.struck ? '已经划去' : '没有划去'
      return listed(record, turn, `${name}${is}，没有改动`)
    }
    const struck = proposal.struck
      ? record.struck.filter((key) => key !== value)
      : [...record.struck, value]
    const { quarter, content } = record
    const changed = { ...record, struck, version: record.version + 1 }
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
      ...listed(changed, turn, `已${able}${name}，现在是第${changed.version}版`),
    ]
  },
}
