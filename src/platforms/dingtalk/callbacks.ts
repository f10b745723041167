import type { FastifyPluginCallback } from 'fastify'
import { refuse, takeAnyBody } from '../common/callback-door.ts'
import type { DingtalkCallbackOptions } from './callback-door.ts'
import { cardCallbacks } from './card-callbacks.ts'
import { eventCallbacks } from './event-callbacks.ts'
import { robotCallbacks } from './robot-callbacks.ts'

/**
 * The routes below `/callbacks/dingtalk` (contract, section 3): robot and card in mode `http`, the
 * latter only with the secret that tells whose it is, and events where they are subscribed to.
 * Everything is answered after it was kept.
 */
export function dingtalkCallbacks(options: DingtalkCallbackOptions): FastifyPluginCallback {
  const { mode } = options.settings
  const { cardSecret, events } = options.secrets
  const addEvents = events && eventCallbacks(options, events)
  return (app, _options, done) => {
    takeAnyBody(app)
    app.setErrorHandler(refuse)
    if (mode === 'http') robotCallbacks(app, options)
    if (mode === 'http' && cardSecret !== null) cardCallbacks(app, options, cardSecret)
    addEvents?.(app)
    done()
  }
}
