import { onTestFinished } from 'vitest'
import { startStream, type StreamOptions } from '../../../../src/platforms/dingtalk/stream.ts'
import { FakeInbox } from './fake-inbox.ts'
import { TestGateway } from './gateway.ts'
import { message } from './messages.ts'
import { clockAt, drawCard, NOW, SECRETS, SETTINGS } from './support.ts'
import { eventually } from '../../../support/eventually.ts'

/** Long enough that nothing but what is tested happens, short enough for a test. */
const TIMINGS = { firstPauseMs: 20, longestPauseMs: 100, refusedPauseMs: 150, closeMs: 1000 }

export async function gatewayAt(options?: { pongs: boolean }): Promise<TestGateway> {
  const gateway = new TestGateway(options)
  await gateway.listen()
  onTestFinished(() => gateway.close())
  return gateway
}

/** The bot's end, already asking; closed when the test is over. */
export function streamTo(apiBase: string, options: Partial<StreamOptions> = {}) {
  const inbox = new FakeInbox()
  const faults: unknown[] = []
  const connected: boolean[] = []
  const counts = { ignored: 0 }
  const stream = startStream({
    settings: { ...SETTINGS, apiBase },
    secrets: SECRETS,
    inbox,
    clock: clockAt(NOW),
    drawCard,
    ignored: () => {
      counts.ignored += 1
    },
    onFault: (error) => {
      faults.push(error)
    },
    onConnected: (now) => {
      connected.push(now)
    },
    ...options,
    timings: { ...TIMINGS, ...options.timings },
  })
  onTestFinished(() => stream.close())
  return { stream, inbox, faults, connected, counts }
}

/** Both ends, joined. */
export async function joined(
  options: Partial<StreamOptions> = {},
  gatewayOptions?: { pongs: boolean },
) {
  const gateway = await gatewayAt(gatewayOptions)
  const bot = streamTo(`http://127.0.0.1:${gateway.port}`, options)
  await until(() => bot.stream.connected)
  return { gateway, ...bot }
}

export async function until(condition: () => boolean): Promise<void> {
  await eventually(() => {
    if (!condition()) throw new Error(`not yet: ${String(condition)}`)
  })
}

export function frame(type: string, topic: string, messageId: string, data: unknown) {
  const headers = {
    appId: '6f2b7c1e-0000-4000-8000-00000000a001',
    connectionId: '0f1e2d3c-0000-4000-8000-00000000c001',
    contentType: 'application/json',
    messageId,
    time: String(NOW),
    topic,
  }
  const text = typeof data === 'string' ? data : JSON.stringify(data)
  return { specVersion: '1.0', type, headers, data: text }
}

/** The n-th message of a person who writes a lot. */
export function said(n: number) {
  const body = message({ msgId: `msg${n}`, text: { content: `第${n}条` } })
  return frame('CALLBACK', '/v1.0/im/bot/messages/get', `delivery${n}`, body)
}

export function disconnect(messageId = 'disconnect1') {
  return frame('SYSTEM', 'disconnect', messageId, { reason: 'connection is expired' })
}

export function ping(messageId: string) {
  return frame('SYSTEM', 'ping', messageId, { opaque: messageId })
}
