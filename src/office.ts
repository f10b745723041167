import type { Office } from '../handlers/contract.ts'
import type { Config } from '../schema/config.ts'
import type { Month } from '../schema/ids.ts'
import type { Organisation } from '../schema/organisation.ts'
import type { RuleSet } from '../schema/rules/rule-set.ts'
import { isWorkingDay } from './calendar.ts'
import type { PlatformAdapter } from './platforms/adapter.ts'

export interface OfficeSources {
  config: Config
  ruleSets: readonly RuleSet[]
  adapters: readonly PlatformAdapter[]
}

/** What handlers know of the office: its settings, its file, and the month that was frozen last. */
export function officeOf(
  { config, ruleSets, adapters }: OfficeSources,
  { file, frozenUpTo }: { file: Organisation | undefined; frozenUpTo: Month | undefined },
): Office {
  const platforms = adapters.map(({ platform }) => platform)
  return {
    subdistrict: file?.subdistrict.name ?? '街道',
    reviewChains: file?.reviewChains ?? DEFAULT_CHAINS,
    workHours: config.workHours,
    quietHours: config.quietHours,
    freezeAt: config.freezeAt,
    broadcastAt: config.broadcastAt,
    frozenUpTo,
    ruleSets,
    reachableGroups: (file?.groups ?? []).filter(({ channels }) =>
      channels.some(({ platform }) => platforms.includes(platform)),
    ).length,
    isWorkingDay,
    publicAddress: config.publicUrlIsSet || config.sandbox.enabled,
    counted: adapters.flatMap(({ platform, label, allowance }) =>
      allowance ? [{ platform, label, allowed: allowance }] : [],
    ),
  }
}

/** As the plan has it (product, section 3). */
const DEFAULT_CHAINS: Office['reviewChains'] = {
  general: ['unitHead'],
  major: ['leaderInCharge'],
  decision: ['leaderInCharge', 'deputySecretary'],
}
