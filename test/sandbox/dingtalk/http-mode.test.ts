import { expect, test } from 'vitest'
import {
  sealEvent,
  signEvent,
  signRobot,
  unsealEvent,
} from '../../../src/sandbox/dingtalk/crypto.ts'
import type { DingtalkStandInOptions } from '../../../src/sandbox/dingtalk/options.ts'
import type { Received, Reply } from './listener.ts'
import { credentials, lilei, stage } from './support.ts'
import { eventually } from '../../support/eventually.ts'

const keys = {
  token: credentials.eventToken,
  aesKey: credentials.eventAesKey,
  ownerKey: credentials.clientId,
}

const inHttp = (rest: Partial<DingtalkStandInOptions> = {}) => stage({ mode: 'http', ...rest })

/** The sealed word, as section 9.4 has it. */
function success(word = 'success', change: object = {}) {
  const encrypt = sealEvent(keys, word)
  const [timeStamp, nonce] = ['1795136400000', 'abc']
  const msg_signature = signEvent(keys, timeStamp, nonce, encrypt)
  return {
    status: 200,
    body: JSON.stringify({ msg_signature, timeStamp, nonce, encrypt, ...change }),
  }
}

test('a message is posted to the robot address, signed over the time alone', async () => {
  const { standIn, listener, clock } = await inHttp()
  await standIn.sendText('staff0001', '投稿')
  const [received] = listener.received
  const timestamp = String(clock.now())
  expect(received?.url.pathname).toBe('/callbacks/dingtalk/robot')
  expect(received?.headers).toMatchObject({
    'content-type': 'application/json; charset=utf-8',
    timestamp,
    sign: signRobot(timestamp, credentials.clientSecret),
  })
  expect(received?.body).toMatchObject({ msgtype: 'text', text: { content: '投稿' } })
  expect(standIn.wire().at(-1)).toMatchObject({
    title: 'text 投稿',
    ok: true,
    answer: { status: 200 },
  })
})

test('a message that the bot did not take comes again after 60 seconds with the same msgId', async () => {
  const { standIn, listener, clock } = await inHttp()
  listener.answer = () => ({ status: 503 })
  await standIn.sendText('staff0001', '投稿')
  expect(standIn.wire().at(-1)).toMatchObject({ ok: false, tries: 1 })
  listener.answer = () => ({ status: 200 })
  clock.advance(60_000)
  await eventually(() => expect(standIn.wire().at(-1)).toMatchObject({ ok: true, tries: 2 }))
  expect(new Set(listener.received.map(({ body }) => body['msgId'])).size).toBe(1)
  const signs = listener.received.map(({ headers }) => headers['sign'])
  expect(new Set(signs).size).toBe(2)
})

test('one person is heard in order, two at the same time', async () => {
  const { standIn, listener } = await inHttp()
  let letGo = () => {}
  const held = new Promise<Reply>((resolve) => (letGo = () => resolve({ status: 200 })))
  const words = ({ body }: Received) => (body['text'] as { content: string }).content
  listener.answer = (received) => (words(received) === '第一句' ? held : { status: 200 })
  const all = [
    standIn.sendText('staff0001', '第一句'),
    standIn.sendText('staff0001', '第二句'),
    standIn.sendText('staff0002', '你好'),
  ]
  await eventually(() => expect(listener.received.map(words)).toEqual(['第一句', '你好']))
  letGo()
  await Promise.all(all)
  expect(listener.received.map(words)).toEqual(['第一句', '你好', '第二句'])
})

test('a bot that takes too long, or is not there, has not taken the message', async () => {
  const { standIn, listener } = await inHttp({ timeLimits: { http: 50 } })
  listener.answer = () => null
  await standIn.sendText('staff0001', '一')
  const error = 'no answer within 50 ms'
  expect(standIn.wire().at(-1)).toMatchObject({ ok: false, answer: { error } })
  listener.url = null
  await standIn.sendText('staff0001', '二')
  expect(standIn.wire().at(-1)).toMatchObject({
    ok: false,
    answer: { error: 'no callback address' },
  })
})

test('the answer to a message may be a message, and an empty one is none', async () => {
  const { standIn, listener } = await inHttp()
  const replies = [{ msgtype: 'text', text: { content: '收到' } }, { msgtype: 'empty' }, {}]
  for (const reply of replies) {
    listener.answer = () => ({ status: 200, body: JSON.stringify(reply) })
    await standIn.sendText('staff0001', '投稿')
  }
  const bot = standIn.messages(lilei).filter(({ from }) => from === 'bot')
  expect(bot).toMatchObject([{ body: { text: '收到' } }])
  listener.answer = () => ({ status: 200, body: 'success' })
  await standIn.sendText('staff0001', '投稿')
  expect(standIn.wire().at(-1)?.ok).toBe(false)
})

test('the address check succeeds on the sealed word alone', async () => {
  const { standIn, listener } = await inHttp()
  const check = (reply: Reply) => {
    listener.answer = () => reply
    return standIn.verifyAddress()
  }
  expect(await check(success())).toBe(true)
  const [received] = listener.received
  if (!received) throw new Error('nothing came')
  const { url, body } = received
  expect(url.pathname).toBe('/callbacks/dingtalk/event')
  const query = (name: string) => url.searchParams.get(name) ?? ''
  const signature = signEvent(keys, query('timestamp'), query('nonce'), String(body['encrypt']))
  expect([query('signature'), query('msg_signature')]).toEqual([signature, signature])
  expect(JSON.parse(unsealEvent(keys, String(body['encrypt'])))).toEqual({ EventType: 'check_url' })
  expect(await check({ status: 200, body: 'success' })).toBe(false)
  expect(await check(success('failure'))).toBe(false)
  expect(await check(success('success', { timeStamp: 1795136400000 }))).toBe(false)
  expect(await check(success('success', { timeStamp: undefined, timestamp: '1' }))).toBe(false)
  expect(await check(success('success', { msg_signature: 'a' }))).toBe(false)
  expect(await check({ ...success(), status: 201 })).toBe(false)
  expect(await check({ ...success(), type: 'text/plain' })).toBe(false)
})

test('without a subscription there is no address to check', async () => {
  const { standIn, listener } = await inHttp({ credentials: { ...credentials, eventToken: null } })
  expect(await standIn.verifyAddress()).toBe(false)
  expect(listener.received).toEqual([])
})

test('an event that is not taken comes again after 10 and after 30 seconds, and then no more', async () => {
  const { standIn, listener, clock } = await inHttp()
  listener.answer = () => ({ status: 500 })
  await standIn.sendEvent('user_leave_org', { userId: ['staff0002'] })
  clock.advance(10_000)
  await eventually(() => expect(standIn.wire().at(-1)).toMatchObject({ tries: 2 }))
  clock.advance(29_999)
  expect(listener.received).toHaveLength(2)
  clock.advance(1)
  await eventually(() => expect(standIn.wire().at(-1)).toMatchObject({ tries: 3 }))
  clock.advance(3_600_000)
  expect(await standIn.verifyAddress()).toBe(false)
  expect(listener.received).toHaveLength(4)
  const plain = listener.received
    .slice(0, 3)
    .map(({ body }) => unsealEvent(keys, String(body['encrypt'])))
  expect(new Set(plain).size).toBe(1)
  expect(JSON.parse(plain[0] ?? '')).toMatchObject({
    EventType: 'user_leave_org',
    CorpId: credentials.corpId,
    userId: ['staff0002'],
    eventId: expect.any(String) as string,
    timeStamp: String(clock.now() - 3_640_000),
  })
  expect(standIn.wire().at(0)).toMatchObject({ title: 'event user_leave_org', ok: false })
})
