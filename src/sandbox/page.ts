import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import type { FastifyError, FastifyPluginAsync } from 'fastify'
import { ZodError } from 'zod'
import { chatsOf } from './cast.ts'
import { Live } from './live.ts'
import { assetRoutes } from './routes/assets.ts'
import type { SandboxContext, SandboxOptions } from './routes/context.ts'
import { controlRoutes } from './routes/controls.ts'
import { deedRoutes } from './routes/deeds.ts'
import { eventRoutes } from './routes/events.ts'
import { fileRoutes } from './routes/files.ts'
import { guard } from './routes/guard.ts'
import { photoRoutes } from './routes/photos.ts'
import { stateRoutes } from './routes/state.ts'

export type { SandboxOptions } from './routes/context.ts'

const security = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'blob:'],
      fontSrc: ["'self'"],
      connectSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
    },
  },
  // Plain http on this machine alone.
  strictTransportSecurity: false,
}

/** What lies there from an earlier run was seen then. */
function markAllRead({ standIns, live, cast }: SandboxContext): void {
  for (const standIn of standIns)
    for (const chat of chatsOf(cast, standIn.platform))
      live.markRead(standIn.platform, chat, standIn.messages(chat).at(-1))
}

function statusOf(error: FastifyError | ZodError): number {
  if (error instanceof ZodError) return 400
  return error.statusCode ?? 500
}

/** The chat page under /sandbox and what it needs of the server. Registered in the sandbox only. */
export function sandboxPage(options: SandboxOptions): FastifyPluginAsync {
  return async (app) => {
    const context: SandboxContext = { ...options, live: new Live() }
    app.addHook('onRequest', guard)
    await app.register(helmet, security)
    app.setErrorHandler<FastifyError | ZodError>((error, request, reply) => {
      const status = statusOf(error)
      if (status >= 500) request.log.error({ err: error }, 'the sandbox could not do it')
      const message = error instanceof ZodError ? '请求的内容不对。' : error.message
      return reply
        .code(status)
        .send({ message: status >= 500 ? '没有成功，请再试一次。' : message })
    })
    markAllRead(context)
    const leave = [options.cast, ...options.standIns].map((source) =>
      source.onChange(() => context.live.changed()),
    )
    app.addHook('onClose', (_app, done) => {
      for (const unsubscribe of leave) unsubscribe()
      done()
    })
    await assetRoutes(app)
    await app.register(multipart, { limits: { fields: 4 } })
    photoRoutes(app, context)
    fileRoutes(app, context)
    stateRoutes(app, context)
    deedRoutes(app, context)
    controlRoutes(app, context)
    eventRoutes(app, context)
  }
}
