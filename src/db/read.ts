import type { Kysely } from 'kysely'
import type { Read } from '../../handlers/contract.ts'
import type { Database } from '../../schema/tables.ts'
import * as adoptions from './adoptions.ts'
import { findCard, findCardsAbout, findOpenCardsOf } from './cards.ts'
import { findDraft, findDrafts } from './conversations.ts'
import { findEvidence } from './evidence.ts'
import { findFigures } from './figures.ts'
import { findHandling } from './handling.ts'
import * as ledger from './ledger.ts'
import * as marks from './marks.ts'
import * as objections from './objections.ts'
import * as people from './people.ts'
import * as periods from './periods.ts'
import { findPhotos } from './photos.ts'
import { findPending, findStep, findSteps } from './review.ts'
import { findSpending } from './spending.ts'
import * as items from './submissions.ts'
import { findSummary } from './summary.ts'
import { findTimer } from './timers.ts'

/** What handlers may ask, all of it as of one transaction. */
export function readFrom(db: Kysely<Database>): Read {
  return {
    person: (id) => people.findPerson(db, id),
    peopleNamed: (name) => people.findPeopleNamed(db, name),
    holders: (role, unit) => people.findHolders(db, role, unit),
    withRole: (role) => people.findWithRole(db, role),
    standIn: (person, day) => people.findStandIn(db, person, day),
    delegation: (person) => people.findDelegation(db, person),
    draft: (id) => findDraft(db, id),
    drafts: (person) => findDrafts(db, person),
    photos: (ids) => findPhotos(db, ids),
    nextNumber: (year) => items.nextNumber(db, year),
    submission: (number) => items.findSubmission(db, number),
    numbersMeant: (typed) => items.numbersMeant(db, typed),
    submissionsBy: (person, limit) => items.findSubmissionsBy(db, person, limit),
    filed: (limit) => items.findWithDesk(db, 'filed', limit),
    held: (limit) => items.findWithDesk(db, 'held', limit),
    firstFiledAt: (number) => items.findFirstFiledAt(db, number),
    filedOf: (unit, span) => items.countFiledOf(db, unit, span),
    version: (number, version) => items.findVersion(db, number, version),
    events: (number) => items.findEvents(db, number),
    step: (id) => findStep(db, id),
    steps: (number) => findSteps(db, number),
    pending: (person) => findPending(db, person),
    card: (id) => findCard(db, id),
    openCardsOf: (kind) => findOpenCardsOf(db, kind),
    cardsAbout: (number) => findCardsAbout(db, number),
    ...pointsFrom(db),
    spending: (platform, month) => findSpending(db, platform, month),
    timer: (key) => findTimer(db, key),
  }
}

/** The desk's half: adoptions, the ledger, and what comes of them by period. */
function pointsFrom(db: Kysely<Database>) {
  return {
    units: () => people.findUnits(db),
    partners: (number) => adoptions.findPartners(db, number),
    adoptions: (number) => adoptions.findAdoptions(db, number),
    outlets: (level, limit) => adoptions.findOutlets(db, level, limit),
    handling: (number) => findHandling(db, number),
    entriesAbout: (number) => ledger.findEntriesAbout(db, number),
    entriesOfMark: (mark) => ledger.findEntriesOfMark(db, mark),
    entries: (of, span) => ledger.findEntries(db, of, span),
    allEntries: (span) => ledger.findAllEntries(db, span),
    evidence: (span) => findEvidence(db, span),
    sum: (of, span) => ledger.sumOf(db, of, span),
    corrections: (span) => ledger.findCorrections(db, span),
    sumOfPartners: (person, span) => ledger.sumOfPartners(db, person, span),
    onTimeItems: (unit, month) => ledger.findOnTimeItems(db, unit, month),
    mark: (id) => marks.findMark(db, id),
    markNumbered: (ordinal) => marks.findMarkNumbered(db, ordinal),
    marks: (limit) => marks.findMarks(db, limit),
    proposedMarks: () => marks.findProposedMarks(db),
    marksAbout: (number) => marks.findMarksAbout(db, number),
    objection: (id) => objections.findObjection(db, id),
    openObjections: (limit) => objections.findOpenObjections(db, limit),
    figures: (span, asOf) => findFigures(db, span, asOf),
    summary: (span, asOf) => findSummary(db, span, asOf),
    frozen: (period) => periods.findFrozen(db, period),
    firstFrozenMonth: () => periods.findFirstFrozenMonth(db),
    lastFrozenMonth: () => periods.findLastFrozenMonth(db),
    ledgerBegan: () => periods.findLedgerBeginning(db),
    broadcastParts: (what, period) => periods.countParts(db, what, period),
    bulletin: (quarter) => periods.findBulletin(db, quarter),
  } satisfies Partial<Read>
}
