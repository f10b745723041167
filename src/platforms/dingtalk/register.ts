import type { Allowance } from '../adapter.ts'
import type { DingtalkClient } from './client.ts'
import { childOf, textOf } from './json-fields.ts'

export interface CardCallback {
  callbackRouteKey: string
  callbackUrl: string
  apiSecret: string
  /** Takes the key over from whatever address it has now, for every card that uses it. */
  forceUpdate: boolean
}

/**
 * Tells DingTalk where the taps on cards go in mode `http` (platform document, section 6.5).
 * `elsewhere`: nothing was changed, the key has another address.
 */
export async function registerCardCallback(
  client: DingtalkClient,
  callback: CardCallback,
  { signal, spent }: { signal: AbortSignal; spent: Allowance },
): Promise<'registered' | 'elsewhere'> {
  const answer = await client.api({
    name: 'card/callbacks/register',
    json: callback,
    signal,
    spent,
  })
  const now = textOf(childOf(answer, 'result'), 'callbackUrl')
  const done = answer['success'] !== false && (now === '' || now === callback.callbackUrl)
  return done ? 'registered' : 'elsewhere'
}
