import type { Transaction } from 'kysely'
import type { Write } from '../../schema/effect.ts'
import type { Instant } from '../../schema/ids.ts'
import type { Database } from '../../schema/tables.ts'
import { endDraft, findPlace, saveDraft, writePlace } from './conversations.ts'
import * as review from './review.ts'
import { writeEvent, writeStatus, writeSubmission } from './submissions.ts'
import { clearTimer, setTimer } from './timers.ts'

/** Carries out one write of a turn inside the turn's transaction. */
export async function applyWrite(
  tx: Transaction<Database>,
  write: Write,
  now: Instant,
): Promise<void> {
  switch (write.type) {
    case 'save-draft':
      return saveDraft(tx, write, now)
    case 'end-draft':
      return endDraft(tx, write.draft)
    case 'focus':
      return writePlace(tx, write.person, { focus: write.draft })
    case 'ask':
      return ask(tx, write)
    case 'list':
      return writePlace(tx, write.person, { list: write.items })
    case 'set-timer':
      return setTimer(tx, write)
    case 'clear-timer':
      return clearTimer(tx, write.key)
    case 'submit':
      return writeSubmission(tx, write)
    case 'set-status':
      return writeStatus(tx, write)
    case 'record':
      return writeEvent(tx, write)
    case 'open-step':
      return review.openStep(tx, write)
    case 'add-holder':
      return review.addHolder(tx, write.step, write.holder)
    case 'drop-holder':
      return review.dropHolder(tx, write.step, write.person)
    case 'decide':
      return review.writeDecision(tx, write)
    case 'take-back':
      return review.takeBackDecision(tx, write)
    case 'void-step':
      return review.voidStep(tx, write)
    case 'stand-in':
      return review.writeStandIn(tx, write)
    case 'end-stand-in':
      return review.endStandIn(tx, write.person)
  }
}

async function ask(
  tx: Transaction<Database>,
  { person, aside, about }: Extract<Write, { type: 'ask' }>,
): Promise<void> {
  const open = about === undefined ? undefined : (await findPlace(tx, person)).aside
  if (open && open.step !== about) return
  await writePlace(tx, person, { aside })
}
