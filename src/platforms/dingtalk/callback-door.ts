import type { FastifyRequest } from 'fastify'
import { ForgedRequestError } from '../../errors.ts'
import type { Inbox } from '../adapter.ts'
import type { KeyedUpdate } from '../../../schema/update.ts'
import { type Fields, readObject } from './json-fields.ts'

export function readBody({ body }: FastifyRequest): Fields {
  const fields = Buffer.isBuffer(body) ? readObject(body.toString()) : undefined
  if (!fields) throw new ForgedRequestError(400, 'parse_error')
  return fields
}

/** The parts of one callback: taken in the same tick, so that nothing comes between them. */
export async function keepAll(inbox: Inbox, updates: readonly KeyedUpdate[]): Promise<void> {
  await Promise.all(updates.map((update) => inbox.keep(update)))
}
