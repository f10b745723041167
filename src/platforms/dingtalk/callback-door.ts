import type { FastifyRequest } from 'fastify'
import type { DingtalkSettings, Secrets } from '../../../schema/config.ts'
import type { KeyedUpdate } from '../../../schema/update.ts'
import type { Clock } from '../../clock.ts'
import { ForgedRequestError } from '../../errors.ts'
import type { Inbox } from '../adapter.ts'
import type { DrawCard } from './card-answer.ts'
import { type Fields, readObject } from './json-fields.ts'

/** What the three doors are given. */
export interface DingtalkCallbackOptions {
  settings: Pick<DingtalkSettings, 'clientId' | 'robotCode' | 'corpId' | 'mode'>
  secrets: NonNullable<Secrets['dingtalk']>
  inbox: Inbox
  clock: Clock
  /** The variables of the card template: `cardParams`. */
  drawCard: DrawCard
  /** An authentic callback that was meant for another robot or corp was dropped. */
  ignored: () => void
}

export function readBody({ body }: FastifyRequest): Fields {
  const fields = Buffer.isBuffer(body) ? readObject(body.toString()) : undefined
  if (!fields) throw new ForgedRequestError(400, 'parse_error')
  return fields
}

/** The parts of one callback: taken in the same tick, so that nothing comes between them. */
export async function keepAll(inbox: Inbox, updates: readonly KeyedUpdate[]): Promise<void> {
  await Promise.all(updates.map((update) => inbox.keep(update)))
}
