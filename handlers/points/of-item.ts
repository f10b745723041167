import { pointsText } from '../../schema/figure-text.ts'
import type { UnitCode } from '../../schema/ids.ts'
import type { Command, Effect, EntryRecord, Read, SubmissionRecord, Turn } from '../contract.ts'
import { monthName, monthOfDay } from '../periods.ts'
import { findItem } from '../review/find.ts'
import { say } from '../review/show.ts'
import { bytesIn, shorten } from '../text.ts'
import { sumOf } from './arithmetic.ts'
import type { Asked } from './asked.ts'
import { amountOf } from './entry-lines.ts'
import { ANY_PAGE, pagesOf, ROOM } from './pages.ts'
import { subjectsOf, toldOf } from './subjects.ts'

const TITLE = 24

/** `积分 2026-0001`: every entry about an item, the oldest first, for whoever may see the item. */
export async function pointsOfItem(
  read: Read,
  command: Command,
  { typed, page }: Extract<Asked, { about: 'item' }>,
  turn: Turn,
  besides: string,
): Promise<Effect[]> {
  const found = await findItem(read, { ...command, args: typed }, turn)
  if ('answer' in found) return found.answer
  return [say(await itemText(read, found.item, page, besides))]
}

async function itemText(
  read: Read,
  item: SubmissionRecord,
  page: number,
  besides: string,
): Promise<string> {
  const { number, unit, content } = item
  const entries = await read.entriesAbout(number)
  const name = `${number}《${shorten(content.title, TITLE)}》（${unit.name}）`
  if (entries.length === 0) return `${name}还没有积分，报送以后才有。回复“过程 ${number}”看进展。`
  const names = await namesOf(read, item, entries)
  const head = `${name}\n积分共 ${entries.length} 笔，合计 ${pointsText(sumOf(entries))} 分`
  const shares = names.size === 1 ? [] : [sharesOf(entries, names)]
  const more = (count: number, page: number) =>
    count === 0 ? [] : [`后面的 ${count} 笔请回复“积分 ${number} ${page}”。`]
  const frame = [head, ...shares, ...more(entries.length, ANY_PAGE), besides].join('\n')
  const pages = pagesOf(await linesOf(read, entries, names), ROOM - bytesIn(frame))
  const shown = pages[page - 1]
  if (!shown) return `${number} 的积分没有第 ${page} 页。回复“积分 ${number}”从头看起。`
  const later = pages.slice(page).flat().length
  return [head, ...shares, ...shown, ...more(later, page + 1)].join('\n')
}

type Names = ReadonlyMap<UnitCode, string>

/** Of the units that have entries, the item's own first; of one that is closed the code is left. */
async function namesOf(
  read: Read,
  { unit }: SubmissionRecord,
  entries: readonly EntryRecord[],
): Promise<Names> {
  const open = new Map((await read.units()).map(({ code, name }) => [code, name]))
  const codes = new Set(entries.map((entry) => entry.unit))
  const ordered = [...codes].sort((a, b) => Number(b === unit.code) - Number(a === unit.code))
  return new Map(
    ordered.map((code) => [code, code === unit.code ? unit.name : (open.get(code) ?? code)]),
  )
}

/** `溪畔社区 5.5 分，松风社区 5.5 分` */
const sharesOf = (entries: readonly EntryRecord[], names: Names): string =>
  [...names]
    .map(([code, name]) => {
      const own = entries.filter(({ unit }) => unit === code)
      return `${name} ${pointsText(sumOf(own))} 分`
    })
    .join('，')

async function linesOf(
  read: Read,
  entries: readonly EntryRecord[],
  names: Names,
): Promise<string[]> {
  const subjects = await subjectsOf(read, entries)
  return entries.map((entry) => {
    const { day, number, unit } = entry
    const said = day.slice(0, 4) === number?.slice(0, 4) ? day.slice(5) : day
    const whose = names.size === 1 ? [] : [names.get(unit) ?? unit]
    return [said, ...whose, toldOf(entry, subjects), ...amountOf(entry), ...counted(entry)].join(
      ' ',
    )
  })
}

/** `计入12月（更正11月）`, where that is not the month of its day. */
function counted({ day, month, ofMonth }: EntryRecord): string[] {
  const own = monthOfDay(day)
  if (month === own && ofMonth === null) return []
  const correction = ofMonth === null ? '' : `（更正${monthName(ofMonth, month)}）`
  return [`计入${monthName(month, own)}${correction}`]
}
