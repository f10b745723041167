import { onTestFinished } from 'vitest'
import type { Instant } from '../../../schema/ids.ts'
import { MovableClock } from '../../../src/clock.ts'
import { type DingtalkStandIn, startDingtalkStandIn } from '../../../src/sandbox/dingtalk/index.ts'
import type { DingtalkStandInOptions } from '../../../src/sandbox/dingtalk/options.ts'
import { Listener } from './listener.ts'

export const credentials = {
  clientId: 'dingapp00000000000001',
  clientSecret: 'client-secret-0001',
  robotCode: 'dingapp00000000000001',
  corpId: 'dingcorp0000000000000001',
  cardTemplateId: '00000000-0000-4000-8000-000000000001.schema',
  cardSecret: 'card-api-secret-0001',
  eventToken: 'evtToken2026',
  eventAesKey: 'q8ZrT2mVx0Lb7NcK5hYdJ3wEuF9aSgPo1iXyGtRvB6M',
}

export const robotSecret = 'SEC0123456789abcdef'
export const lilei = { kind: 'person', id: 'staff0001' } as const
export const meimei = { kind: 'person', id: 'staff0002' } as const
export const newsroom = { kind: 'group', id: 'group:cidNewsroom==' } as const
export const broadcast = { kind: 'group', id: 'robot:tok1' } as const

/** Stands still until it is moved; then what it is moved past goes off. */
export function stillClock(): MovableClock {
  const start = Date.parse('2026-11-20T09:00:00+08:00') as Instant
  const at = (when: Instant, callback: () => void) => {
    let wanted = when <= start
    if (wanted) queueMicrotask(() => wanted && callback())
    return () => {
      wanted = false
    }
  }
  return new MovableClock({ now: () => start, at }, 0)
}

export type Json = Record<string, unknown>

export interface Answer {
  status: number
  body: Json
}

const json = { 'content-type': 'application/json', accept: 'application/json' }

/** A bot that only calls. */
export class Bot {
  readonly standIn: DingtalkStandIn
  constructor(standIn: DingtalkStandIn) {
    this.standIn = standIn
  }
  async raw(path: string, init: RequestInit = {}): Promise<Answer> {
    const response = await fetch(`${this.standIn.url}${path}`, init)
    return { status: response.status, body: (await response.json()) as Json }
  }
  async token(): Promise<string> {
    const { clientId: appKey, clientSecret: appSecret } = credentials
    const body = JSON.stringify({ appKey, appSecret })
    const init = { method: 'POST', headers: json, body }
    return String((await this.raw('/v1.0/oauth2/accessToken', init)).body['accessToken'])
  }
  async api(path: string, body: object, method = 'POST'): Promise<Answer> {
    const headers = { ...json, 'x-acs-dingtalk-access-token': await this.token() }
    return this.raw(`/v1.0/${path}`, { method, headers, body: JSON.stringify(body) })
  }
  async oapi(path: string, body: object): Promise<Json> {
    const init = { method: 'POST', headers: json, body: JSON.stringify(body) }
    return (await this.raw(`/${path}?access_token=${await this.token()}`, init)).body
  }
  async hook(url: string, body: object): Promise<Json> {
    const response = await fetch(url, { method: 'POST', headers: json, body: JSON.stringify(body) })
    return (await response.json()) as Json
  }
  async send(msgKey: string, params: object, rest: object = {}): Promise<Answer> {
    const head = { robotCode: credentials.robotCode, userIds: ['staff0001'] }
    const body = { ...head, msgKey, msgParam: JSON.stringify(params), ...rest }
    return this.api('robot/oToMessages/batchSend', body)
  }
  async say(content: string, rest: object = {}): Promise<Answer> {
    return this.send('sampleText', { content }, rest)
  }
  async upload(type: string, name: string, bytes: Uint8Array<ArrayBuffer>): Promise<Json> {
    const form = new FormData()
    form.set('media', new Blob([bytes]), name)
    const path = `/media/upload?access_token=${await this.token()}&type=${type}`
    return (await this.raw(path, { method: 'POST', body: form })).body
  }
}

export async function stage(options: Partial<DingtalkStandInOptions> = {}) {
  const clock = stillClock()
  const listener = await new Listener().listen()
  const standIn = await startDingtalkStandIn({
    port: 0,
    clock,
    mode: 'stream',
    callbackUrl: () => listener.url,
    credentials,
    members: [
      { account: 'staff0001', name: '李雷' },
      { account: 'staff0002', name: '韩梅梅' },
      { account: 'guest', name: '外部人员', external: true },
    ],
    groups: [
      { id: 'group:cidNewsroom==', name: '编辑部', members: ['staff0001', 'staff0002'] },
      { id: 'robot:tok1', name: '信息员工作群', members: [], secret: robotSecret },
      { id: 'robot:tok2', name: '通报群', members: [], keywords: ['排行', '通报'] },
    ],
    journalFile: null,
    allowance: { calls: 5000, pushes: 3000 },
    ...options,
  })
  onTestFinished(() => standIn.close())
  const given = options.clock instanceof MovableClock ? options.clock : clock
  return { clock: given, listener, standIn, bot: new Bot(standIn) }
}
