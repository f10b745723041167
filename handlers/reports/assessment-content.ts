import { Period, type Instant } from '../../schema/ids.ts'
import { PointsRule } from '../../schema/points.ts'
import type { AssessmentContent } from '../../schema/report.ts'
import type { EvidenceRecord, Office, Read, OwingUnit, Span } from '../contract.ts'
import { earliestMonth, firstDay, monthOf, spanOf } from '../periods.ts'
import { how, ruleLabel } from '../points/show.ts'
import { withQuota } from '../ranking/owed.ts'
import { rank } from '../ranking/rank.ts'
import { later } from '../time.ts'
import { ruleLines } from './rule-lines.ts'

type Known = Pick<Office, 'subdistrict' | 'ruleSets'>

/** 年度考核: the year as it was frozen, or as it stands now. */
export async function assessmentContent(
  read: Read,
  year: number,
  { office, now }: { office: Known; now: Instant },
): Promise<AssessmentContent> {
  const period = Period.parse(String(year))
  const span = spanOf(period)
  const frozen = await read.frozen(period)
  const evidence = await read.evidence(span)
  const begun: Span = { ...span, to: earliestMonth(monthOf(now), span.to) }
  const units =
    frozen?.units ?? (await withQuota(read, begun, await read.figures(span, later(now, 1))))
  return {
    subdistrict: office.subdistrict,
    year,
    asOf: frozen?.asOf ?? now,
    frozen: frozen !== undefined,
    units: unitRows(units),
    components: PointsRule.options.map((rule) => ({ rule, label: ruleLabel[rule] })),
    evidence: evidence.map(evidenceRow),
    ruleSets: ruleSetsOf(office, begun, evidence),
  }
}

/** Nothing was sent in and nothing was posted. */
export const isEmpty = ({ units, evidence }: AssessmentContent): boolean =>
  evidence.length === 0 && units.every(({ submitted, filed }) => submitted + filed === 0)

/** Ranked under their codes: one that was closed may be called like one that is open. */
function unitRows(units: readonly OwingUnit[]): AssessmentContent['units'] {
  const names = new Map<string, string>(units.map(({ code, name }) => [code, name]))
  const lists = rank(units.map((unit) => ({ ...unit, name: unit.code })))
  return lists.flatMap(({ name: list, rows }) =>
    rows.map(({ unit: code, place, quota, submitted, filed, late, adopted, rate }) => {
      const name = names.get(code) ?? code
      return { place, code, name, list, quota, submitted, filed, late, adopted, rate }
    }),
  )
}

function evidenceRow(record: EvidenceRecord): AssessmentContent['evidence'][number] {
  const { entry, unit, person, title } = record
  return {
    entry: entry.id,
    day: entry.day,
    month: entry.month,
    unitCode: entry.unit,
    unit,
    person,
    number: entry.number,
    title,
    rule: entry.rule,
    how: wordsFor(record),
    ruleVersion: entry.ruleVersion,
    hundredths: entry.hundredths,
    reverses: entry.reverses,
  }
}

/** With the reason of a mark, or why it was taken back. */
function wordsFor({ entry, outlet, reason }: EvidenceRecord): string {
  const words = how(entry, outlet ?? undefined)
  if (entry.reverses === null) return reason === null ? words : `${words}：${reason}`
  const why = entry.factors['reason']
  return typeof why === 'string' && why !== '' ? `${words}（${why}）` : words
}

/** Those in force in the year, and older ones that some entry of it was made by. */
function ruleSetsOf({ ruleSets }: Known, span: Span, evidence: readonly EvidenceRecord[]) {
  const used = new Set(evidence.map(({ entry }) => entry.ruleVersion))
  return ruleSets
    .filter(({ version, effectiveFrom }, place) => {
      const next = ruleSets[place + 1]
      const begins = effectiveFrom <= firstDay(span.to)
      const lasts = !next || next.effectiveFrom > firstDay(span.from)
      return used.has(version) || (begins && lasts)
    })
    .map((rules) => ({
      name: rules.name,
      version: rules.version,
      effectiveFrom: rules.effectiveFrom,
      lines: ruleLines(rules),
    }))
}
