import { CompiledQuery, sql, type KyselyPlugin, type RootOperationNode } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import type { Read } from '../../handlers/contract.ts'
import { Instant, MarkId, Month, PersonId, SubmissionNumber, UnitCode } from '../../schema/ids.ts'
import { openDatabase, type Db } from '../../src/db/open.ts'
import { readFrom } from '../../src/db/read.ts'

const [month, unit] = [Month.parse('2026-11'), UnitCode.parse('C01')]
const person = PersonId.parse('linxiaohe')
const number = SubmissionNumber.parse('2026-0001')
const mark = MarkId.parse('mark')
const span = { from: month, to: month }
const asOf = Instant.parse(Date.parse('2026-12-03T18:00:00+08:00'))

interface Question {
  what: string
  ask: (read: Read) => Promise<unknown>
  /** How the ledger is narrowed down for it. */
  by: string
}

/** What is asked again and again, however many years there are. */
const questions: Question[] = [
  { what: 'items on time', ask: (read) => read.onTimeItems(unit, month), by: 'month>?' },
  { what: 'the figures of a ranking', ask: (read) => read.figures(span, asOf), by: 'month=?' },
  { what: 'the ledger of a unit', ask: (read) => read.entries({ unit }, span), by: 'month<?' },
  { what: 'that of a person', ask: (read) => read.entries({ person }, span), by: 'person_id=?' },
  { what: 'points of a unit', ask: (read) => read.sum({ unit }, span), by: 'month<?' },
  { what: 'points of a person', ask: (read) => read.sum({ person }, span), by: 'person_id=?' },
  { what: 'entries of an item', ask: (read) => read.entriesAbout(number), by: 'number=?' },
  { what: 'entries of a mark', ask: (read) => read.entriesOfMark(mark), by: 'mark_id=?' },
  { what: 'entries of a month', ask: (read) => read.allEntries(span), by: 'month<?' },
  { what: 'what corrects a month', ask: (read) => read.corrections(span), by: 'ledger_of_month' },
]

async function open(): Promise<Db> {
  const db = await openDatabase({ file: ':memory:', kind: 'any' })
  onTestFinished(() => db.destroy())
  return db
}

/** How the database goes about that, with the parameters bound. */
async function planOf(db: Db, ask: Question['ask']): Promise<string[]> {
  const asked: RootOperationNode[] = []
  const listening: KyselyPlugin = {
    transformQuery({ node }) {
      asked.push(node)
      return node
    },
    transformResult: ({ result }) => Promise.resolve(result),
  }
  await ask(readFrom(db.withPlugin(listening)))
  const steps: string[] = []
  for (const node of asked) {
    const query = db.getExecutor().compileQuery(node, { queryId: 'plan' })
    const plan = CompiledQuery.raw(`explain query plan ${query.sql}`, [...query.parameters])
    const { rows } = await db.executeQuery<{ detail: string }>(plan)
    steps.push(...rows.map(({ detail }) => detail))
  }
  return steps
}

/** Steps that read a whole table; units are a few dozen. An index made for one query is a scan too. */
async function faultsOf(db: Db, { ask, by }: Question): Promise<string[]> {
  const steps = await planOf(db, ask)
  const scans = steps.filter((step) => /^SCAN (?!unit$)|AUTOMATIC/u.test(step))
  return steps.some((step) => step.includes(by)) ? scans : [...scans, `not by ${by}`]
}

test.each(questions)('$what: nothing that grows is read as a whole', async (question) => {
  expect(await faultsOf(await open(), question)).toEqual([])
})

test.each([
  'ledger_month',
  'ledger_reverses',
  'ledger_person',
  'ledger_number',
  'ledger_mark',
  'ledger_of_month',
  'adoption_number',
  'adoption_month',
  'submission_first',
  'submission_filed',
])('without the index %s something would be', async (index) => {
  const db = await open()
  await sql`drop index ${sql.ref(index)}`.execute(db)
  const faults = await Promise.all(questions.map((question) => faultsOf(db, question)))
  expect(faults.flat()).not.toEqual([])
})
