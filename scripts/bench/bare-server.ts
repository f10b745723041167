import { timingSafeEqual } from 'node:crypto'
import http from 'node:http'
import { decrypt, getSignature } from '@wecom/crypto'
import axios from 'axios'
import BetterSqlite from 'better-sqlite3'
import Fastify from 'fastify'
import { APP, PATH } from './secrets.ts'

/**
 * What ours is held against: the least that somebody would write. `check` checks, decrypts and
 * answers; `commit-each` commits each callback before; `commit-together` all that wait in one turn
 * of the event loop; `relay` does as that one and then sends one message back.
 */
const [variant = 'check', file = ':memory:', apiBase = ''] = process.argv.slice(2)

type Keep = (key: string, body: string) => Promise<void>

function openTable() {
  const db = new BetterSqlite(file)
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.exec('create table inbox (key text primary key, body text not null, at integer not null)')
  const insert = db.prepare('insert into inbox values (?, ?, ?) on conflict do nothing')
  return { db, insert }
}

function committingEach(): Keep {
  const { insert } = openTable()
  return (key, body) => {
    insert.run(key, body, Date.now())
    return Promise.resolve()
  }
}

function committingTogether(): Keep {
  const { db, insert } = openTable()
  let waiting: { key: string; body: string; kept: () => void }[] = []
  const commit = db.transaction((batch: typeof waiting) => {
    for (const { key, body } of batch) insert.run(key, body, Date.now())
  })
  const flush = () => {
    const batch = waiting
    waiting = []
    commit(batch)
    for (const { kept } of batch) kept()
  }
  return (key, body) =>
    new Promise((kept) => {
      if (waiting.push({ key, body, kept }) === 1) setImmediate(flush)
    })
}

const client = axios.create({
  baseURL: `${apiBase}/cgi-bin/`,
  httpAgent: new http.Agent({ keepAlive: true, maxSockets: 64 }),
  timeout: 10_000,
  proxy: false,
  maxRedirects: 0,
})

async function send(account: string): Promise<void> {
  const message = {
    touser: account,
    msgtype: 'text',
    text: { content: TEXT },
    agentid: APP.agentId,
  }
  const { data } = await client.post<{ errcode: number }>('message/send', message, {
    params: { access_token: 't' },
  })
  if (data.errcode !== 0) throw new Error('refused')
}

/** About as long as what ours answers. */
const TEXT = '收到。'.repeat(30)

const keepers: Record<string, () => Keep> = {
  check: () => () => Promise.resolve(),
  'commit-each': committingEach,
  'commit-together': committingTogether,
  relay: committingTogether,
}
const keep = (keepers[variant] ?? committingTogether)()
const relays = variant === 'relay'

function element(xml: string, name: string): string {
  const from = xml.indexOf(`<${name}>`)
  const inner = xml.slice(from + name.length + 2, xml.indexOf(`</${name}>`, from))
  return inner.startsWith('<![CDATA[') ? inner.slice(9, -3) : inner
}

function same(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)]
  return a.length === b.length && timingSafeEqual(a, b)
}

const app = Fastify()
app.removeAllContentTypeParsers()
app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
  done(null, body)
})
app.post<{ Querystring: Record<string, string> }>(PATH, async (request, reply) => {
  const { msg_signature: signature = '', timestamp = '', nonce = '' } = request.query
  const encrypted = element(String(request.body), 'Encrypt')
  if (!same(getSignature(APP.token, timestamp, nonce, encrypted), signature)) {
    return reply.code(403).send()
  }
  const { message, id } = decrypt(APP.encodingAesKey, encrypted)
  if (id !== APP.corpId) return reply.code(403).send()
  await keep(element(message, 'MsgId'), message)
  if (relays) void send(element(message, 'FromUserName'))
  return reply.send()
})
const url = await app.listen({ port: 0, host: '127.0.0.1' })
process.stdout.write(`${JSON.stringify({ msg: 'ready', url })}\n`)
process.once('SIGTERM', () => {
  process.exit(0)
})
