import type { Effect } from '../../schema/effect.ts'
import { AdoptionId } from '../../schema/ids.ts'
import type { AdoptionRecord, Read, Turn } from '../contract.ts'
import { loadWorth } from '../points/item.ts'
import { settle } from '../points/settle.ts'
import { levelName, outletLabel } from '../points/show.ts'
import { adoptionWorth } from '../points/worth.ts'
import { say } from '../review/show.ts'
import { titled, when } from '../review/words.ts'
import { dayOf } from '../time.ts'
import { GRAMMAR, type Use } from './adoption-text.ts'
import { gainOf } from './gain.ts'
import type { DeskMatter } from './matter.ts'
import { outletKey, type Doubt } from './outlet.ts'
import { settleCards } from './show.ts'
import { adoptionLine, adoptionName, decidedLine, type Adoption } from './words.ts'

/** So many names of a level are looked through for another spelling of the same one. */
const MOST_OUTLETS = 200

/** 采用: an outlet used it. The points follow from it, and everybody who waited for it hears. */
export async function recordAdoption(
  read: Read,
  matter: DeskMatter,
  { level, doubt, ...use }: Use & Pick<Adoption, 'level'>,
  turn: Turn,
): Promise<Effect[]> {
  const { item } = matter
  const { actor, now, office } = turn
  const typed = { level, ...use }
  const known = await knownName(read, typed)
  if (known === undefined && doubt) return [say(doubtful(matter, typed, doubt))]
  const adoption = { ...typed, outlet: known ?? typed.outlet }
  const twin = matter.adoptions.find((one) => isSame(one, adoption))
  if (twin) return [say(recordedAlready(twin, turn))]
  const id = AdoptionId.parse(turn.newId())
  const added = { id, day: adoption.day, ...adoptionWorth(office, adoption, now) }
  const { entries, worth } = await loadWorth(read, item)
  const posts = settle(entries, { ...worth, adoptions: [...worth.adoptions, added] }, turn)
  return [
    {
      type: 'adopt',
      ...adoption,
      ...added,
      adoption: id,
      number: item.number,
      by: actor.id,
      at: now,
    },
    ...posts,
    ...adopted(matter, adoption, turn),
    ...told(matter, adoption, gainOf(posts, { worth, added }), turn),
  ]
}

/** The name as it was written before, so that one outlet is one name. */
async function knownName(read: Read, { level, outlet }: Adoption): Promise<string | undefined> {
  const known = await read.outlets(level, MOST_OUTLETS)
  return known.find((name) => outletKey(name) === outletKey(outlet))
}

function doubtful({ item }: DeskMatter, { level, outlet }: Adoption, doubt: Doubt): string {
  const how =
    'meant' in doubt
      ? `媒体名称和体裁、版面、日期请用空格分开，例如：用稿 ${item.number} ${outletLabel[level]} ${doubt.meant}`
      : `没有看懂“${doubt.unread}”。${GRAMMAR}`
  return `${how}。名称就是这样写的，请加书名号：《${outlet}》。`
}

/** Guards against a doubled message and against two editors with the same paper. */
const isSame = (one: AdoptionRecord, other: Adoption): boolean =>
  one.level === other.level &&
  one.usedAs === other.usedAs &&
  one.day === other.day &&
  outletKey(one.outlet) === outletKey(other.outlet)

function recordedAlready(twin: AdoptionRecord, { now }: Turn): string {
  const { number, recordedBy, recordedAt } = twin
  return [
    `${number} 已有这条用稿：${adoptionLine(twin)}（${recordedBy.name} ${when(recordedAt, now)} 录入），没有重复录。`,
    `回复“过程 ${number}”可看全部；要更正请先回复“撤销用稿 ${number}”。`,
  ].join('\n')
}

function adopted(matter: DeskMatter, adoption: Adoption, turn: Turn): Effect[] {
  const { number, version, status } = matter.item
  const { actor, now } = turn
  const what = adoptionName(adoption)
  const used = adoption.day === dayOf(now) ? what : adoptionLine(adoption)
  // 过程 is where people look it up.
  const note = adoption.link === null ? used : `${used} ${adoption.link}`
  const closed = decidedLine('adopted', { by: actor.name, at: now }, now, what)
  return [
    ...(status === 'adopted'
      ? []
      : [{ type: 'set-status', number, status: 'adopted', at: now } satisfies Effect]),
    { type: 'record', number, event: 'adopted', actor: actor.id, version, note, at: now },
    ...settleCards(matter, closed, turn, {
      next: `还有别的用稿请回复“采用 ${number}”。`,
    }),
  ]
}

function told({ item }: DeskMatter, adoption: Adoption, points: string, { actor, now }: Turn) {
  const { number, author } = item
  const { outlet, level, link } = adoption
  const day = adoption.day === dayOf(now) ? adoptionName(adoption) : adoptionLine(adoption)
  const lines = [
    `已记录：${titled(item)}${day}，${points}。`,
    ...(link === null ? [] : [`链接：${link}`]),
    `录错了请回复“撤销用稿 ${number}”。`,
  ]
  const effects: Effect[] = [say(lines.join('\n'))]
  if (author.id !== actor.id) {
    effects.push(
      say(`${titled(item)}被 ${outlet}（${levelName(level)}）采用，${points}。`, author.id),
    )
  }
  return effects
}
