import { setTimeout as pause } from 'node:timers/promises'
import { writeXml } from '../../src/sandbox/wecom/callback-xml.ts'
import { seal, sign } from '../../src/sandbox/common/crypto.ts'
import type { Chance } from './chance.ts'
import type { Callback, Phones } from './phones.ts'
import { CREDENTIALS } from './program.ts'

/** What the platform posts for such a text, and to which query. */
export function sealed(xml: string, at: number): { query: Record<string, string>; body: string } {
  const encrypt = seal(CREDENTIALS, xml)
  const timestamp = String(Math.floor(at / 1000))
  const query = {
    msg_signature: sign(CREDENTIALS.token, timestamp, 'again', encrypt),
    timestamp,
    nonce: 'again',
  }
  const body = writeXml([
    ['ToUserName', CREDENTIALS.corpId],
    ['Encrypt', encrypt],
  ])
  return { query, body }
}

/** Brings a callback once more, as the platform does where the answer to it was lost. */
export async function bringAgain(callbackUrl: string, { xml }: Callback): Promise<number> {
  const { query, body } = sealed(xml, Date.now())
  const url = `${callbackUrl}?${new URLSearchParams(query).toString()}`
  const { status } = await fetch(url, { method: 'POST', body })
  return status
}

/** Some of what was acknowledged comes a second time, now and then as two at once. */
export async function redeliver(
  phones: Phones,
  callbackUrl: string,
  chance: Chance,
  goesOn: () => boolean,
): Promise<void> {
  while (goesOn()) {
    if (phones.acknowledged.length > 0) {
      const again = chance.of(phones.acknowledged)
      const tries = Array.from({ length: chance.yes(0.5) ? 2 : 1 }, () =>
        // It is down as often as not: then the platform would give up too.
        bringAgain(callbackUrl, again).catch(() => 0),
      )
      await Promise.all(tries)
    }
    await pause(100)
  }
}
