import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import exceljs from 'exceljs'
import { expect, test } from 'vitest'
import { Day } from '../../../schema/ids.ts'
import { loadRuleSets } from '../../../src/rules.ts'
import { Books, instant } from '../points/books.ts'
import { openDesk, type Desk } from './quarter.ts'

/** 计分规则 of the newest workbook: the versions that it tells of. */
async function versionsTold({ room, media }: Desk): Promise<string[]> {
  const sent = room.platform.sent.findLast(({ delivery }) => delivery.type === 'file')
  if (sent?.delivery.type !== 'file') throw new Error('nobody was sent a file')
  const workbook = new exceljs.Workbook()
  const bytes = readFileSync(join(media, sent.delivery.file))
  await workbook.xlsx.load(new Uint8Array(bytes).buffer)
  const sheet = JSON.stringify(workbook.getWorksheet('计分规则')?.getSheetValues())
  return [...new Set(sheet.match(/版本 [\w-]+/gu))]
}

/** The office's rules under these names, one after the other. */
const versions = (...days: [version: string, from: string][]) =>
  loadRuleSets().flatMap((rules) =>
    days.map(([version, from]) => ({ ...rules, version, effectiveFrom: Day.parse(from) })),
  )

const RULES = versions(
  ['forgotten', '2020-01-01'],
  ['former', '2025-01-01'],
  ['present', '2026-01-01'],
  ['of-spring', '2026-03-01'],
)

test('the workbook has the rules that were in force, and older ones that an entry goes by', async () => {
  const desk = await openDesk({ now: '2026-02-10T10:00:00+08:00', ruleSets: RULES })
  const books = new Books(desk.room.app.db, instant('2025-12-20T10:00:00'), RULES)
  const number = await books.filed()
  books.now = desk.room.clock.now()
  await books.filed()
  await desk.cheng.says('考核 2026')
  expect(await versionsTold(desk)).toEqual(['版本 present'])
  // What the item of last year is worth, by the rules of then, is split anew.
  await desk.cheng.says(`联合 ${number} 松风社区`)
  await desk.cheng.says('考核 2026')
  expect(await versionsTold(desk)).toEqual(['版本 former', '版本 present'])
})
