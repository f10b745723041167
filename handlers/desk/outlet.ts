import { placementLabel, usedAsLabel } from '../points/show.ts'
import { plain } from '../text.ts'
import { spelt } from './adoption-words.ts'

/** The name of an outlet. */
export interface Outlet {
  outlet: string
  doubt?: Doubt
}

/** Why it may be more than a name. */
export type Doubt =
  /** Other words seem to be stuck to it, and this is how they are written apart. */
  | { meant: string }
  /** One of its words looks like a kind, a place or a day, and is none. */
  | { unread: string }

/** `《山东画报》` is `山东画报`; letters and digits of double width are made plain. */
export function outletOf(words: readonly string[]): Outlet {
  const name = words
    .join(' ')
    .replace(/[０-９Ａ-Ｚａ-ｚ]/gu, (letter) => letter.normalize('NFKC'))
    .replace(/[。，；、,;.：:]+$/u, '')
  const [, quoted] = /^《([^《》]+)》$/u.exec(name) ?? []
  if (quoted !== undefined) return { outlet: quoted }
  const doubt = doubtAbout(name)
  return { outlet: name, ...(doubt && { doubt }) }
}

const UNREAD = /^.+ (头条|要闻|特[稿写]|专[版题]|评论|图文|[明后]天)$/u

function doubtAbout(name: string): Doubt | undefined {
  const meant = asMeant(name)
  if (meant !== undefined) return { meant }
  const [, unread] = UNREAD.exec(name) ?? DAY.exec(name) ?? []
  return unread === undefined ? undefined : { unread }
}

const behindName = [...Object.values(usedAsLabel), ...Object.values(placementLabel)].join('|')
const STUCK = new RegExp(`(?<=.)(?:${behindName})+$`, 'u')
const EACH = new RegExp(behindName, 'gu')
const DAY = /[ （(]*((?:\d{4}年)?\d{1,2}月\d{1,2}[日号]?)[ ）)]*/u

function asMeant(name: string): string | undefined {
  const typed = spelt(name)
  const dated = typed.replace(DAY, ' $1 ').trim()
  const parted = dated.replace(STUCK, (words) => words.replace(EACH, ' $&')).replaceAll('  ', ' ')
  return parted === typed ? undefined : parted
}

/** Whether two names are the same outlet, however they are written. */
export const outletKey = (outlet: string): string =>
  plain(outlet)
    .replaceAll(/[\s《》<>]/gu, '')
    .toLowerCase()
