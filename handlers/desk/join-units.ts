import type { Effect } from '../../schema/effect.ts'
import type { UnitCode } from '../../schema/ids.ts'
import type { Read, SubmissionRecord, Turn, UnitRecord } from '../contract.ts'
import { unitMeant } from '../marks/unit-meant.ts'
import { loadWorth } from '../points/item.ts'
import { settle } from '../points/settle.ts'
import { say } from '../review/show.ts'
import { titled } from '../review/words.ts'
import { plain, wordsOf } from '../text.ts'
import { deskTyped } from './typed.ts'

/** `联合 2026-0001 松风社区 北桥社区`: the units that share the item with the writer's, in order. */
export const joinUnitsTyped = deskTyped(async (read, item, rest, turn) => {
  if (item.status === 'abandoned') return [say(`${item.number} 作者已放弃，不用设联合单位。`)]
  const units = await read.units()
  const partners = await read.partners(item.number)
  const present = partners.map((code) => nameOf(code, units))
  if (rest === '') return [say(shownAs(item, present))]
  if (['取消', '撤销'].includes(plain(rest))) {
    return present.length === 0
      ? [say(`${item.number} 没有联合单位，不用取消。`)]
      : join(read, item, [], turn)
  }
  const wanted = partnersMeant(rest, item, units)
  if ('fault' in wanted) return [say(wanted.fault)]
  const same =
    partners.length === wanted.units.length &&
    wanted.units.every(({ code }, place) => partners[place] === code)
  return same ? [say(shownAs(item, present))] : join(read, item, wanted.units, turn)
})

const nameOf = (code: string, units: readonly UnitRecord[]): string =>
  units.find((unit) => unit.code === code)?.name ?? code

function shownAs({ number, unit }: SubmissionRecord, partners: readonly string[]): string {
  const example = `例如：联合 ${number} 松风社区 北桥社区`
  return partners.length === 0
    ? `${number} 没有联合单位，积分都归${unit.name}。要设请写单位名称，${example}`
    : `${number} 由 ${[unit.name, ...partners].join('、')} 联合报送，积分平分。取消请回复“联合 ${number} 取消”。`
}

/** The writer's own unit is always the first, whether it is named or not. */
function partnersMeant(
  text: string,
  { number, unit: own }: SubmissionRecord,
  all: readonly UnitRecord[],
): { units: UnitRecord[] } | { fault: string } {
  const units: UnitRecord[] = []
  for (const word of wordsOf(text)) {
    const meant = unitMeant(all, word)
    if ('answer' in meant) return { fault: meant.answer }
    const { unit } = meant
    if (unit.code !== own.code && !units.includes(unit)) units.push(unit)
  }
  return units.length === 0
    ? { fault: `${own.name}就是作者单位，请写其他单位，例如：联合 ${number} 松风社区 北桥社区` }
    : { units }
}

async function join(
  read: Read,
  item: SubmissionRecord,
  units: readonly UnitRecord[],
  turn: Turn,
): Promise<Effect[]> {
  const { number, author, unit } = item
  const codes = units.map(({ code }) => code)
  const { entries, worth } = await loadWorth(read, item)
  const names = units.map(({ name }) => name)
  const done = names.length === 0 ? '已取消联合' : '已设联合'
  const told =
    names.length === 0
      ? `${titled(item)}不再是联合报送，积分都归${unit.name}。`
      : `${titled(item)}由 ${[unit.name, ...names].join('、')} 联合报送，积分平分。`
  return [
    { type: 'join-units', number, units: codes },
    ...settle(entries, { ...worth, partners: codes }, turn),
    say(`${done}：${told}`),
    ...(author.id === turn.actor.id ? [] : [say(told, author.id)]),
    ...(await tellPartners(read, item, codes, told)),
  ]
}

/** Units that have come to it see it from now on; those that have left it lose their share. */
async function tellPartners(
  read: Read,
  { number }: SubmissionRecord,
  codes: readonly UnitCode[],
  told: string,
): Promise<Effect[]> {
  const before = await read.partners(number)
  const changed = [
    ...codes.filter((one) => !before.includes(one)).map((code) => ({ code, seen: true })),
    ...before.filter((one) => !codes.includes(one)).map((code) => ({ code, seen: false })),
  ]
  const effects: Effect[] = []
  for (const { code, seen } of changed) {
    for (const { id } of await read.holders('correspondent', code)) {
      effects.push(say(seen ? `${told}回复“全文 ${number}”可看。` : told, id))
    }
  }
  return effects
}
