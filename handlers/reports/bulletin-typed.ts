import type { ListItem } from '../../schema/effect.ts'
import { Period } from '../../schema/ids.ts'
import type { BulletinRecord, Command, Effect, Handler, Read, Turn } from '../contract.ts'
import { isDesk } from '../review/find.ts'
import { say } from '../review/show.ts'
import { askDirectors, closeCards } from './bulletin-card.ts'
import { confirmedLine, decideTyped } from './bulletin-decide.ts'
import { sendDraft, sendFile } from './bulletin-desk.ts'
import { Deed } from './bulletin-draft.ts'
import { listed } from './bulletin-edit.ts'
import { bulletinMeant } from './bulletin-meant.ts'
import { remindLater } from './bulletin-waiting.ts'

type Choice = Extract<ListItem, { type: 'choice' }>

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
