import { appendFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { cardTo, review } from './cards-support.ts'
import { lilei, stage } from './support.ts'
import { connect } from './stream-client.ts'

async function journal() {
  const folder = await mkdtemp(join(tmpdir(), 'stand-in-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  return join(folder, 'dingtalk.jsonl')
}

test('chats, cards, media, sessions, routes and counts survive a restart', async () => {
  const journalFile = await journal()
  const before = await stage({ journalFile })
  const client = await connect(before.bot)
  await before.standIn.sendText('staff0001', '投稿')
  const session = new URL(String(client.callbacks[0]?.body['sessionWebhook']))
  const create = 'card/instances/createAndDeliver'
  await before.bot.api(create, cardTo('staff0001', 'review-42', review))
  const { media_id: photo } = await before.bot.upload('voice', 'a.amr', new Uint8Array(9))
  const route = { callbackRouteKey: 'desk', callbackUrl: 'http://127.0.0.1/card' }
  await before.bot.api('card/callbacks/register', route)
  const [told, counts] = [before.standIn.messages(lilei), before.standIn.counts()]
  await before.standIn.close()
  // As a kill in the middle of a write leaves it.
  await appendFile(journalFile, '{"type":"said","chat":{"ki')

  const { standIn, bot } = await stage({ journalFile })
  expect(standIn.messages(lilei)).toEqual(told)
  expect(standIn.counts()).toEqual(counts)
  const again = await bot.api(create, cardTo('staff0001', 'review-42', review))
  expect(again.body['code']).toBe('param.cardAlreadyExist')
  const sound = await bot.send('sampleAudio', { mediaId: photo, duration: '1000' })
  expect(sound.status).toBe(200)
  expect((await bot.api('card/callbacks/register', route)).status).toBe(500)
  const text = { msgtype: 'text', text: { content: '请问' } }
  const answered = await bot.hook(`${standIn.url}${session.pathname}${session.search}`, text)
  expect(answered['errcode']).toBe(0)
  const next = await connect(bot)
  await standIn.tap('staff0001', told.at(-1)?.id ?? '', 'a1', {})
  expect(next.callbacks).toHaveLength(1)
})

test('a reset forgets everything but the members and groups it was given', async () => {
  const journalFile = await journal()
  const { standIn, bot, clock } = await stage({ journalFile })
  await bot.say('一')
  await standIn.sendText('staff0001', '没人听到')
  standIn.setFault('refusing')
  standIn.reset()
  expect([standIn.messages(lilei), standIn.wire(), standIn.calls()]).toEqual([[], [], []])
  expect([standIn.fault(), standIn.counts()]).toEqual(['none', { calls: 0, pushes: 0 }])
  const client = await connect(bot)
  clock.advance(60_000)
  await standIn.sendText('staff0001', '这句听到')
  expect(client.callbacks.map(({ body }) => body['text'])).toEqual([{ content: '这句听到' }])
  await bot.say('二')
  await standIn.close()
  const again = await stage({ journalFile })
  expect(again.standIn.messages(lilei)).toHaveLength(2)
})
