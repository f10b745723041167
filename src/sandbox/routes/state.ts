import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { chatsOf } from '../cast.ts'
import { sceneNames } from '../scenes.ts'
import type { StandIn, StandInBody, StandInChat, WireEntry } from '../stand-in.ts'
import type { SandboxContext } from './context.ts'
import { ChatInQuery, hasChat, mayBeSpokenIn, standInOf } from './context.ts'

const MAX_WIRE = 300

const StateQuery = z.object({
  platform: z.string().optional(),
  chat: ChatInQuery.optional(),
  last: z.coerce.number().int().min(1).max(5000).default(200),
})

/** The stand-in knows its media as `media/ID`; the page needs to know of which platform. */
function addressOn(platform: string, path: string): string {
  return `/sandbox/api/media/${platform}/${encodeURIComponent(path.replace(/^media\//, ''))}`
}

function withAddresses(platform: string, body: StandInBody): StandInBody {
  const addressed = <Media extends { path: string }>(media: Media): Media => ({
    ...media,
    path: addressOn(platform, media.path),
  })
  if (body.type === 'image' || body.type === 'file') return addressed(body)
  if (body.type !== 'markdown' || !body.pictures) return body
  return { ...body, pictures: body.pictures.map(addressed) }
}

function drawChat(standIn: StandIn, chat: StandInChat, last: number) {
  const messages = standIn.messages(chat)
  return {
    messages: messages
      .slice(-last)
      .map((message) => ({ ...message, body: withAddresses(standIn.platform, message.body) })),
    earlier: Math.max(0, messages.length - last),
    open: mayBeSpokenIn(standIn, chat),
  }
}

function drawPlatform(context: SandboxContext, standIn: StandIn) {
  const { platform } = standIn
  const unread = chatsOf(context.cast, platform)
    .map((chat) => [`${chat.kind}:${chat.id}`, context.live.unread(standIn, chat)] as const)
    .filter(([, count]) => count > 0)
  return {
    id: platform,
    fault: standIn.fault(),
    menu: standIn.menu(),
    unread: Object.fromEntries(unread),
  }
}

function summary({ id, at, direction, chat, title, ok, tookMs, tries }: WireEntry) {
  return { id, at, direction, chat, title, ok, tookMs, tries }
}

function wireOf(standIn: StandIn) {
  const { platform } = standIn
  const entries = standIn.wire().slice(-MAX_WIRE)
  return entries.map((entry) => ({ platform, ...summary(entry) }))
}

export function stateRoutes(app: FastifyInstance, context: SandboxContext): void {
  app.get('/sandbox/api/cast', () => ({
    version: context.cast.version,
    people: context.cast.people,
    groups: context.cast.groups,
    scenes: sceneNames,
  }))

  app.get('/sandbox/api/state', (request) => {
    const { platform, chat, last } = StateQuery.parse(request.query)
    const { live, clock, standIns } = context
    const standIn = platform === undefined ? standIns[0] : standInOf(context, platform)
    // Whoever has left has no chat; the window learns from `cast` that they have.
    const shown = standIn && chat && hasChat(context, standIn.platform, chat)
    return {
      revision: live.revision,
      cast: context.cast.version,
      clock: { now: clock.now(), aheadMs: clock.aheadMs },
      demo: live.demo,
      platforms: standIns.map((one) => drawPlatform(context, one)),
      chat: shown ? drawChat(standIn, chat, last) : null,
    }
  })

  // Of all platforms: what is written on one may be decided on another.
  app.get('/sandbox/api/wire', () => {
    const entries = context.standIns.flatMap(wireOf).sort((a, b) => a.at - b.at)
    return { entries: entries.slice(-MAX_WIRE) }
  })

  app.get('/sandbox/api/wire/:platform/:id', async (request, reply) => {
    const { platform, id } = z
      .object({ platform: z.string(), id: z.coerce.number() })
      .parse(request.params)
    const entry = standInOf(context, platform)
      .wire()
      .find((one) => one.id === id)
    if (!entry) return reply.code(404).send({ message: '这条记录已不在。' })
    return entry
  })

  app.get('/sandbox/api/media/:platform/:id', async (request, reply) => {
    const { platform, id } = z
      .object({ platform: z.string(), id: z.string() })
      .parse(request.params)
    const media = standInOf(context, platform).media(id)
    if (!media) return reply.code(404).send({ message: '这个文件已不在。' })
    const shown = /^image\/(?:jpeg|png|gif|webp)$/.test(media.type)
    // Anything else could be a page with a script in it.
    const disposition = `${shown ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(media.name)}`
    return reply
      .type(shown ? media.type : 'application/octet-stream')
      .header('content-disposition', disposition)
      .header('cache-control', 'private, max-age=3600')
      .send(Buffer.from(media.bytes))
  })
}
