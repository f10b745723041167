import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { RuleSet } from '../schema/rules/rule-set.ts'

const FOLDER = join(import.meta.dirname, '../schema/rules')

/** A rule set that cannot be worked with; the text names the file and what is wrong with it. */
export class RuleSetError extends Error {
  override name = 'RuleSetError'
}

/** Every version in `schema/rules/`, the oldest first. Throws `RuleSetError`. */
export function loadRuleSets(folder = FOLDER): RuleSet[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'))
  const sets = files.map((name) => read(join(folder, name), name))
  sets.sort((a, b) => (a.effectiveFrom < b.effectiveFrom ? -1 : 1))
  for (const [place, { version, effectiveFrom }] of sets.entries()) {
    const twin = sets
      .slice(place + 1)
      .find((one) => one.effectiveFrom === effectiveFrom || one.version === version)
    if (twin)
      throw new RuleSetError(
        `rule sets ${version} and ${twin.version} are the same version or begin on the same day`,
      )
  }
  if (sets.length === 0) throw new RuleSetError('there is no rule set in schema/rules')
  return sets
}

function read(path: string, name: string): RuleSet {
  const parsed = RuleSet.safeParse(asJson(path, name))
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`)
  throw new RuleSetError(`schema/rules/${name}: ${faults.join('; ')}`)
}

function asJson(path: string, name: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    throw new RuleSetError(`schema/rules/${name} is not JSON`)
  }
}
