import { expect, test } from 'vitest'
import { APP, fields, NOW, receiver, sealed } from './support.ts'

const text = fields({ MsgType: 'text', Content: '投稿', MsgId: '7350000000000000001' })

test('a message is kept and then answered with nothing', async () => {
  const { server, inbox } = receiver()
  const answer = await server.inject(sealed(text))
  expect([answer.statusCode, answer.body]).toEqual([200, ''])
  expect(inbox.kept).toMatchObject([
    { source: 'wecom', eventKey: '1000002:7350000000000000001', update: { account: 'LiLei' } },
  ])
})

test.each([
  ['text/xml'],
  ['application/json'],
  ['application/x-www-form-urlencoded'],
  ['not a media type'],
  [''],
])('the content type does not matter: %s', async (type) => {
  const { server, inbox } = receiver()
  const answer = await server.inject({ ...sealed(text), headers: { 'content-type': type } })
  expect(answer.statusCode).toBe(200)
  expect(inbox.kept).toHaveLength(1)
})

test.each([
  ['14 minutes ago', -14, 200],
  ['in 14 minutes', 14, 200],
  ['16 minutes ago', -16, 403],
  ['in 16 minutes', 16, 403],
])('a callback dated %s', async (_when, minutes, status) => {
  const { server, inbox } = receiver()
  const answer = await server.inject(sealed(text, NOW + minutes * 60_000))
  expect(answer.statusCode).toBe(status)
  expect(inbox.kept).toHaveLength(status === 200 ? 1 : 0)
})

test('the address check is held to the same age', async () => {
  const { server } = receiver()
  const { query, payload } = sealed('1616140317555161061', NOW - 16 * 60_000)
  const echostr = /<Encrypt><!\[CDATA\[(.*?)\]\]>/.exec(payload)?.[1] ?? ''
  const url = '/callbacks/wecom'
  expect((await server.inject({ url, query: { ...query, echostr } })).statusCode).toBe(403)
})

test('the address check answers the bare text', async () => {
  const { server } = receiver()
  const { query, payload } = sealed('1616140317555161061')
  const echostr = /<Encrypt><!\[CDATA\[(.*?)\]\]>/.exec(payload)?.[1] ?? ''
  const answer = await server.inject({ url: '/callbacks/wecom', query: { ...query, echostr } })
  expect(answer.body).toBe('1616140317555161061')
  expect(answer.headers['content-type']).toMatch(/^text\/plain/)
})

test.each(['msg_signature', 'timestamp', 'nonce'])(
  'a callback without %s is malformed',
  async (name) => {
    const { server, inbox } = receiver()
    const request = sealed(text)
    const query = Object.fromEntries(Object.entries(request.query).filter(([key]) => key !== name))
    expect((await server.inject({ ...request, query })).statusCode).toBe(400)
    expect(inbox.kept).toHaveLength(0)
  },
)

test.each([
  ['given twice', 'timestamp=1760000000&timestamp=1760000000&msg_signature=a&nonce=b', 400],
  ['no number', 'timestamp=now&msg_signature=a&nonce=b', 400],
  ['bad percent signs', 'timestamp=1760000000&msg_signature=%zz&nonce=%', 403],
  [
    'not ASCII',
    `timestamp=1760000000&nonce=b&msg_signature=${encodeURIComponent('签'.repeat(40))}`,
    403,
  ],
])('a query with %s is refused', async (_what, query, status) => {
  const { server, inbox } = receiver()
  const answer = await server.inject({
    ...sealed(text),
    url: `/callbacks/wecom?${query}`,
    query: {},
  })
  expect(answer.statusCode).toBe(status)
  expect(inbox.kept).toHaveLength(0)
})

test.each([
  ['nothing', ''],
  ['words', 'hello'],
  ['a page', '<html><body>hi</body></html>'],
  ['broken JSON', '{"encrypt":'],
  ['a list', '[1,2]'],
  ['too deep', '<xml>'.repeat(2000)],
  ['only open brackets', '<'.repeat(100_000)],
])('a body of %s is malformed, and answered without a word', async (_what, payload) => {
  const { server, inbox } = receiver()
  const answer = await server.inject({ ...sealed(text), payload })
  expect([answer.statusCode, answer.body]).toEqual([400, ''])
  expect(inbox.kept).toHaveLength(0)
})

test('a body over 1 MiB is refused by its size', async () => {
  const { server, inbox } = receiver()
  const payload = 'x'.repeat(1024 * 1024 + 1)
  const answer = await server.inject({ ...sealed(text), payload })
  expect([answer.statusCode, answer.body]).toEqual([413, ''])
  expect(inbox.kept).toHaveLength(0)
})

test('another method is not there', async () => {
  const { server } = receiver()
  for (const method of ['PUT', 'DELETE', 'PATCH'] as const) {
    const { statusCode } = await server.inject({ ...sealed(text), method })
    expect([404, 405]).toContain(statusCode)
  }
})

test('an authentic message for another app or corp is dropped, answered and counted', async () => {
  const { server, inbox, counts } = receiver()
  const other = fields({ MsgType: 'text', Content: 'hi', MsgId: '1', AgentID: '1000003' })
  const corp = fields({ MsgType: 'text', Content: 'hi', MsgId: '2', ToUserName: 'wwother' })
  expect((await server.inject(sealed(other))).statusCode).toBe(200)
  expect((await server.inject(sealed(corp))).statusCode).toBe(200)
  expect(inbox.kept).toHaveLength(0)
  expect(counts.ignored).toBe(2)
})

test('a message encrypted for another corp is refused', async () => {
  const { server } = receiver()
  expect((await server.inject(sealed(text, NOW, `${APP.corpId}x`))).statusCode).toBe(403)
})

test('WeCom is asked to send again when an update could not be kept', async () => {
  const { server, inbox } = receiver()
  inbox.failing = true
  const answer = await server.inject(sealed(text))
  expect([answer.statusCode, answer.body]).toEqual([503, ''])
})

test('what no one understands is kept all the same', async () => {
  const { server, inbox } = receiver()
  for (const plain of ['', 'hello', '<!DOCTYPE xml><xml></xml>', '{"a":1}']) {
    expect((await server.inject(sealed(plain))).statusCode).toBe(200)
  }
  expect(inbox.kept.map(({ update }) => update.from === 'chat' && update.content.type)).toEqual(
    Array(4).fill('noticed'),
  )
  expect(new Set(inbox.kept.map(({ eventKey }) => eventKey)).size).toBe(4)
})
