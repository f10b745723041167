import axios from 'axios'
import {
  DWClient,
  type DWClientDownStream,
  EventAck,
  TOPIC_CARD,
  TOPIC_ROBOT,
} from 'dingtalk-stream'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { DingtalkStandInOptions } from '../../../src/sandbox/dingtalk/options.ts'
import { cardTo, review } from './cards-support.ts'
import { credentials, lilei, stage } from './support.ts'
import { eventually } from '../../support/eventually.ts'

// The platform's own client: what it cannot read, the stand-in got wrong.

/** Its gateway and token addresses are constants. */
function redirect(url: string) {
  const id = axios.interceptors.request.use((config) => ({
    ...config,
    url: (config.url ?? '').replace(/^https:\/\/o?api\.dingtalk\.com/, url),
  }))
  onTestFinished(() => axios.interceptors.request.eject(id))
  for (const loud of ['info', 'warn'] as const) {
    const spy = vi.spyOn(console, loud).mockImplementation(() => undefined)
    onTestFinished(() => spy.mockRestore())
  }
}

interface Body {
  msgtype: string
  text: { content: string }
  sessionWebhook: string
}

async function withClient(options: Partial<DingtalkStandInOptions> = {}) {
  const world = await stage(options)
  redirect(world.standIn.url)
  const { clientId, clientSecret } = credentials
  const client = new DWClient({ clientId, clientSecret, keepAlive: true })
  onTestFinished(() => client.disconnect())
  const messages: Body[] = []
  const taps: { userId: string; content: string }[] = []
  const events: string[] = []
  client.registerCallbackListener(TOPIC_ROBOT, ({ headers, data }: DWClientDownStream) => {
    messages.push(JSON.parse(data) as Body)
    client.socketCallBackResponse(headers.messageId, null)
  })
  client.registerCallbackListener(TOPIC_CARD, ({ headers, data }: DWClientDownStream) => {
    taps.push(JSON.parse(data) as (typeof taps)[number])
    client.socketCallBackResponse(headers.messageId, {
      cardUpdateOptions: { updateCardDataByKey: true },
      cardData: { cardParamMap: { status: 'closed', status_text: '已通过' } },
    })
  })
  client.registerAllEventListener(({ headers }) => {
    events.push(String(headers.eventType))
    return { status: EventAck.SUCCESS, message: 'ok' }
  })
  await client.connect()
  await eventually(() => expect(world.standIn.connections()).toBe(1))
  return { ...world, client, messages, taps, events }
}

test('the official client connects, hears a message, acks it and answers into the session', async () => {
  const { standIn, client, messages } = await withClient()
  expect(await standIn.ping()).toBe(true)
  await standIn.sendText('staff0001', '投稿')
  expect(messages).toMatchObject([{ msgtype: 'text', text: { content: '投稿' } }])
  expect(standIn.wire().at(-1)).toMatchObject({ title: 'text 投稿', ok: true, tries: 1 })
  expect(await client.getAccessToken()).toBeTypeOf('string')
  const text = { msgtype: 'text', text: { content: '收到' } }
  const { data } = await axios.post<unknown>(messages[0]?.sessionWebhook ?? '', text)
  expect(data).toEqual({ errcode: 0, errmsg: 'ok' })
  expect(standIn.messages(lilei).at(-1)).toMatchObject({ from: 'bot', body: { text: '收到' } })
})

test('the official client answers a tap, which changes the card', async () => {
  const { standIn, bot, taps } = await withClient()
  await bot.api('card/instances/createAndDeliver', cardTo('staff0001', 'review-42', review))
  await standIn.tap('staff0001', standIn.messages(lilei)[0]?.id ?? '', 'a1', {})
  expect(taps).toMatchObject([{ userId: 'staff0001' }])
  expect(JSON.parse(taps[0]?.content ?? '')).toEqual({
    cardPrivateData: { actionIds: ['a1'], params: {} },
  })
  expect(standIn.messages(lilei)[0]?.body).toMatchObject({ card: { replaced: '已通过' } })
})

test('the official client hears events', async () => {
  const { standIn, events } = await withClient()
  await standIn.sendEvent('user_add_org', { userId: ['staff0009'] })
  expect(events).toEqual(['user_add_org'])
  expect(standIn.wire().at(-1)).toMatchObject({ title: 'event user_add_org', ok: true })
})

test('the official client comes back after it was asked to go, and after a cut', async () => {
  const { standIn, messages } = await withClient({ graceMs: 20 })
  const back = () => expect(standIn.connections()).toBe(1)
  standIn.disconnectAll()
  expect(standIn.connections()).toBe(0)
  await eventually(back)
  await standIn.sendText('staff0001', '一')
  standIn.dropAll()
  await eventually(() => expect(standIn.connections()).toBe(0))
  await eventually(back)
  await standIn.sendText('staff0001', '二')
  expect(messages.map(({ text }) => text.content)).toEqual(['一', '二'])
  expect(standIn.wire().filter(({ title }) => title === 'stream ack')).toEqual([])
})

test('with a wrong secret the official client stays outside', async () => {
  const { standIn } = await stage()
  redirect(standIn.url)
  const client = new DWClient({ clientId: credentials.clientId, clientSecret: 'other' })
  client.config.autoReconnect = false
  onTestFinished(() => client.disconnect())
  await client.connect()
  expect(standIn.wire().at(-1)).toMatchObject({ ok: false, answer: { code: 'authFailed' } })
  expect(standIn.connections()).toBe(0)
})
