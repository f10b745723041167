import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { loadRuleSets, RuleSetError } from '../src/rules.ts'

const STANDARD = readFileSync(new URL('../schema/rules/standard-1.json', import.meta.url), 'utf8')

/** A folder with the standard rules, and a file for each of these changes of them. */
function folderWith(...changes: Record<string, unknown>[]): string {
  const dir = mkdtempSync(join(tmpdir(), 'baosong-rules-'))
  onTestFinished(() => {
    rmSync(dir, { recursive: true })
  })
  writeFileSync(join(dir, 'standard-1.json'), STANDARD)
  for (const [index, change] of changes.entries()) {
    const rules = { ...(JSON.parse(STANDARD) as object), ...change }
    writeFileSync(join(dir, `changed-${index}.json`), JSON.stringify(rules))
  }
  return dir
}

test('a second version is read from its own file, the oldest first', () => {
  const later = { version: 'standard-2', effectiveFrom: '2027-01-01' }
  const earlier = { version: 'before', effectiveFrom: '2019-12-01' }
  const versions = loadRuleSets(folderWith(later, earlier)).map(({ version }) => version)
  expect(versions).toEqual(['before', 'standard-1', 'standard-2'])
})

test.each([
  [
    'of the same version',
    { effectiveFrom: '2027-01-01' },
    'standard-1 and standard-1 are the same version or begin on the same day',
  ],
  [
    'that begins on the same day',
    { version: 'standard-2' },
    'are the same version or begin on the same day',
  ],
  [
    'that begins in the middle of a month',
    { version: 'standard-2', effectiveFrom: '2027-01-15' },
    'changed-0.json: effectiveFrom is not the first day of a month',
  ],
])('a file %s is refused', (_, change, line) => {
  const folder = folderWith(change)
  expect(() => loadRuleSets(folder)).toThrow(RuleSetError)
  expect(() => loadRuleSets(folder)).toThrow(line)
})
