import type { Transaction } from 'kysely'
import type { Aside, Write } from '../../schema/effect.ts'
import type { Instant, StepId, SubmissionNumber } from '../../schema/ids.ts'
import type { Database } from '../../schema/tables.ts'
import * as adoptions from './adoptions.ts'
import { endDraft, findPlace, saveDraft, writePlace } from './conversations.ts'
import { writeHandling } from './handling.ts'
import { postEntry } from './ledger.ts'
import * as marks from './marks.ts'
import * as objections from './objections.ts'
import * as periods from './periods.ts'
import * as review from './review.ts'
import { unfile, writeEvent, writeStatus, writeSubmission } from './submissions.ts'
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
    default:
      return applyDeskWrite(tx, write)
  }
}

async function ask(
  tx: Transaction<Database>,
  { person, aside, about }: Extract<Write, { type: 'ask' }>,
): Promise<void> {
  const open = about === undefined ? undefined : (await findPlace(tx, person)).aside
  if (open && !isAbout(open, about)) return
  await writePlace(tx, person, { aside })
}

const isAbout = (open: Aside, about: StepId | SubmissionNumber | undefined): boolean =>
  ('step' in open && open.step === about) || ('number' in open && open.number === about)

type DeskWrite = Extract<
  Write,
  {
    type:
      | 'adopt'
      | 'reverse-adoption'
      | 'post'
      | 'join-units'
      | 'unfile'
      | 'take'
      | 'propose-mark'
      | 'confirm-mark'
      | 'set-mark'
      | 'object'
      | 'answer-objection'
      | 'freeze'
      | 'draft-bulletin'
      | 'confirm-bulletin'
  }
>

async function applyDeskWrite(tx: Transaction<Database>, write: DeskWrite): Promise<void> {
  switch (write.type) {
    case 'adopt':
      return adoptions.writeAdoption(tx, write)
    case 'reverse-adoption':
      return adoptions.reverseAdoption(tx, write)
    case 'post':
      return postEntry(tx, write.posting)
    case 'join-units':
      return adoptions.writePartners(tx, write)
    case 'unfile':
      return unfile(tx, write.number)
    case 'take':
      return writeHandling(tx, write)
    case 'propose-mark':
      return marks.writeMark(tx, write)
    case 'confirm-mark':
      return marks.writeConfirmation(tx, write)
    case 'set-mark':
      return marks.writeMarkState(tx, write)
    case 'object':
      return objections.writeObjection(tx, write)
    case 'answer-objection':
      return objections.writeAnswer(tx, write)
    case 'freeze':
      return periods.writeFrozen(tx, write)
    case 'draft-bulletin':
      return periods.writeBulletin(tx, write)
    case 'confirm-bulletin':
      return periods.confirmBulletin(tx, write)
  }
}
