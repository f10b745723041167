import type { FastifyInstance, FastifyReply } from 'fastify'
import type { KeyedUpdate } from '../../../schema/update.ts'
import { ForgedRequestError } from '../../errors.ts'
import type { Inbox, TapAnswer } from '../adapter.ts'
import { BODY_LIMIT, isAnothers, unkept } from '../common/callback-door.ts'
import { keepAll, readBody } from './callback-door.ts'
import type { DingtalkCallbackOptions } from './callback-door.ts'
import { cardAnswer, TAP_WAIT_MS } from './card-answer.ts'
import { decodeCardCallback } from './decode-card.ts'
import { textOf } from './json-fields.ts'
import { checkCardCallback } from './sign.ts'

/** Contract, section 3: a callback by HTTP has no id, so a tap is the same if it is so soon. */
const SAME_WITHIN_MS = 60_000

/** `POST /callbacks/dingtalk/card` (platform document, section 6.4): the answer may change the card. */
export function cardCallbacks(
  app: FastifyInstance,
  { settings, inbox, clock, drawCard, ignored }: DingtalkCallbackOptions,
  apiSecret: string,
): void {
  app.post('/callbacks/dingtalk/card', { bodyLimit: BODY_LIMIT }, async (request, reply) => {
    const left = leaving(reply)
    checkCardCallback(request.headers, apiSecret, clock.now())
    const body = readBody(request)
    if (textOf(body, 'outTrackId') === '') throw new ForgedRequestError(400, 'no outTrackId')
    const { corpId, update, tapped } = decodeCardCallback(body, undefined, clock.now())
    if (isAnothers(corpId, settings.corpId)) {
      ignored()
      return reply.send({})
    }
    let answer: TapAnswer | undefined
    try {
      answer = await keep(inbox, update, tapped)
    } catch (error) {
      return unkept(error, request, reply)
    }
    void left.then((arrived) => answer?.answered(arrived))
    return reply.send(cardAnswer(answer?.shown, drawCard))
  })
}

async function keep(
  inbox: Inbox,
  update: KeyedUpdate,
  tapped: boolean,
): Promise<TapAnswer | undefined> {
  const options = { waitMs: TAP_WAIT_MS, sameWithinMs: SAME_WITHIN_MS }
  if (tapped) return inbox.keepTap(update, options)
  await keepAll(inbox, [update])
  return undefined
}

/** Whether the answer left, or the connection was gone before it could. */
function leaving({ raw }: FastifyReply): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  raw.once('finish', () => {
    resolve(true)
  })
  raw.once('close', () => {
    resolve(false)
  })
  return promise
}
