import Fastify from 'fastify'
import type { FastifyInstance, InjectOptions } from 'fastify'
import { z } from 'zod'
import { Organisation } from '../../schema/organisation.ts'
import { MovableClock } from '../../src/clock.ts'
import { CurrentCast } from '../../src/sandbox/cast.ts'
import { sandboxPage } from '../../src/sandbox/page.ts'
import type { SandboxOptions } from '../../src/sandbox/page.ts'
import type { StandIn } from '../../src/sandbox/stand-in.ts'
import { startWecomStandIn } from '../../src/sandbox/wecom/index.ts'
import type { WecomStandIn } from '../../src/sandbox/wecom/index.ts'
import { sampleOrganisation } from './chat.ts'
import { ManualClock } from './clock.ts'

const credentials = {
  corpId: 'wwtest',
  agentId: 1000002,
  secret: 'secret',
  token: 'token',
  encodingAesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
}

const State = z.object({
  revision: z.string(),
  clock: z.object({ now: z.number(), aheadMs: z.number() }),
  demo: z.object({ running: z.boolean(), failed: z.boolean() }),
  platforms: z.array(
    z.object({ id: z.string(), fault: z.string(), unread: z.record(z.string(), z.number()) }),
  ),
  chat: z
    .object({
      messages: z.array(
        z.object({
          id: z.string(),
          from: z.string(),
          by: z.string().optional(),
          body: z.object({
            type: z.string(),
            text: z.string().optional(),
            path: z.string().optional(),
          }),
        }),
      ),
      open: z.boolean(),
    })
    .nullable(),
})
const Wire = z.object({
  entries: z.array(z.object({ platform: z.string(), id: z.number(), direction: z.string() })),
})
export type State = z.infer<typeof State>

/** The page with a stand-in that plays to nobody: there is no bot behind it. */
export class PageBench {
  readonly app: FastifyInstance
  readonly standIn: WecomStandIn
  readonly clock: MovableClock
  constructor(app: FastifyInstance, standIn: WecomStandIn, clock: MovableClock) {
    this.app = app
    this.standIn = standIn
    this.clock = clock
  }

  request(options: InjectOptions) {
    const headers = { host: '127.0.0.1:8080', ...options.headers }
    return this.app.inject({ ...options, headers })
  }

  post(url: string, payload: object, headers: Record<string, string> = {}) {
    return this.request({ method: 'POST', url, payload, headers })
  }

  async state(chat = 'person:linxiaohe', platform = 'wecom'): Promise<State> {
    const url = `/sandbox/api/state?platform=${platform}&chat=${encodeURIComponent(chat)}`
    return State.parse((await this.request({ url })).json())
  }

  /** Of all platforms. */
  async wire() {
    return Wire.parse((await this.request({ url: '/sandbox/api/wire' })).json()).entries
  }

  /** As the bot would: over the platform's API. */
  async botSays(touser: string, content: string) {
    const { corpId, secret, agentId } = credentials
    const { url } = this.standIn
    const token = await fetch(`${url}/cgi-bin/gettoken?corpid=${corpId}&corpsecret=${secret}`)
    const { access_token } = z.object({ access_token: z.string() }).parse(await token.json())
    const body = JSON.stringify({ touser, msgtype: 'text', agentid: agentId, text: { content } })
    const send = `${url}/cgi-bin/message/send?access_token=${access_token}`
    const sent = await fetch(send, { method: 'POST', body })
    z.object({ errcode: z.literal(0) }).parse(await sent.json())
  }

  async close() {
    await this.app.close()
    await this.standIn.close()
  }
}

/** `others`: platforms beside the first. */
export async function startPage(
  changes: Partial<SandboxOptions> = {},
  others: readonly StandIn[] = [],
): Promise<PageBench> {
  const clock = new MovableClock(new ManualClock('2026-11-20T10:00:00+08:00'), 0)
  const organisation = Organisation.parse(sampleOrganisation())
  const standIn = await startWecomStandIn({
    port: 0,
    clock,
    callbackUrl: () => null,
    credentials,
    members: organisation.people.map(({ id, name }) => ({ account: id, name })),
    groups: [],
    journalFile: null,
  })
  const app = Fastify()
  await app.register(
    sandboxPage({
      cast: new CurrentCast(organisation),
      standIns: [standIn, ...others],
      clock,
      reset: () => {
        standIn.reset()
        return Promise.resolve()
      },
      sendDemo: () => Promise.resolve(),
      ...changes,
    }),
  )
  return new PageBench(app, standIn, clock)
}
