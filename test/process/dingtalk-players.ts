import { setTimeout as pause } from 'node:timers/promises'
import { ImpossibleTapError } from '../../src/sandbox/common/impossible.ts'
import type { Chance } from './chance.ts'
import type { DingtalkPhones } from './dingtalk-phones.ts'
import { type Platform, REPEAT_MS } from './dingtalk-program.ts'

export interface Play {
  phones: DingtalkPhones
  chance: Chance
  goesOn(): boolean
}

/** Longer than a start and a repeat; what the platform has given up is said again, as in life. */
const ANSWER_MS = 8000
/** So that all together want no more than the 20 calls a second that each API takes. */
const breathe = ({ chance }: Play) => pause(chance.between(500, 1500))

/** Asks for help over and over: one answer each. */
export async function ask(play: Play, account: string): Promise<void> {
  const { phones } = play
  while (play.goesOn()) {
    const before = phones.fromBot(account).length
    await phones.standIn.sendText(account, '帮助')
    const more = () => (phones.fromBot(account).length > before ? true : undefined)
    await phones.until(more, ANSWER_MS)
    await breathe(play)
  }
}

/** Taps the newest card while it asks, else begins a draft: the answers change the cards. */
export async function tapAbout(play: Play, account: string): Promise<void> {
  const { phones, chance } = play
  while (play.goesOn()) {
    const before = phones.fromBot(account).length
    const newest = phones.openCard(account)
    const keys = newest?.card.buttons.flatMap(({ key }) => key ?? []) ?? []
    if (newest && keys.length > 0) await tapOnce(phones, account, newest.id, chance.of(keys))
    else await phones.standIn.sendText(account, '投稿')
    const more = () => (phones.fromBot(account).length > before ? true : undefined)
    await phones.until(more, 2000)
    await breathe(play)
  }
}

async function tapOnce(phones: DingtalkPhones, account: string, id: string, key: string) {
  try {
    await phones.standIn.tap(account, id, key, {})
  } catch (error) {
    // It was answered in the meantime: there is no such button any more.
    if (!(error instanceof ImpossibleTapError)) throw error
  }
}

/** Makes the platform send again what was not acknowledged, as it does after a minute. */
export async function repeat({ standIn, clock }: Platform, goesOn: () => boolean, everyMs: number) {
  while (goesOn()) {
    await pause(everyMs)
    if (standIn.connections() > 0) clock.advance(REPEAT_MS)
  }
}
