import http from 'node:http'
import axios from 'axios'
import BetterSqlite from 'better-sqlite3'
import Fastify from 'fastify'
import { Platform } from '../../schema/update.ts'
import { dialects } from './dialects.ts'

/**
 * What ours is held against: the least that somebody would write. `check` checks, opens and
 * answers; `commit-each` commits each callback before; `commit-together` all that wait in one turn
 * of the event loop; `relay` does as that one and then sends one message back.
 */
const [platform, variant = 'check', file = ':memory:', apiBase = ''] = process.argv.slice(2)

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
  baseURL: apiBase,
  httpAgent: new http.Agent({ keepAlive: true, maxSockets: 64 }),
  timeout: 10_000,
  proxy: false,
  maxRedirects: 0,
})

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

const { path, bare } = dialects[Platform.parse(platform)]
const app = Fastify()
app.removeAllContentTypeParsers()
app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
  done(null, body)
})
app.post<{ Querystring: Record<string, string>; Body: string }>(path, async (request, reply) => {
  const told = bare.read(request)
  if (!told) return reply.code(403).send()
  await keep(told.key, told.body)
  if (relays) void bare.send(client, told.account, TEXT)
  return reply.send()
})
const url = await app.listen({ port: 0, host: '127.0.0.1' })
process.stdout.write(`${JSON.stringify({ msg: 'ready', url })}\n`)
process.once('SIGTERM', () => {
  process.exit(0)
})
