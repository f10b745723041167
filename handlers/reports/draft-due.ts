import { Period } from '../../schema/ids.ts'
import type { BulletinRecord, Handler, Timer } from '../contract.ts'
import { onceAtWork } from './at-work.ts'
import { askDirectors } from './bulletin-card.ts'
import { bulletinContent } from './bulletin-content.ts'
import { sendDraft } from './bulletin-desk.ts'
import { remindLater } from './bulletin-waiting.ts'

/** The first working day after the freeze, or after the bot was down: it is drafted, once. */
export const draftDue: Handler<Timer> = {
  async run(read, { key, name, data }, turn) {
    const quarter = Period.parse(data['quarter'])
    if (await read.bulletin(quarter)) return []
    const dueAt = onceAtWork(turn.office, turn.now)
    if (dueAt > turn.now) return [{ type: 'set-timer', key, name, person: null, dueAt, data }]
    const content = await bulletinContent(read, quarter, turn)
    if (!content) return []
    const record: BulletinRecord = {
      quarter,
      version: 1,
      state: 'draft',
      content,
      struck: [],
      confirmed: null,
    }
    return [
      { type: 'draft-bulletin', quarter, version: 1, content, struck: [], at: turn.now },
      ...(await sendDraft(read, record, '已起草', turn.office)),
      ...(await askDirectors(read, record, turn)),
      remindLater(record, 'director', turn),
    ]
  },
}
