import { expect, test } from 'vitest'
import { signRobot } from '../../../src/sandbox/dingtalk/crypto.ts'
import { broadcast, lilei, newsroom, robotSecret, stage } from './support.ts'
import { connect } from './stream-client.ts'

const text = (content: string) => ({ msgtype: 'text', text: { content } })
const page = 'https://bot.example.com/'

async function withSession() {
  const world = await stage()
  const client = await connect(world.bot)
  await world.standIn.sendText('staff0001', '投稿')
  await world.standIn.sayInGroup('staff0001', newsroom.id, '排行')
  const [single, group] = client.callbacks.map(({ body }) => String(body['sessionWebhook']))
  return { ...world, client, single: single ?? '', group: group ?? '' }
}

async function withRobot(token = 'tok1') {
  const world = await stage()
  const { standIn, bot, clock } = world
  const url = (rest = '') => `${standIn.url}/robot/send?access_token=${token}${rest}`
  const signed = (at: number, secret = robotSecret) => {
    const sign = encodeURIComponent(signRobot(String(at), secret))
    return url(`&timestamp=${at}&sign=${sign}`)
  }
  const push = (body: object) => bot.hook(token === 'tok1' ? signed(clock.now()) : url(), body)
  return { ...world, url, signed, push }
}

test('a session answers into the chat that the callback came from', async () => {
  const { bot, standIn, single, group } = await withSession()
  expect(await bot.hook(single, text('请问'))).toEqual({ errcode: 0, errmsg: 'ok' })
  await bot.hook(group, { msgtype: 'markdown', markdown: { title: '排行', text: '**排行**' } })
  expect(standIn.messages(lilei).at(-1)).toMatchObject({ from: 'bot', body: { text: '请问' } })
  expect(standIn.messages(newsroom).at(-1)).toMatchObject({ body: { text: '**排行**' } })
  expect(standIn.counts()).toEqual({ calls: 0, pushes: 4 })
})

test('a session ends when its callback said, and a made-up one never was', async () => {
  const { bot, single, client, clock } = await withSession()
  const until = Number(client.callbacks[0]?.body['sessionWebhookExpiredTime'])
  expect(until).toBe(clock.now() + 5_400_000)
  expect((await bot.hook(`${single}0`, text('请问')))['errcode']).toBe(300001)
  clock.advance(5_399_999)
  expect((await bot.hook(single, text('请问')))['errcode']).toBe(0)
  clock.advance(1)
  expect((await bot.hook(single, text('请问')))['errcode']).toBe(300001)
})

test('each type of a webhook message has its parts, in its own casing', async () => {
  const { bot, standIn, single } = await withSession()
  const codeOf = async (body: object) => (await bot.hook(single, body))['errcode']
  const link = { title: '一', text: '二', messageUrl: page, picUrl: '' }
  expect(await codeOf({ msgtype: 'link', link })).toBe(0)
  const spelt = { ...link, messageUrl: undefined, messageURL: page }
  expect(await codeOf({ msgtype: 'link', link: spelt })).toBe(40035)
  const links = [{ title: '一', messageURL: page, picURL: page }]
  expect(await codeOf({ msgtype: 'feedCard', feedCard: { links } })).toBe(0)
  expect(await codeOf({ msgtype: 'feedCard', feedCard: { links: [] } })).toBe(40035)
  const btns = [{ title: '通过', actionURL: 'dtmd://dingtalkclient/sendMessage?content=ok' }]
  const actionCard = { title: '一', text: '二', btnOrientation: '0', btns }
  expect(await codeOf({ msgtype: 'actionCard', actionCard })).toBe(0)
  expect(await codeOf({ msgtype: 'actionCard', actionCard: { ...actionCard, btns: [] } })).toBe(
    40035,
  )
  expect(await codeOf({ msgtype: 'text', text: { content: '' } })).toBe(40035)
  expect(await codeOf({ msgtype: 'text' })).toBe(40035)
  expect(await codeOf({ text: { content: '一' } })).toBe(40035)
  expect(await codeOf({ msgtype: 'image', image: {} })).toBe(400105)
  expect(
    standIn
      .messages(lilei)
      .slice(1)
      .map(({ body }) => body.type),
  ).toEqual(['card', 'card', 'card'])
})

test('a webhook message is JSON of at most 20,000 bytes', async () => {
  const { bot, single } = await withSession()
  const rest = JSON.stringify(text('')).length
  expect((await bot.hook(single, text('x'.repeat(20_000 - rest))))['errcode']).toBe(0)
  expect((await bot.hook(single, text('x'.repeat(20_001 - rest))))['errcode']).toBe(460101)
  const body = JSON.stringify(text('一'))
  const plain = await fetch(single, { method: 'POST', body })
  expect(await plain.json()).toMatchObject({ errcode: 43004 })
})

test('a mention that the text does not name is told on the wire', async () => {
  const { bot, standIn, group } = await withSession()
  const at = { atUserIds: ['staff0001', 'staff0002'] }
  await bot.hook(group, { ...text('收到 @staff0001'), at })
  expect(standIn.wire().at(-1)).toMatchObject({
    chat: newsroom.id,
    title: 'robot/sendBySession text',
    answer: { notes: ['at: no @staff0002 in the text'] },
  })
  const told = JSON.stringify([standIn.wire(), standIn.calls()])
  expect(told).not.toContain(new URL(group).searchParams.get('session'))
})

test('a custom robot with a signature wants it right and of this hour', async () => {
  const { bot, standIn, clock, url, signed } = await withRobot()
  const hour = 3_600_000
  const codeOf = async (address: string) => (await bot.hook(address, text('今晚截稿')))['errcode']
  expect(await codeOf(signed(clock.now()))).toBe(0)
  expect(await codeOf(signed(clock.now() - hour))).toBe(0)
  expect(await codeOf(signed(clock.now() - hour - 1))).toBe(310000)
  expect(await codeOf(signed(clock.now() + hour + 1))).toBe(310000)
  expect(await codeOf(signed(clock.now(), 'SECother'))).toBe(310000)
  expect(await codeOf(url())).toBe(310000)
  const {
    standIn: { url: base },
  } = bot
  expect(await codeOf(`${base}/robot/send?access_token=none`)).toBe(300005)
  expect(standIn.messages(broadcast)).toHaveLength(2)
  expect(JSON.stringify(standIn.calls())).not.toContain('tok1')
})

test('a custom robot with keywords wants one of them in the message', async () => {
  const { push, standIn } = await withRobot('tok2')
  expect((await push(text('今晚截稿')))['errcode']).toBe(310000)
  expect((await push(text('11 月排行')))['errcode']).toBe(0)
  expect(standIn.messages({ kind: 'group', id: 'robot:tok2' })).toHaveLength(1)
})

test('the 21st message within a minute shuts a custom robot up for ten minutes', async () => {
  const { push, standIn, clock } = await withRobot()
  for (let i = 0; i < 20; i++) expect((await push(text('一')))['errcode']).toBe(0)
  expect((await push(text('一')))['errcode']).toBe(130101)
  clock.advance(10 * 60_000 - 1)
  expect((await push(text('一')))['errcode']).toBe(130101)
  clock.advance(1)
  expect((await push(text('一')))['errcode']).toBe(0)
  expect(standIn.messages(broadcast)).toHaveLength(21)
})

test('the same msgUuid is sent once', async () => {
  const { push, standIn } = await withRobot()
  for (let i = 0; i < 3; i++) {
    expect((await push({ ...text('一'), msgUuid: 'delivery-7' }))['errcode']).toBe(0)
  }
  await push({ ...text('二'), msgUuid: 'delivery-8' })
  expect(standIn.messages(broadcast)).toHaveLength(2)
  expect(standIn.counts().pushes).toBe(2)
})

test('webhook sends end with the allowance of pushes', async () => {
  const { standIn, bot } = await stage({ allowance: { calls: 9, pushes: 1 } })
  const url = `${standIn.url}/robot/send?access_token=tok2`
  expect((await bot.hook(url, text('排行')))['errcode']).toBe(0)
  expect((await bot.hook(url, text('排行')))['errcode']).toBe(90030)
})
