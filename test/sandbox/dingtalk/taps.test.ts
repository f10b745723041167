import { expect, test } from 'vitest'
import { signCard } from '../../../src/sandbox/dingtalk/crypto.ts'
import { answerWith, cardTo, closed, review, withCard } from './cards-support.ts'
import { CARD, connect } from './stream-client.ts'
import { credentials, lilei, newsroom, stage } from './support.ts'

test('a tap tells who tapped what, with the reason and the note', async () => {
  const { client, tap } = await withCard()
  await tap('a2', { reason: ['要素不全'], note: ['缺时间'] })
  const [frame] = client.callbacks
  expect(frame?.headers).toMatchObject({ topic: CARD, contentType: 'application/json' })
  const content = {
    cardPrivateData: { actionIds: ['a2'], params: { reason: '要素不全', note: '缺时间' } },
  }
  expect(frame?.body).toEqual({
    type: 'actionCallback',
    outTrackId: 'review-42',
    corpId: credentials.corpId,
    userId: 'staff0001',
    content: JSON.stringify(content),
    value: JSON.stringify(content),
    extension: '{}',
    spaceType: 'IM',
    spaceId: 'staff0001',
    userIdType: 1,
  })
})

test('choices that were not made are not sent', async () => {
  const { client, tap } = await withCard()
  await tap('a1', { reason: [], note: [''] })
  const content = JSON.stringify({ cardPrivateData: { actionIds: ['a1'], params: {} } })
  expect(client.callbacks[0]?.body['content']).toBe(content)
})

test('a tap on what is not there, or not to be chosen, is impossible', async () => {
  const { tap, update } = await withCard()
  await expect(tap('a4')).rejects.toThrow('no such button')
  await expect(tap('a2', { reason: ['没有'] })).rejects.toThrow('no such choice')
  await expect(tap('a2', { reason: ['数据有误', '要素不全'] })).rejects.toThrow('only one')
  await expect(tap('a2', { other: ['x'] })).rejects.toThrow('no such choice')
  await expect(tap('a1', {}, 'staff0002')).rejects.toThrow('no such card')
  await update()
  await expect(tap('a1')).rejects.toThrow('no such button')
})

test('a card without a callback type calls nobody', async () => {
  const { tap } = await withCard({ callbackType: undefined })
  await expect(tap('a1')).rejects.toThrow('calls nobody back')
})

test('in a group everybody may tap, and the frame tells where', async () => {
  const { bot, standIn, client } = await withCard()
  const rest = {
    openSpaceId: 'dtv1.card//IM_GROUP.cidNewsroom==',
    imGroupOpenDeliverModel: { robotCode: credentials.robotCode },
    imGroupOpenSpaceModel: { supportForward: false },
  }
  await bot.api('card/instances/createAndDeliver', cardTo('', 'plan-7', review, rest))
  const id = standIn.messages(newsroom).at(-1)?.id ?? ''
  await standIn.tap('staff0002', id, 'a1', {})
  expect(client.callbacks.at(-1)?.body).toMatchObject({
    userId: 'staff0002',
    outTrackId: 'plan-7',
    spaceId: 'cidNewsroom==',
  })
})

test('a tap by HTTP is signed, comes once, and its answer changes the card', async () => {
  const rest = { callbackType: 'HTTP', callbackRouteKey: 'baosong' }
  const { listener, tap, replaced, clock, client } = await withCard(rest)
  listener.answer = () => ({ status: 500 })
  await tap('a1')
  clock.advance(10 * 60_000)
  listener.answer = () => ({ status: 200, body: JSON.stringify(answerWith(closed)) })
  await tap('a1', { reason: ['数据有误'] })
  expect(listener.received).toHaveLength(2)
  const { url, headers, body } = listener.received.at(-1) ?? { url: null, headers: {}, body: {} }
  expect(url?.pathname).toBe('/callbacks/dingtalk/card')
  const timestamp = String(clock.now())
  expect(headers).toMatchObject({
    'x-ddpaas-signature-timestamp': timestamp,
    'x-ddpaas-signature': signCard(timestamp, credentials.cardSecret),
  })
  expect(Object.keys(body).sort()).toEqual(['content', 'corpId', 'outTrackId', 'type', 'userId'])
  expect(replaced()).toBe('已由 李雷 通过')
  expect(client.callbacks).toEqual([])
})

test('a registered route is called at its own address, without a signature if it has no secret', async () => {
  const world = await stage()
  const { bot, standIn, listener } = world
  const callbackUrl = `${listener.url ?? ''}/desk`
  await bot.api('card/callbacks/register', { callbackRouteKey: 'desk', callbackUrl })
  const rest = { callbackType: 'HTTP', callbackRouteKey: 'desk' }
  await bot.api('card/instances/createAndDeliver', cardTo('staff0001', 'c1', review, rest))
  await standIn.tap('staff0001', standIn.messages(lilei)[0]?.id ?? '', 'a1', {})
  expect(listener.received[0]?.url.pathname).toBe('/callbacks/dingtalk/desk')
  expect(listener.received[0]?.headers).not.toHaveProperty('x-ddpaas-signature')
})

test('a button with words makes the member say them', async () => {
  const { bot, standIn } = await stage()
  const client = await connect(bot)
  const url = `dtmd://dingtalkclient/sendMessage?content=${encodeURIComponent('通过 #AbCdEfGhIjKlMn_1')}`
  const single = { singleTitle: '通过', singleURL: url }
  await bot.send('sampleActionCard', { title: '待审', text: '稿件 42', ...single })
  const id = standIn.messages(lilei)[0]?.id ?? ''
  await expect(standIn.tap('staff0001', id, `${url}x`, {})).rejects.toThrow(
    'no such card or button',
  )
  await standIn.tap('staff0001', id, url, {})
  expect(standIn.messages(lilei).at(-1)).toMatchObject({
    from: 'person',
    body: { type: 'text', text: '通过 #AbCdEfGhIjKlMn_1' },
  })
  expect(client.callbacks[0]?.body).toMatchObject({ text: { content: '通过 #AbCdEfGhIjKlMn_1' } })
})
