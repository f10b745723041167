import { onTestFinished } from 'vitest'
import { loadWorth } from '../../../handlers/points/item.ts'
import { postMark, reverseMark } from '../../../handlers/points/mark.ts'
import { postFiling, takeBackFiling } from '../../../handlers/points/filing.ts'
import { settle } from '../../../handlers/points/settle.ts'
import type { ItemWorth } from '../../../handlers/points/settle.ts'
import { adoptionWorth } from '../../../handlers/points/worth.ts'
import { yearOf } from '../../../handlers/time.ts'
import type { Effect, Office, Read, SubmissionRecord, Turn } from '../../../handlers/contract.ts'
import type { Write } from '../../../schema/effect.ts'
import { AdoptionId, Day, Instant, MarkId, Month, PersonId } from '../../../schema/ids.ts'
import { UnitCode } from '../../../schema/ids.ts'
import type { SubmissionNumber } from '../../../schema/ids.ts'
import type {
  EntryRecord,
  MarkKind,
  OutletLevel,
  Placement,
  UsedAs,
} from '../../../schema/points.ts'
import type { RuleSet } from '../../../schema/rules/rule-set.ts'
import { ContentHash } from '../../../schema/submission.ts'
import { openDatabase } from '../../../src/db/open.ts'
import type { Db } from '../../../src/db/open.ts'
import { readFrom } from '../../../src/db/read.ts'
import { applyWrite } from '../../../src/db/write.ts'
import { importOrganisation } from '../../../src/organisation.ts'
import { loadRuleSets } from '../../../src/rules.ts'
import { sampleOrganisation } from '../../support/chat.ts'
import { ordinaryOffice } from '../../support/office.ts'

export const instant = (time: string): Instant => Instant.parse(Date.parse(`${time}+08:00`))

export interface Use {
  level: OutletLevel
  usedAs?: UsedAs
  placement?: Placement | null
  outlet?: string
  day: string
}

export interface Made {
  unit?: string
  author?: string
  late?: boolean
}

const by = PersonId.parse('chengyizhou')

/** The ledger in a database of its own, brought on by effects alone, at times that a test sets. */
export class Books {
  readonly db: Db
  readonly read: Read
  now: Instant
  readonly #office: Office
  #count = 0

  constructor(db: Db, now: Instant, ruleSets: readonly RuleSet[]) {
    this.db = db
    this.read = readFrom(db)
    this.now = now
    this.#office = {
      ...ordinaryOffice,
      ruleSets,
      subdistrict: '云溪街道',
      reviewChains: { general: ['unitHead'], major: ['unitHead'], decision: ['unitHead'] },
      workHours: [],
      quietHours: [0, 0],
      isWorkingDay: () => true,
      publicAddress: false,
      counted: [],
    }
  }

  get turn(): Turn {
    return {
      now: this.now,
      actor: { id: by, name: '程亦舟', unit: null, roles: ['editor'] },
      newId: () => `id-${(this.#count += 1)}`,
      office: this.#office,
      place: { focus: null, aside: null, list: null },
    }
  }

  async write(effects: readonly Effect[]): Promise<void> {
    await this.db.transaction().execute(async (tx) => {
      for (const effect of effects) await applyWrite(tx, effect as Write, this.now)
    })
  }

  /** Under review, not filed yet. */
  async submit({ unit = 'C01', author = 'linxiaohe', late = false }: Made = {}) {
    const number = await this.read.nextNumber(yearOf(this.now))
    const content = {
      tier: 'general' as const,
      category: 'highlight' as const,
      title: '小小修理铺开张',
      eventDate: Day.parse('2026-11-19'),
      body: '十五名志愿者为居民免费修雨伞。',
      photos: [],
    }
    await this.write([
      {
        type: 'submit',
        number,
        version: 1,
        unit: UnitCode.parse(unit),
        author: PersonId.parse(author),
        content,
        hash: ContentHash.parse('0'.repeat(64)),
        late,
        at: this.now,
      },
    ])
    return number
  }

  async file(number: SubmissionNumber): Promise<void> {
    const points = await postFiling(this.read, await this.item(number), this.turn)
    await this.write([{ type: 'set-status', number, status: 'filed', at: this.now }, ...points])
  }

  async filed(made: Made = {}): Promise<SubmissionNumber> {
    const number = await this.submit(made)
    await this.file(number)
    return number
  }

  /** 收回, as the review does it. */
  async takeBack(number: SubmissionNumber): Promise<void> {
    const effects = await takeBackFiling(this.read, await this.item(number), this.turn)
    const status = { type: 'set-status' as const, number, status: 'in_review' as const }
    await this.write([{ ...status, at: this.now }, ...effects])
  }

  async adopt(number: SubmissionNumber, use: Use): Promise<AdoptionId> {
    const adoption = AdoptionId.parse(this.turn.newId())
    const kind = { usedAs: use.usedAs ?? ('brief' as const), placement: use.placement ?? null }
    const used = { level: use.level, ...kind, day: Day.parse(use.day) }
    const made = adoptionWorth(this.#office, used, this.now)
    const common = {
      adoption,
      number,
      ...used,
      ...made,
      outlet: use.outlet ?? '溪城日报',
      link: null,
    }
    await this.settle(
      number,
      (worth) => ({
        ...worth,
        adoptions: [...worth.adoptions, { id: adoption, day: used.day, ...made }],
      }),
      [{ type: 'adopt', ...common, by, at: this.now }],
    )
    return adoption
  }

  reverse(number: SubmissionNumber, adoption: AdoptionId): Promise<void> {
    return this.settle(
      number,
      (worth) => ({ ...worth, adoptions: worth.adoptions.filter(({ id }) => id !== adoption) }),
      [{ type: 'reverse-adoption', adoption, by, reason: null, at: this.now }],
    )
  }

  join(number: SubmissionNumber, units: readonly string[]): Promise<void> {
    const partners = units.map((unit) => UnitCode.parse(unit))
    return this.settle(number, (worth) => ({ ...worth, partners }), [
      { type: 'join-units', number, units: partners },
    ])
  }

  /** A mark that is proposed and stands at once. */
  async mark(kind: MarkKind, about: { number?: SubmissionNumber; level?: OutletLevel } = {}) {
    const mark = MarkId.parse(this.turn.newId())
    const number = about.number ?? null
    const unit = UnitCode.parse('C01')
    const given = { kind, unit, number, level: about.level ?? null, reason: '核实' }
    await this.write([{ type: 'propose-mark', mark, ...given, by, at: this.now }])
    const record = await this.read.mark(mark)
    if (!record) throw new Error('the mark is not there')
    const author = number === null ? null : (await this.item(number)).author.id
    await this.write([
      { type: 'set-mark', mark, state: 'standing' },
      ...postMark(record, this.turn, author),
    ])
    if (number !== null) await this.settle(number, (worth) => worth, [])
    return mark
  }

  async unmark(mark: MarkId): Promise<void> {
    const record = await this.read.mark(mark)
    const entries = await this.read.entriesOfMark(mark)
    await this.write([
      { type: 'set-mark', mark, state: 'reversed' },
      ...reverseMark(entries, this.turn),
    ])
    if (record?.number) await this.settle(record.number, (worth) => worth, [])
  }

  async settle(
    number: SubmissionNumber,
    change: (worth: ItemWorth) => ItemWorth,
    effects: readonly Effect[],
  ): Promise<void> {
    const { entries, worth } = await loadWorth(this.read, await this.item(number))
    await this.write([...effects, ...settle(entries, change(worth), this.turn)])
  }

  async item(number: SubmissionNumber): Promise<SubmissionRecord> {
    const item = await this.read.submission(number)
    if (!item) throw new Error(`there is no ${number}`)
    return item
  }

  about(number: SubmissionNumber): Promise<EntryRecord[]> {
    return this.read.entriesAbout(number)
  }

  /** What the unit has in that month, in points. */
  async points(month: string, unit = 'C01'): Promise<number> {
    const span = { from: Month.parse(month), to: Month.parse(month) }
    return (await this.read.sum({ unit: UnitCode.parse(unit) }, span)) / 100
  }

  /** `2026-11 +7.5`, an entry each. */
  async story(number: SubmissionNumber): Promise<string[]> {
    return (await this.about(number)).map(({ month, unit, hundredths, ofMonth, reverses }) =>
      [
        month,
        unit,
        String(hundredths / 100),
        ...(reverses === null ? [] : [`takes back ${reverses}`]),
        ...(ofMonth === null ? [] : [`of ${ofMonth}`]),
      ].join(' '),
    )
  }
}

export async function openBooks(
  time: string,
  { ruleSets = loadRuleSets() }: { ruleSets?: readonly RuleSet[] } = {},
): Promise<Books> {
  const db = await openDatabase({ file: ':memory:', kind: 'any' })
  onTestFinished(() => db.destroy())
  const now = instant(time)
  await importOrganisation(db, sampleOrganisation(), now)
  return new Books(db, now, ruleSets)
}

/** The office's rules, and a version after them that begins on that day. */
export function withVersion(from: string, change: (rules: RuleSet) => RuleSet): RuleSet[] {
  const [first] = loadRuleSets()
  if (!first) throw new Error('there are no rules')
  return [first, { ...change(first), version: `from ${from}`, effectiveFrom: Day.parse(from) }]
}
