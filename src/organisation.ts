import { Organisation } from '../schema/organisation.ts'
import type { Channel } from '../schema/organisation.ts'
import type { Instant } from '../schema/ids.ts'
import type { Db } from './db/open.ts'
import { readOrganisation, writeOrganisation } from './db/organisation.ts'
import { handOver } from './db/hand-over.ts'
import { explainFaults } from './organisation-check.ts'

export interface ImportReport {
  added: string[]
  changed: string[]
  closed: string[]
}

/** The file was refused; one line for each fault, fit for the person who wrote the file. */
export class OrganisationError extends Error {
  override name = 'OrganisationError'
  readonly lines: readonly string[]
  constructor(lines: readonly string[]) {
    super(lines.join('\n'))
    this.lines = lines
  }
}

const MASK = '***'

/**
 * Reads an organisation file, all or nothing. A second run of the same file changes nothing.
 * Whoever is no longer in it is closed; what they had open goes to who takes their place.
 */
export async function importOrganisation(
  db: Db,
  raw: unknown,
  now: Instant,
): Promise<ImportReport> {
  const parsed = Organisation.safeParse(raw)
  if (!parsed.success) {
    throw new OrganisationError(
      parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`),
    )
  }
  return db.transaction().execute(async (tx) => {
    const former = await readOrganisation(tx)
    const file = withKeptSecrets(parsed.data, former)
    const faults = explainFaults(file)
    if (faults.length > 0) throw new OrganisationError(faults)
    const report = compare(former, file)
    if (isEmpty(report) && former) return report
    await writeOrganisation(tx, file, now)
    await handOver(tx, now)
    return report
  })
}

/** The file as it was imported; channel secrets are masked unless they are asked for. */
export function exportOrganisation(file: Organisation, withSecrets: boolean): Organisation {
  return withSecrets ? file : mapSecrets(file, () => MASK)
}

export function isEmpty({ added, changed, closed }: ImportReport): boolean {
  return added.length + changed.length + closed.length === 0
}

function mapSecrets(
  file: Organisation,
  change: (
    secret: string,
    group: string,
    index: number,
    name: 'key' | 'accessToken' | 'secret',
  ) => string,
): Organisation {
  return {
    ...file,
    groups: file.groups.map((group) => ({
      ...group,
      channels: group.channels.map((channel, index): Channel => {
        if (channel.kind === 'webhook') {
          return { ...channel, key: change(channel.key, group.code, index, 'key') }
        }
        if (channel.kind !== 'robot') return channel
        return {
          ...channel,
          accessToken: change(channel.accessToken, group.code, index, 'accessToken'),
          secret: change(channel.secret, group.code, index, 'secret'),
        }
      }),
    })),
  }
}

/** A masked secret stands for the one that is already there. */
function withKeptSecrets(file: Organisation, former: Organisation | undefined): Organisation {
  return mapSecrets(file, (secret, group, index, name) => {
    if (secret !== MASK) return secret
    const channel = former?.groups.find(({ code }) => code === group)?.channels[index]
    if (channel?.kind === 'webhook' && name === 'key') return channel.key
    if (channel?.kind === 'robot' && name !== 'key') return channel[name]
    throw new OrganisationError([`groups ${group}: a masked ${name} has no former value to keep`])
  })
}

function compare(former: Organisation | undefined, file: Organisation): ImportReport {
  const report: ImportReport = { added: [], changed: [], closed: [] }
  const sections = [
    ['unit', former?.units, file.units, (one: { code: string }) => one.code],
    ['group', former?.groups, file.groups, (one: { code: string }) => one.code],
    [
      'leading group',
      former?.leadingGroups,
      file.leadingGroups,
      (one: { code: string }) => one.code,
    ],
  ] as const
  for (const [what, before, after, key] of sections)
    compareLists(report, what, before ?? [], after, key)
  compareLists(report, 'person', former?.people ?? [], file.people, (one) => one.id)
  const rest = ({ note, subdistrict, reviewChains }: Organisation) =>
    JSON.stringify([note, subdistrict, reviewChains])
  if (former && rest(former) !== rest(file)) report.changed.push('office')
  return report
}

function compareLists<One>(
  report: ImportReport,
  what: string,
  before: readonly One[],
  after: readonly One[],
  key: (one: One) => string,
) {
  const known = new Map(before.map((one) => [key(one), JSON.stringify(one)]))
  const coming = new Set(after.map(key))
  for (const one of after) {
    const was = known.get(key(one))
    if (was === undefined) report.added.push(`${what} ${key(one)}`)
    else if (was !== JSON.stringify(one)) report.changed.push(`${what} ${key(one)}`)
  }
  const left = before.map(key).filter((one) => !coming.has(one))
  report.closed.push(...left.map((one) => `${what} ${one}`))
  // Lists and ties follow the file's order: to change it alone is a change too.
  const stayed = after.map(key).filter((one) => known.has(one))
  const order = before.map(key).filter((one) => coming.has(one))
  if (stayed.join('\n') !== order.join('\n')) report.changed.push(`${what} order`)
}
