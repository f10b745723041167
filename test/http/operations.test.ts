import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { startChat } from '../support/chat.ts'
import type { ChatOptions, ChatRoom } from '../support/chat.ts'

async function program(options: ChatOptions = {}): Promise<ChatRoom> {
  const room = await startChat(options)
  onTestFinished(() => room.close())
  return room
}

interface Asked {
  headers?: Record<string, string>
  peer?: string
}

const ask = ({ app }: ChatRoom, url: string, { headers = {}, peer = '127.0.0.1' }: Asked = {}) =>
  app.server.inject({
    url,
    remoteAddress: peer,
    headers: { host: '127.0.0.1:8080', ...headers },
  })

const status = async (room: ChatRoom, url: string, asked?: Asked) =>
  (await ask(room, url, asked)).statusCode

test('alive is alive, whoever asks', async () => {
  const room = await program()
  expect(await status(room, '/healthz', { peer: '203.0.113.9' })).toBe(200)
})

test('ready means able to commit and to reach a token', async () => {
  const room = await program()
  expect(await status(room, '/readyz')).toBe(200)
  room.platform.ready = () => Promise.resolve(false)
  expect(await status(room, '/readyz')).toBe(503)
  room.platform.ready = () => Promise.reject(new Error('no way out'))
  expect(await status(room, '/readyz')).toBe(503)
})

test('a store that cannot commit is not ready, and still alive', async () => {
  const room = await program()
  await sql`pragma query_only = on`.execute(room.app.db)
  expect([await status(room, '/readyz'), await status(room, '/healthz')]).toEqual([503, 200])
  await sql`pragma query_only = off`.execute(room.app.db)
  expect(await status(room, '/readyz')).toBe(200)
})

test('without a token the figures are for this machine alone', async () => {
  const room = await program()
  for (const host of ['127.0.0.1:8080', 'localhost', 'LOCALHOST:8080', '[::1]:8080']) {
    expect([host, await status(room, '/metrics', { headers: { host } })]).toEqual([host, 200])
  }
  expect(await status(room, '/metrics', { peer: '::1' })).toBe(200)
  for (const peer of ['192.168.1.20', '203.0.113.9', '::ffff:10.0.0.3']) {
    expect([peer, await status(room, '/metrics', { peer })]).toEqual([peer, 404])
  }
  for (const host of ['bot.example.com', '127.0.0.1.example.com', 'localhost.example.com:80']) {
    expect([host, await status(room, '/metrics', { headers: { host } })]).toEqual([host, 404])
  }
})

test('what a proxy on this machine passes on does not come from this machine', async () => {
  const room = await program()
  for (const header of ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'X-Forwarded-Proto']) {
    const headers = { [header]: '127.0.0.1' }
    expect([header, await status(room, '/metrics', { headers })]).toEqual([header, 404])
  }
})

test('with a token it alone opens the figures, from wherever', async () => {
  const room = await program({ env: { METRICS_TOKEN: 'figures-please' } })
  const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } })
  expect(await status(room, '/metrics', { ...bearer('figures-please'), peer: '203.0.113.9' })).toBe(
    200,
  )
  for (const token of ['figures', 'figures-please!', 'FIGURES-PLEASE']) {
    expect([token, await status(room, '/metrics', bearer(token))]).toEqual([token, 401])
  }
  expect(await status(room, '/metrics')).toBe(401)
})

test('the figures tell of updates, turns, deliveries, queues and what was given up on', async () => {
  const room = await program()
  await room.as('linxiaohe').says('帮助')
  const { headers, body } = await ask(room, '/metrics')
  expect(headers['content-type']).toContain('text/plain')
  // The one that the bot sets for itself as it starts, and 帮助.
  for (const line of [
    'baosong_updates_total{result="handled"} 2',
    'baosong_turn_seconds_count 2',
    'baosong_deliveries_total{result="sent"} 1',
    'baosong_delivery_seconds_count 1',
    'baosong_queue_depth{queue="inbox"} 0',
    'baosong_queue_depth{queue="outbox"} 0',
    'baosong_parked{queue="inbox"} 0',
    'baosong_parked{queue="outbox"} 0',
    '# TYPE baosong_token_refreshes_total counter',
  ]) {
    expect(body.split('\n')).toContain(line)
  }
  expect(body).not.toMatch(/linxiaohe|林晓禾/)
})
