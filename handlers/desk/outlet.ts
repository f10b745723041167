import { placementLabel, usedAsLabel } from '../points/show.ts'
import { plain } from '../text.ts'
import { spelt } from './adoption-words.ts'
import { USE_EXAMPLE } from './words.ts'

/** The name of an outlet. */
export interface Outlet {
  outlet: string
  /** How it may have been meant, where other words seem to be stuck to it: `云州日报 头版`. */
  meant?: string
}

/** `《山东画报》` is `山东画报`; letters and digits of double width are made plain. */
export function outletOf(words: readonly string[]): Outlet {
  const name = words
    .join(' ')
    .replace(/[０-９Ａ-Ｚａ-ｚ]/gu, (letter) => letter.normalize('NFKC'))
    .replace(/[。，；、,;.：:]+$/u, '')
  const [, quoted] = /^《([^《》]+)》$/u.exec(name) ?? []
  if (quoted !== undefined) return { outlet: quoted }
  const meant = asMeant(name)
  return { outlet: name, ...(meant !== undefined && { meant }) }
}

const behindName = [...Object.values(usedAsLabel), ...Object.values(placementLabel)].join('|')
const STUCK = new RegExp(`(?<=.)(?:${behindName})+$`, 'u')
const EACH = new RegExp(behindName, 'gu')

function asMeant(name: string): string | undefined {
  const typed = spelt(name)
  if (/\d月\d/u.test(typed)) return USE_EXAMPLE
  const parted = typed.replace(STUCK, (words) => words.replace(EACH, ' $&'))
  return parted === typed ? undefined : parted
}

/** Whether two names are the same outlet, however they are written. */
export const outletKey = (outlet: string): string =>
  plain(outlet)
    .replaceAll(/[\s《》<>]/gu, '')
    .toLowerCase()
