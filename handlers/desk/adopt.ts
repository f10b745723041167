import type { Card } from '../../schema/card.ts'
import type { Effect } from '../../schema/effect.ts'
import { OutletLevel } from '../../schema/points.ts'
import type { Read, Tap, Turn } from '../contract.ts'
import { levelName, outletLabel } from '../points/show.ts'
import { closeCard, closeTapped, openQuestion, say, showCard } from '../review/show.ts'
import { titled, when } from '../review/words.ts'
import { shorten } from '../text.ts'
import { dayOf } from '../time.ts'
import { levelMeant } from './adoption-words.ts'
import { readUse, wordsIn, type Calendar } from './adoption-text.ts'
import type { DeskMatter } from './matter.ts'
import { recordAdoption } from './record.ts'
import { ownCards, take, waitingFor } from './show.ts'
import { ADOPT_EXAMPLE, USE_EXAMPLE } from './words.ts'

const TITLE_LIMIT = 36
const MOST_OUTLETS = 8

/** `1. 街道 2. 区县 3. 市 4. 省 5. 国家` */
export const levelsInWords = OutletLevel.options
  .map((level, index) => `${index + 1}. ${outletLabel[level]}`)
  .join('　')

function levelCard({ item, handling }: DeskMatter, { actor, now }: Turn): Card {
  const other =
    handling && handling.by.id !== actor.id
      ? [`${handling.by.name} 自 ${when(handling.at, now)} 在处理，现由您接着办。`]
      : []
  return {
    source: '采用 · 请选级别',
    title: shorten(item.content.title, TITLE_LIMIT),
    subtitle: `${item.number} · ${item.unit.name} · ${item.author.name}`,
    facts: [],
    text: [...other, '哪一级媒体采用的？点一项，或回复序号 1 至 5；回复“返回”不录。'].join('\n'),
    buttons: [
      ...OutletLevel.options.map((level) => ({
        action: level,
        label: outletLabel[level],
        look: 'plain' as const,
      })),
      { action: 'back', label: '返回', look: 'plain' },
    ],
  }
}

/** 采用: the level first; whoever asks is on it from now on. */
export function askLevel(matter: DeskMatter, turn: Turn, tap?: Tap): Effect[] {
  const { number, version } = matter.item
  return [
    ...take(matter, waitingFor.level, turn, tap),
    ...openQuestion(turn, { kind: 'adopt-level', number, version }),
    showCard(turn, null, { kind: 'adopt-level', number, version }, levelCard(matter, turn)),
  ]
}

/** Then the outlet, in words; those of that level that were used last can be had by number. */
export async function askOutlet(
  read: Read,
  matter: DeskMatter,
  level: OutletLevel,
  turn: Turn,
  tap?: Tap,
): Promise<Effect[]> {
  const { number, version } = matter.item
  const outlets = await read.outlets(level, MOST_OUTLETS)
  const wait = `${levelName(level)}，${waitingFor.outlet}`
  return [
    ...(tap ? [closeTapped(tap, wait)] : []),
    ...ownCards(matter, 'adopt-level', turn, tap).map((card) => closeCard(card, wait)),
    ...openQuestion(turn, { kind: 'adopt-outlet', number, version, level, outlets }),
    say(outletQuestion(matter, level, outlets)),
  ]
}

const outletQuestion = (
  { item }: DeskMatter,
  level: OutletLevel,
  outlets: readonly string[],
): string =>
  [
    `${titled(item)}被哪家${levelName(level)}媒体采用？请回复媒体名称，后面可写体裁、头版或综合、日期、链接，例如：${USE_EXAMPLE}`,
    ...(outlets.length === 0 ? [] : ['最近用过的，回复序号也可以：']),
    ...outlets.map((outlet, index) => `${index + 1}. ${outlet}`),
    '不写体裁按动态记，不写日期按今天记。回复“返回”不录。',
  ].join('\n')

/** What follows the number: nothing asks for all, a level alone for the rest, else it is recorded. */
export async function adoptInWords(
  read: Read,
  matter: DeskMatter,
  text: string,
  turn: Turn,
): Promise<Effect[]> {
  const { number } = matter.item
  const [first, ...words] = wordsIn(text)
  if (first === undefined) return askLevel(matter, turn)
  const level = levelMeant(first)
  if (!level) {
    return [
      say(
        `没有看懂级别“${shorten(first, 20)}”。编号后面先写级别：街道、区县、市、省 或 国家，例如：${ADOPT_EXAMPLE(number)}`,
      ),
    ]
  }
  if (words.length === 0) {
    return [
      ...take(matter, waitingFor.outlet, turn),
      ...(await askOutlet(read, { ...matter, cards: [] }, level, turn)),
    ]
  }
  const use = readUse(words, calendarOf(matter, turn))
  if ('fault' in use) return [say(`${use.fault}。例如：${ADOPT_EXAMPLE(number)}`)]
  return recordAdoption(read, matter, { level, ...use }, turn)
}

export const calendarOf = ({ item }: DeskMatter, { now }: Turn): Calendar => ({
  today: dayOf(now),
  eventDate: item.content.eventDate,
})
