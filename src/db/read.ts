import type { Kysely } from 'kysely'
import type { Read } from '../../handlers/contract.ts'
import type { Database } from '../../schema/tables.ts'
import { findCard, findCardsAbout, findOpenCards } from './cards.ts'
import { findDraft, findDrafts } from './conversations.ts'
import * as people from './people.ts'
import { findPhotos } from './photos.ts'
import { findPending, findStep, findSteps } from './review.ts'
import { findSpending } from './spending.ts'
import * as items from './submissions.ts'
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
    filed: (limit) => items.findFiled(db, limit),
    version: (number, version) => items.findVersion(db, number, version),
    events: (number) => items.findEvents(db, number),
    step: (id) => findStep(db, id),
    steps: (number) => findSteps(db, number),
    pending: (person) => findPending(db, person),
    card: (id) => findCard(db, id),
    openCards: (step) => findOpenCards(db, step),
    cardsAbout: (number) => findCardsAbout(db, number),
    spending: (platform, month) => findSpending(db, platform, month),
    timer: (key) => findTimer(db, key),
  }
}
