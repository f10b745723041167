import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ServerRequest, Work } from 'node-easywechat'
import { expect, onTestFinished, test } from 'vitest'
import { credentials, lilei, stage } from './support.ts'

// node-easywechat was written against the real platform: what it cannot read, the stand-in got wrong.

async function foreignApp(baseURL: string) {
  const folder = await mkdtemp(join(tmpdir(), 'foreign-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const { corpId, secret, token, encodingAesKey } = credentials
  const keys = { corp_id: corpId, secret, token, aes_key: encodingAesKey }
  const app = new Work({
    ...keys,
    http: { baseURL: `${baseURL}/`, throw: false, retry: false },
    file_cache: { path: folder },
  } as never)
  return { app, client: app.getClient(), folder }
}

test('a foreign client fetches a token and sends messages and cards', async () => {
  const { standIn } = await stage()
  const { client } = await foreignApp(standIn.url)
  const send = async (json: object) => {
    const head = { touser: 'lilei', agentid: credentials.agentId }
    const response = await client.post('cgi-bin/message/send', {
      json: { ...head, ...json },
    } as never)
    return response.toObject()
  }
  expect(await send({ msgtype: 'text', text: { content: '你好' } })).toMatchObject({ errcode: 0 })
  const card = {
    card_type: 'button_interaction',
    task_id: 'review-42@1',
    main_title: { title: '稿件 42 待审' },
    button_list: [{ text: '通过', style: 1, key: 'approve' }],
  }
  const sent = await send({ msgtype: 'template_card', template_card: card })
  expect(typeof sent['response_code']).toBe('string')
  expect(standIn.messages(lilei).map(({ body }) => body.type)).toEqual(['text', 'card'])
  expect(standIn.calls().filter(({ path }) => path === 'gettoken')).toHaveLength(1)
})

test('a foreign client uploads a file with a Chinese name and fetches it again', async () => {
  const { standIn } = await stage()
  const { client, folder } = await foreignApp(standIn.url)
  const path = join(folder, '稿件42.docx')
  await writeFile(path, '正文')
  const uploaded = await client
    .withFile(path, 'media')
    .post('cgi-bin/media/upload', { params: { type: 'file' } })
  const { media_id: id } = uploaded.toObject<{ media_id: string }>()
  expect(standIn.media(id)).toMatchObject({ name: '稿件42.docx' })
  const fetched = await client.get('cgi-bin/media/get', { params: { media_id: id } })
  const saved = fetched.saveAs(join(folder, 'saved'))
  expect(await readFile(saved, 'utf8')).toBe('正文')
})

test('a foreign server proves its address and reads what members send and tap', async () => {
  let url: string | null = null
  const { standIn } = await stage({ callbackUrl: () => url })
  const { client } = await foreignApp(standIn.url)
  const read: object[] = []
  const server = createServer((incoming, response) => {
    void (async () => {
      // It keeps the handlers of one request for the next: an app for each.
      const { app } = await foreignApp(standIn.url)
      const request: unknown = await ServerRequest.createFromIncomingMessage(incoming)
      app.setRequest(request as Parameters<typeof app.setRequest>[0])
      const door = app.getServer()
      door.with((message) => {
        read.push(message)
      })
      const answer = await door.serve()
      response.writeHead(answer.getStatusCode()).end(answer.getBody())
    })().catch(() => response.writeHead(500).end())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  expect(await standIn.verifyAddress()).toBe(true)
  await standIn.sendText('lilei', '投稿')
  const card = {
    card_type: 'button_interaction',
    task_id: 'review-43@1',
    main_title: { title: '稿件 43 待审' },
    button_list: [{ text: '通过', style: 1, key: 'approve' }],
  }
  const body = { touser: 'lilei', msgtype: 'template_card', agentid: credentials.agentId }
  const json = { ...body, template_card: card }
  await client.post('cgi-bin/message/send', { json } as never)
  const messageId = standIn.messages(lilei).at(-1)?.id ?? ''
  await standIn.tap('lilei', messageId, 'approve', {})
  expect(read[0]).toMatchObject({
    attributes: { MsgType: 'text', Content: '投稿', FromUserName: 'lilei' },
  })
  expect(read.at(-1)).toMatchObject({
    attributes: { Event: 'template_card_event', EventKey: 'approve', TaskId: 'review-43@1' },
  })
  expect(standIn.wire().filter(({ direction, ok }) => direction === 'callback' && !ok)).toEqual([])
})
