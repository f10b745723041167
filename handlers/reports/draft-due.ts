import { Period } from '../../schema/ids.ts'
import type { BulletinRecord, Handler, Timer } from '../contract.ts'
import { askDirectors } from './bulletin-card.ts'
import { bulletinContent } from './bulletin-content.ts'
import { sendDraft } from './bulletin-desk.ts'

/** The first working day after the freeze: the quarter's bulletin is drafted, once. */
export const draftDue: Handler<Timer> = {
  async run(read, { data }, turn) {
    const quarter = Period.parse(data['quarter'])
    if (await read.bulletin(quarter)) return []
    const content = await bulletinContent(read, quarter, turn)
    if (!content) return []
    const record: BulletinRecord = {
      quarter,
      version: 1,
      state: 'draft',
      content,
      struck: [],
      draftedAt: turn.now,
      confirmed: null,
    }
    return [
      { type: 'draft-bulletin', quarter, version: 1, content, struck: [], at: turn.now },
      ...(await sendDraft(read, record, '已起草')),
      ...(await askDirectors(read, record, turn)),
    ]
  },
}
