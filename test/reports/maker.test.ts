import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Worker } from 'node:worker_threads'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ReportFailedError, ReportMaker } from '../../src/reports/maker.ts'
import type { Recipe } from '../../schema/report.ts'
import { RECIPES } from '../../scripts/look-at-reports/documents.ts'
import { RANKINGS } from '../../scripts/look-at-reports/samples.ts'

const PICTURE: Recipe = { kind: 'ranking-picture', table: RANKINGS.month }

let dir: string
let maker: ReportMaker
/** Every thread that was started meanwhile. */
let started: Worker[]
/** What they said: a word for every file that they made. */
let words: number
const seen = (worker: Worker) => {
  started.push(worker)
  worker.on('message', () => words++)
}

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'reports-'))
  maker = new ReportMaker({ dir })
  started = []
  words = 0
  process.on('worker', seen)
})
afterEach(async () => {
  vi.useRealTimers()
  process.off('worker', seen)
  await maker.close()
  rmSync(dir, { recursive: true })
})

test('every kind is made, and nothing but the files is left', async () => {
  const names = [
    'ranking-month.png',
    'ranking-month.xlsx',
    'bulletin-draft.docx',
    'assessment.xlsx',
  ]
  for (const name of names) await maker.make(RECIPES[name] ?? PICTURE, `2026/${name}`)
  expect(readdirSync(join(dir, '2026')).sort()).toEqual(names.sort())
  const beginning = (name: string) =>
    readFileSync(join(dir, '2026', name))
      .subarray(0, 4)
      .toString('latin1')
  expect(names.map(beginning)).toEqual(
    names.map((name) => (name.endsWith('.png') ? '\x89PNG' : 'PK\x03\x04')),
  )
  expect(started).toHaveLength(1)
})

test('the same file asked for by several at once is made once', async () => {
  await Promise.all(Array.from({ length: 5 }, () => maker.make(PICTURE, 'a.png')))
  expect(readdirSync(dir)).toEqual(['a.png'])
  expect(words).toBe(1)
})

test('different files asked for at once are all there', async () => {
  const names = ['a.png', 'b.png', 'c.png']
  await Promise.all(names.map((name) => maker.make(PICTURE, name)))
  expect(readdirSync(dir).sort()).toEqual(names)
})

test('a file that is there is left as it is, and no thread is started for it', async () => {
  writeFileSync(join(dir, 'a.png'), 'made before')
  await maker.make(PICTURE, 'a.png')
  expect(readFileSync(join(dir, 'a.png'), 'utf8')).toBe('made before')
  expect(started).toEqual([])
})

test('a recipe that cannot be made is refused without a word of its content', async () => {
  const [list] = RANKINGS.month.lists
  const rows = list?.rows.map((row) => ({ ...row, hundredths: Number.NaN })) ?? []
  const table = { ...RANKINGS.month, lists: [{ name: '部门组', rows }] }
  const failed = await maker.make({ kind: 'ranking-picture', table }, 'a.png').catch(String)
  expect(failed).toBe('ReportFailedError: making a ranking-picture failed (ZodError)')
  expect(readdirSync(dir)).toEqual([])
  await maker.make(PICTURE, 'a.png')
  expect(readdirSync(dir)).toEqual(['a.png'])
})

test('a thread that dies fails what is in hand, and the next call starts another', async () => {
  const inHand = [maker.make(PICTURE, 'a.png'), maker.make(PICTURE, 'b.png')]
  const outcomes = Promise.allSettled(inHand)
  await until(() => started.length === 1)
  await started[0]?.terminate()
  for (const outcome of await outcomes) {
    expect(outcome.status).toBe('rejected')
    if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(ReportFailedError)
  }
  await maker.make(PICTURE, 'c.png')
  expect(readdirSync(dir).filter((name) => !name.endsWith('.tmp'))).toContain('c.png')
  expect(started).toHaveLength(2)
})

test('others are answered while a picture is made', async () => {
  let made = false
  const making = maker
    .make({ kind: 'ranking-picture', table: RANKINGS.sixty }, 'a.png')
    .then(() => (made = true))
  await until(() => started.length === 1)
  let turns = 0
  await until(() => ++turns > 1000 || made)
  expect(made).toBe(false)
  await making
})

test('the thread ends after some idle seconds, and comes back when it is wanted', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  await maker.make(PICTURE, 'a.png')
  let ended = false
  started[0]?.once('exit', () => (ended = true))
  vi.advanceTimersByTime(60_000)
  await until(() => ended)
  await maker.make(PICTURE, 'b.png')
  expect(started).toHaveLength(2)
})

test('what is in hand when it closes is refused, and so is what comes after', async () => {
  const inHand = maker.make(PICTURE, 'a.png').catch(String)
  await until(() => started.length === 1)
  await maker.close()
  expect(await inHand).toContain('closed')
  await expect(maker.make(PICTURE, 'b.png')).rejects.toThrow(ReportFailedError)
})

/** Looks again with every turn of the event loop. */
async function until(reached: () => boolean) {
  while (!reached()) await new Promise((resolve) => setImmediate(resolve))
}

test('what takes too long is given up, and the next one is made by another thread', async () => {
  const hasty = new ReportMaker({ dir, limitMs: 1 })
  await expect(hasty.make(PICTURE, 'late.png')).rejects.toThrow('too slow')
  await hasty.close()
  await maker.make(PICTURE, 'late.png')
  expect(readdirSync(dir)).toContain('late.png')
  expect(started).toHaveLength(2)
})
