import { readFileSync } from 'node:fs'
import { encrypt, getSignature } from '@wecom/crypto'
import Fastify from 'fastify'
import { Instant } from '../../../schema/ids.ts'
import type { KeyedUpdate } from '../../../schema/update.ts'
import { type Clock, MovableClock } from '../../../src/clock.ts'
import type { Inbox } from '../../../src/platforms/adapter.ts'
import { wecomCallbacks } from '../../../src/platforms/wecom/callbacks.ts'

export interface Vector {
  name: string
  method: 'GET' | 'POST'
  token: string
  encodingAesKey: string
  receiveId: string
  query: Record<string, string>
  rawQuery?: string
  body: string | null
  expect: { plaintext?: string; error?: string; errorAnyOf?: string[] }
}

export interface EncryptVector {
  name: string
  token: string
  encodingAesKey: string
  receiveId: string
  random16: string
  timestamp: string
  nonce: string
  plaintext: string
  expect: { encrypt: string; msgSignature: string }
}

export interface SignatureVector {
  name: string
  token: string
  timestamp: string
  nonce: string
  encrypt: string
  expect: { signature: string }
}

export const golden = JSON.parse(
  readFileSync(new URL('../../fixtures/wecom-vectors.json', import.meta.url), 'utf8'),
) as { vectors: Vector[]; encryptVectors: EncryptVector[]; signatureVectors: SignatureVector[] }

/** Stands still until it is advanced. */
export function clockAt(ms: number): MovableClock {
  const still: Clock = { now: () => Instant.parse(ms), at: () => () => undefined }
  return new MovableClock(still, 0)
}

/** The inbox's side of the port: remembers, or fails as a full disk would. */
export class RecordingInbox implements Pick<Inbox, 'keep'> {
  readonly kept: KeyedUpdate[] = []
  failing = false
  async keep(update: KeyedUpdate): Promise<'kept' | 'duplicate'> {
    await Promise.resolve()
    if (this.failing) throw new Error('disk full')
    this.kept.push(update)
    return 'kept'
  }
}

export const APP = {
  corpId: 'wwa1b2c3d4e5f60718',
  agentId: 1000002,
  token: 'QDG6eK',
  encodingAesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
}

export const NOW = 1_760_000_000_000

export function receiver(app: typeof APP = APP, at = NOW) {
  const inbox = new RecordingInbox()
  const clock = clockAt(at)
  const counts = { ignored: 0 }
  const server = Fastify()
  server.register(
    wecomCallbacks({
      settings: app,
      secrets: app,
      inbox,
      clock,
      ignored: () => {
        counts.ignored += 1
      },
    }),
  )
  return { server, inbox, clock, counts }
}

/** A callback as WeCom would send it. */
export function sealed(plain: string, at = NOW, receiveId = APP.corpId) {
  const app = APP
  const body = encrypt(app.encodingAesKey, plain, receiveId)
  const timestamp = String(Math.floor(at / 1000))
  const query = {
    msg_signature: getSignature(app.token, timestamp, 'n0nce', body),
    timestamp,
    nonce: 'n0nce',
  }
  const payload = `<xml><ToUserName><![CDATA[${app.corpId}]]></ToUserName><Encrypt><![CDATA[${body}]]></Encrypt></xml>`
  return { method: 'POST' as const, url: '/callbacks/wecom', query, payload }
}

export const fields = (values: Record<string, string>) =>
  `<xml>${Object.entries({
    ToUserName: APP.corpId,
    FromUserName: 'LiLei',
    CreateTime: String(NOW / 1000),
    AgentID: String(APP.agentId),
    ...values,
  })
    .map(([name, value]) =>
      /^<(SelectedItem|JobId)>/.test(value)
        ? `<${name}>${value}</${name}>`
        : `<${name}><![CDATA[${value}]]></${name}>`,
    )
    .join('')}</xml>`
