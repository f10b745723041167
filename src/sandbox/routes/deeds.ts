import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { SandboxContext } from './context.ts'
import { Chat, SandboxRefusal, Who, assertChat, mayBeSpokenIn, standInOf } from './context.ts'

const Text = Who.extend({ text: z.string().min(1).max(20_000) })
const Speech = Text.extend({ group: Chat.shape.id })
const Tap = Who.extend({
  messageId: z.string().min(1),
  key: z.string().min(1).max(1024),
  choices: z.record(z.string(), z.array(z.string())).default({}),
})
const MenuClick = Who.extend({ key: z.string().min(1).max(128) })
const Read = z.object({ platform: z.string(), chat: Chat })
const FaultSwitch = z.object({
  platform: z.string(),
  fault: z.enum(['none', 'slow', 'refusing', 'answers-lost']),
})

/** The stand-in of somebody who can be played there. */
export function playedBy(context: SandboxContext, { platform, account }: z.infer<typeof Who>) {
  const standIn = standInOf(context, platform)
  assertChat(context, standIn.platform, { kind: 'person', id: account })
  return standIn
}

function speechRoutes(app: FastifyInstance, context: SandboxContext): void {
  app.post('/sandbox/api/send', async (request, reply) => {
    const body = Text.parse(request.body)
    await playedBy(context, body).sendText(body.account, body.text)
    return reply.code(204).send()
  })

  app.post('/sandbox/api/say-in-group', async (request, reply) => {
    const { group, text, ...who } = Speech.parse(request.body)
    const standIn = playedBy(context, who)
    const chat = { kind: 'group' as const, id: group }
    assertChat(context, standIn.platform, chat)
    if (!mayBeSpokenIn(standIn, chat)) throw new SandboxRefusal(409, '这个群里只看不发。')
    await standIn.sayInGroup?.(who.account, group, text)
    return reply.code(204).send()
  })
}

/** What a person does in their chat: each ends in a callback to the bot. */
export function deedRoutes(app: FastifyInstance, context: SandboxContext): void {
  speechRoutes(app, context)

  app.post('/sandbox/api/tap', async (request, reply) => {
    const body = Tap.parse(request.body)
    const standIn = playedBy(context, body)
    const card = standIn
      .messages({ kind: 'person', id: body.account })
      .find(({ id, body: shown }) => id === body.messageId && shown.type === 'card')
    if (!card) throw new SandboxRefusal(404, '这张卡片已不在。')
    await standIn.tap(body.account, body.messageId, body.key, body.choices)
    return reply.code(204).send()
  })

  app.post('/sandbox/api/menu', async (request, reply) => {
    const body = MenuClick.parse(request.body)
    await playedBy(context, body).clickMenu(body.account, body.key)
    return reply.code(204).send()
  })

  const opened = new Set<string>()
  app.post('/sandbox/api/open', async (request, reply) => {
    const who = Who.parse(request.body)
    const standIn = playedBy(context, who)
    // Windows open a chat far more often than a person does: once is enough to be welcomed.
    const first = standIn.messages({ kind: 'person', id: who.account }).length === 0
    const key = `${who.platform}:${who.account}`
    if (first && !opened.has(key)) {
      opened.add(key)
      await standIn.open(who.account).finally(() => opened.delete(key))
    }
    return reply.code(204).send()
  })

  app.post('/sandbox/api/read', async (request, reply) => {
    const { platform, chat } = Read.parse(request.body)
    const standIn = standInOf(context, platform)
    assertChat(context, standIn.platform, chat)
    context.live.markRead(platform, chat, standIn.messages(chat).at(-1))
    return reply.code(204).send()
  })

  app.post('/sandbox/api/fault', async (request, reply) => {
    const { platform, fault } = FaultSwitch.parse(request.body)
    standInOf(context, platform).setFault(fault)
    context.live.changed()
    return reply.code(204).send()
  })
}
