import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import BetterSqlite from 'better-sqlite3'
import { systemClock } from '../../src/clock.ts'
import { openDatabase } from '../../src/db/open.ts'
import { Organisation } from '../../schema/organisation.ts'
import type { Platform } from '../../schema/update.ts'
import { importOrganisation } from '../../src/organisation.ts'

export const UNITS = 40
export const SENDERS = 8000

const unitCode = (index: number) => `U${String(index % UNITS).padStart(2, '0')}`
export const HEAD = 'head0'
export const EDITOR = 'editor'

/** Enough people for every word to come from somebody who has said little so far. */
export const senders: readonly string[] = Array.from(
  { length: SENDERS },
  (_, index) => `sender${index}`,
)

export function organisation(platform: Platform, groups: readonly unknown[] = []): Organisation {
  const person = (id: string, role: string, unit?: string) => ({
    id,
    name: id,
    roles: [role],
    accounts: { [platform]: id },
    ...(unit !== undefined && { unit }),
  })
  const units = Array.from({ length: UNITS }, (_, index) => unitCode(index))
  return Organisation.parse({
    subdistrict: { name: '测试街道', timezone: 'Asia/Shanghai' },
    units: units.map((code, index) => ({
      code,
      name: `${code}社区`,
      kind: 'community',
      rankingGroup: '村社区组',
      heads: [`head${index}`],
      leaderInCharge: 'leader',
      monthlyQuota: 2,
    })),
    people: [
      person(EDITOR, 'editor'),
      person('leader', 'leaderInCharge'),
      ...units.map((code, index) => person(`head${index}`, 'unitHead', code)),
      ...senders.map((id, index) => person(id, 'correspondent', unitCode(index))),
    ],
    leadingGroups: [],
    groups,
    reviewChains: {
      general: ['unitHead'],
      major: ['leaderInCharge'],
      decision: ['leaderInCharge'],
    },
  })
}

/** A database with everybody in it; every server under measurement gets a copy. */
export async function makeTemplate(
  folder: string,
  platform: Platform,
  groups: readonly unknown[] = [],
): Promise<string> {
  const file = join(folder, `template-${platform}-${groups.length}.db`)
  const db = await openDatabase({ file, kind: 'real' })
  await importOrganisation(db, organisation(platform, groups), systemClock.now())
  await db.destroy()
  return file
}

const BODY = '社区组织志愿者开展活动。'.repeat(20)

/** A copy with so many items that have walked their chain, years of a large office. */
export function makeArchive(template: string, folder: string, count: number): string {
  const file = join(folder, 'archive.db')
  copyFileSync(template, file)
  const db = new BetterSqlite(file)
  const items = `with recursive item(n) as (select 1 union all select n + 1 from item where n < ${count})`
  // A few thousand a year, as numbers go.
  const number = "printf('%d-%04d', 2000 + n / 5000, n % 5000 + 1)"
  const at = 1_000_000_000_000
  const fill = db.transaction(() => {
    db.exec(`${items} insert into submission (number, year, ordinal, unit_code, author_id, status,
        status_at, version, late, first_submitted_at, filed_at)
      select ${number}, 2000 + n / 5000, n % 5000 + 1, printf('U%02d', n % ${UNITS}),
        'sender' || (n % ${SENDERS}), 'filed', ${at} + n, 1, 0, ${at} + n, ${at} + n from item`)
    db.exec(`${items} insert into version (number, version, tier, category, title, event_date, body,
        hash, submitted_at)
      select ${number}, 1, 'general', 'other', '第' || n || '条消息', '2020-01-01', '${BODY}',
        printf('%064x', n), ${at} + n from item`)
    db.exec(`${items} insert into step (id, number, version, place, role, opened_at, outcome, closed_at)
      select 'step' || n, ${number}, 1, 0, 'unitHead', ${at} + n, 'approve', ${at} + n from item`)
    db.exec(`${items} insert into decision (step_id, decision, person_id, hash, at)
      select 'step' || n, 'approve', 'head' || (n % ${UNITS}), printf('%064x', n), ${at} + n from item`)
    for (const event of ['submitted', 'approved', 'filed']) {
      db.exec(`${items} insert into submission_event (number, at, event, actor_id, version)
        select ${number}, ${at} + n, '${event}', 'head' || (n % ${UNITS}), 1 from item`)
    }
  })
  fill()
  db.close()
  return file
}
