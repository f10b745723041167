import type { Office } from '../../handlers/contract.ts'
import { loadRuleSets } from '../../src/rules.ts'

/** What an office has that most tests do not turn on. */
export const ordinaryOffice: Pick<
  Office,
  'ruleSets' | 'freezeAt' | 'broadcastAt' | 'reachableGroups'
> = {
  ruleSets: loadRuleSets(),
  freezeAt: { day: 3, minute: 18 * 60 },
  broadcastAt: { day: 5, minute: 9 * 60 + 5 },
  reachableGroups: 0,
}
