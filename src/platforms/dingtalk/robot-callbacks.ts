import type { FastifyInstance } from 'fastify'
import { ForgedRequestError } from '../../errors.ts'
import { BODY_LIMIT, isAnothers, unkept } from '../common/callback-door.ts'
import { keepAll, readBody } from './callback-door.ts'
import type { DingtalkCallbackOptions } from './callback-door.ts'
import { decodeRobotMessage } from './decode.ts'
import { type Fields, textOf } from './json-fields.ts'
import { checkRobotCallback } from './sign.ts'

/**
 * `POST /callbacks/dingtalk/robot` (platform document, section 1). Answered with an empty object
 * and never with words: replies go out through the API.
 */
export function robotCallbacks(
  app: FastifyInstance,
  { settings, secrets, inbox, clock, ignored }: DingtalkCallbackOptions,
): void {
  app.post('/callbacks/dingtalk/robot', { bodyLimit: BODY_LIMIT }, async (request, reply) => {
    checkRobotCallback(request.headers, secrets.clientSecret, clock.now())
    const body = readBody(request)
    if (!isMessage(body)) throw new ForgedRequestError(400, 'no message')
    const { robotCode, corpId, updates } = decodeRobotMessage(body, clock.now())
    if (isAnothers(robotCode, settings.robotCode) || isAnothers(corpId, settings.corpId)) {
      ignored()
      return reply.send({})
    }
    try {
      await keepAll(inbox, updates)
    } catch (error) {
      return unkept(error, request, reply)
    }
    return reply.send({})
  })
}

/** One of these is always there. */
function isMessage(body: Fields): boolean {
  return ['msgId', 'msgtype', 'errorCode'].some((name) => textOf(body, name) !== '')
}
