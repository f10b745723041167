import type { PersonId } from '../../schema/ids.ts'
import type { BulletinRecord, Effect, Read } from '../contract.ts'
import { deskAndDirectors } from '../desk-people.ts'
import { say } from '../review/show.ts'
import { documentOf, draftName, fileOf } from './bulletin-draft.ts'
import { summaryText } from './summary.ts'

export const sendFile = (record: BulletinRecord, to: PersonId): Effect => ({
  type: 'send-made',
  to,
  as: 'file',
  ...fileOf(record),
})

const HOW_TO_EDIT =
  '要改请回复“通报”，可划去表扬或批评的建议；改好后回复“通报 送审”。主任确认后才发到群里。'

/** A draft for everybody at the desk: what it says, the file, and how to change it. */
export async function sendDraft(
  read: Read,
  record: BulletinRecord,
  what: '已起草' | '已送审',
): Promise<Effect[]> {
  const head = `${draftName(record)}${what}。`
  const text = summaryText(documentOf(record), head, HOW_TO_EDIT)
  const desk = await deskAndDirectors(read)
  return desk.flatMap(({ id }) => [say(text, id), sendFile(record, id)])
}

/** Everybody at the desk but whoever did it. */
export async function tellDesk(read: Read, text: string, but: PersonId): Promise<Effect[]> {
  const desk = await deskAndDirectors(read)
  return desk.filter(({ id }) => id !== but).map(({ id }) => say(text, id))
}
