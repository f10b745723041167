import { DraftId } from '../../schema/ids.ts'
import type { Handler, Timer } from '../contract.ts'
import { afterQuiet, later, DAY_MS, isQuiet } from '../time.ts'
import { draftName } from './describe.ts'
import { draftOf, EXPIRE_DAYS, EXPIRE_TIMER, NOTICE_DAYS, setTimer } from './draft.ts'

/** A colleague has left, and their draft goes on with somebody of the same unit (plan, section 8). */
export const handedOver: Handler<Timer> = {
  async run(read, { key, name, data }, { actor, office, now }) {
    const person = actor.id
    const record = await read.draft(DraftId.parse(data['draft']))
    if (record?.person !== person) return []
    const draft = draftOf(record)
    if (isQuiet(office, now)) {
      return [{ type: 'set-timer', key, name, person, dueAt: afterQuiet(office, now), data }]
    }
    return [
      setTimer(EXPIRE_TIMER, draft.id, {
        person,
        dueAt: later(now, (EXPIRE_DAYS - NOTICE_DAYS) * DAY_MS),
        data: { stage: 'notice' },
      }),
      {
        type: 'say',
        to: person,
        text: `同事的草稿${draftName(draft.state)}转给您了。回复“继续”接着写；不用了，回复“删除草稿”。`,
      },
    ]
  },
}
