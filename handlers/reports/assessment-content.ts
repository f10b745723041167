import { Period, type Instant } from '../../schema/ids.ts'
import { PointsRule } from '../../schema/points.ts'
import type { AssessmentContent } from '../../schema/report.ts'
import type { EvidenceRecord, Office, Read, Span, UnitFigures } from '../contract.ts'
import { firstDay, monthOf, spanOf } from '../periods.ts'
import { monthsKept } from '../ranking/months-kept.ts'
import { how, ruleLabel } from '../points/show.ts'
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
  const units = frozen?.units ?? (await read.figures(span, later(now, 1)))
  const evidence = await read.evidence(span)
  const begun: Span = { ...span, to: monthOf(now) < span.to ? monthOf(now) : span.to }
  const months = frozen?.months ?? (await monthsKept(read, begun))
  return {
    subdistrict: office.subdistrict,
    year,
    asOf: frozen?.asOf ?? now,
    units: units.map((unit) => unitRow(unit, months)),
    components: PointsRule.options.map((rule) => ({ rule, label: ruleLabel[rule] })),
    evidence: evidence.map(evidenceRow),
    ruleSets: ruleSetsOf(office, begun, evidence),
  }
}

/** Nothing was sent in and nothing was posted. */
export const isEmpty = ({ units, evidence }: AssessmentContent): boolean =>
  evidence.length === 0 && units.every(({ submitted, filed }) => submitted + filed === 0)

function unitRow(
  { code, name, list, monthlyQuota, submitted, filed, late, adopted, usedOfFiled }: UnitFigures,
  months: number,
): AssessmentContent['units'][number] {
  const rate = { used: usedOfFiled, of: filed }
  return { code, name, list, quota: monthlyQuota * months, submitted, filed, late, adopted, rate }
}

function evidenceRow({
  entry,
  unit,
  person,
  title,
  outlet,
  reason,
}: EvidenceRecord): AssessmentContent['evidence'][number] {
  const words = how(entry, outlet ?? undefined)
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
    how: reason === null ? words : `${words}：${reason}`,
    ruleVersion: entry.ruleVersion,
    hundredths: entry.hundredths,
    reverses: entry.reverses,
  }
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
