import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { writeXml } from '../../src/sandbox/wecom/callback-xml.ts'
import { CREDENTIALS } from '../process/program.ts'
import { sealed } from '../process/redeliver.ts'
import { type ChatRoom, startChat } from '../support/chat.ts'

let room: ChatRoom

beforeEach(async () => {
  room = await startChat({
    env: {
      WECOM_CORP_ID: CREDENTIALS.corpId,
      WECOM_AGENT_ID: String(CREDENTIALS.agentId),
      WECOM_TOKEN: CREDENTIALS.token,
      WECOM_ENCODING_AES_KEY: CREDENTIALS.encodingAesKey,
    },
  })
})

afterEach(() => room.close())

async function posts(messageId: string): Promise<{ status: number; body: string }> {
  const xml = writeXml([
    ['ToUserName', CREDENTIALS.corpId],
    ['FromUserName', 'linxiaohe'],
    ['CreateTime', 1],
    ['MsgType', 'text'],
    ['Content', '帮助'],
    ['MsgId', messageId],
    ['AgentID', CREDENTIALS.agentId],
  ])
  const { query, body } = sealed(xml, room.clock.now())
  const url = '/callbacks/wecom'
  const answer = await room.app.server.inject({ method: 'POST', url, query, payload: body })
  return { status: answer.statusCode, body: answer.body }
}

/** As a full disk does: reading goes on, nothing can be written. */
const writable = (yes: boolean) =>
  sql`pragma query_only = ${sql.raw(yes ? '0' : '1')}`.execute(room.app.db)

test('while the store cannot commit a callback gets 503, and its repeat is taken later', async () => {
  const linxiaohe = room.as('linxiaohe')
  await writable(false)
  expect(await posts('1')).toEqual({ status: 503, body: '' })
  expect(await posts('1')).toEqual({ status: 503, body: '' })
  expect((await room.app.server.inject('/readyz')).statusCode).toBe(503)
  await writable(true)
  expect(await posts('1')).toEqual({ status: 200, body: '' })
  await room.settled()
  expect(linxiaohe.news()).toHaveLength(1)
  expect((await room.app.server.inject('/readyz')).statusCode).toBe(200)
})

test('callbacks that come together share a commit, and are all refused where it fails', async () => {
  await writable(false)
  const answers = await Promise.all(['1', '2', '3'].map(posts))
  expect(answers.map(({ status }) => status)).toEqual([503, 503, 503])
})

test('what was kept is handled once the store takes writes again', async () => {
  const linxiaohe = room.as('linxiaohe')
  expect((await posts('1')).status).toBe(200)
  await writable(false)
  await room.later(5000)
  await writable(true)
  await room.later(5000)
  expect(linxiaohe.news()).toHaveLength(1)
})
