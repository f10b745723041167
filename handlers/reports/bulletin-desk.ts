import type { PersonId } from '../../schema/ids.ts'
import type { BulletinRecord, Effect, Office, Read } from '../contract.ts'
import { deskAndDirectors } from '../desk-people.ts'
import { say } from '../review/show.ts'
import { documentOf, draftName, fileOf, toType } from './bulletin-draft.ts'
import { summaryText } from './summary.ts'

export const sendFile = (record: BulletinRecord, to: PersonId): Effect => ({
  type: 'send-made',
  to,
  as: 'file',
  ...fileOf(record),
})

/** A draft for everybody at the desk: what it says, the file, and how to change it. */
export async function sendDraft(
  read: Read,
  record: BulletinRecord,
  what: '已起草' | '已送审',
  office: Office,
): Promise<Effect[]> {
  const head = `${draftName(record)}${what}。`
  const directors = await read.withRole('publicityDirector')
  const next = whatIsNext(directors.length, office)
  const desk = await deskAndDirectors(read)
  return desk.flatMap((person) => {
    const asked = what === '已送审' && person.roles.includes('publicityDirector')
    const foot =
      asked && office.reachableGroups > 0 ? howToConfirm(record) : howToEdit(record) + next
    return [
      say(summaryText(documentOf(record), head, foot), person.id),
      sendFile(record, person.id),
    ]
  })
}

/** To the director, whose card comes next. */
const howToConfirm = (record: BulletinRecord): string =>
  `要改请回复${toType(record)}；没有要改的，请在下面的卡片确认。`

const howToEdit = (record: BulletinRecord): string =>
  `要改请回复${toType(record)}，可划去表扬或批评的建议；改好后回复${toType(record, '送审')}。`

function whatIsNext(directors: number, office: Office): string {
  if (directors === 0) return '现在没有人担任宣传办主任，请先补充人员信息，才能确认。'
  if (office.reachableGroups === 0) return '现在没有可发的群，请管理员设好，主任才能确认。'
  return '主任确认后才发到群里。'
}

/** Everybody at the desk but whoever did it. */
export async function tellDesk(read: Read, text: string, but: PersonId): Promise<Effect[]> {
  const desk = await deskAndDirectors(read)
  return desk.filter(({ id }) => id !== but).map(({ id }) => say(text, id))
}
