import sharp from 'sharp'
import { expect, test } from 'vitest'
import type { DingtalkStandInOptions } from '../../../src/sandbox/dingtalk/options.ts'
import { credentials, lilei, newsroom, stage } from './support.ts'
import { connect } from './stream-client.ts'

const blank = { width: 40, height: 30, channels: 3 as const, background: '#2b7de9' }
const jpeg = () => sharp({ create: blank }).jpeg().toBuffer()

async function connected(options: Partial<DingtalkStandInOptions> = {}) {
  const world = await stage(options)
  const client = await connect(world.bot)
  return { ...world, client, heard: () => client.callbacks.map(({ body }) => body) }
}

test('a text tells who said it, and how to answer', async () => {
  const { standIn, heard, clock } = await connected()
  await standIn.sendText('staff0001', '投稿')
  await standIn.sendText('staff0001', '投稿')
  const [body, again] = heard()
  expect(body).toEqual({
    msgId: expect.any(String) as string,
    createAt: clock.now(),
    conversationType: '1',
    conversationId: expect.stringMatching(/^cid/) as string,
    senderId: expect.stringMatching(/^\$:LWCP_v1:\$/) as string,
    senderNick: '李雷',
    senderStaffId: 'staff0001',
    senderCorpId: credentials.corpId,
    isAdmin: false,
    sessionWebhook: expect.stringContaining(
      `${standIn.url}/robot/sendBySession?session=`,
    ) as string,
    sessionWebhookExpiredTime: clock.now() + 5_400_000,
    robotCode: credentials.robotCode,
    chatbotCorpId: credentials.corpId,
    chatbotUserId: expect.stringMatching(/^\$:LWCP_v1:\$/) as string,
    senderPlatform: 'Mac',
    msgtype: 'text',
    text: { content: '投稿' },
  })
  expect(again?.['msgId']).not.toBe(body?.['msgId'])
  expect(again?.['conversationId']).toBe(body?.['conversationId'])
})

test('somebody from outside has no staffId', async () => {
  const { standIn, heard } = await connected()
  await standIn.sendText('guest', '你好')
  expect(heard()[0]).toMatchObject({
    senderStaffId: '',
    senderCorpId: null,
    senderNick: '外部人员',
  })
})

test('in a group the robot hears what mentions it, with the blank behind the mention', async () => {
  const { standIn, heard } = await connected()
  await standIn.sayInGroup('staff0002', newsroom.id, '排行')
  expect(heard()[0]).toMatchObject({
    conversationType: '2',
    conversationId: 'cidNewsroom==',
    conversationTitle: '编辑部',
    isInAtList: true,
    atUsers: [{ dingtalkId: heard()[0]?.['chatbotUserId'] }],
    text: { content: ' 排行' },
  })
  expect(standIn.messages(newsroom)).toMatchObject([
    { from: 'person', by: 'staff0002', body: { text: '@报送助手 排行' } },
  ])
  expect(standIn.wire().at(-1)).toMatchObject({ chat: newsroom.id })
  await expect(standIn.sayInGroup('staff0002', 'robot:tok1', '排行')).rejects.toThrow(
    'no such group',
  )
})

test('a burst of photos is one message each, a mixture one message of parts in their order', async () => {
  const { standIn, heard } = await connected()
  const photo = await jpeg()
  await standIn.sendPhotos('staff0001', [photo, Buffer.from('not a picture')])
  await standIn.sendRichText('staff0001', [{ text: '看这张' }, { photo }, { text: '谢谢' }])
  const code = expect.any(String) as string
  const picture = { downloadCode: code, pictureDownloadCode: code }
  const richText = [{ text: '看这张' }, { type: 'picture', ...picture }, { text: '谢谢' }]
  expect(heard()).toMatchObject([
    { msgtype: 'picture', content: picture },
    { msgtype: 'picture', content: picture },
    { msgtype: 'richText', content: { richText } },
  ])
  expect(standIn.messages(lilei).map(({ body }) => body)).toMatchObject([
    { type: 'image', width: 40, height: 30 },
    { type: 'image', width: 300, height: 300 },
    { type: 'text', text: '看这张' },
    { type: 'image', width: 40, height: 30 },
    { type: 'text', text: '谢谢' },
  ])
})

test('a file comes under its name', async () => {
  const { standIn, heard } = await connected()
  await standIn.sendFile('staff0001', { name: '工作信息.docx', bytes: Buffer.from('正文') })
  expect(heard()[0]).toMatchObject({ msgtype: 'file', content: { fileName: '工作信息.docx' } })
  expect(standIn.wire().at(-1)).toMatchObject({ title: 'file 工作信息.docx' })
  const [message] = standIn.messages(lilei)
  expect(message?.body).toMatchObject({ type: 'file', name: '工作信息.docx', bytes: 6 })
  const path = message?.body.type === 'file' ? message.body.path.replace('media/', '') : ''
  expect(standIn.media(path)).toMatchObject({ bytes: Buffer.from('正文'), name: '工作信息.docx' })
  const empty = { name: 'a.zip', bytes: new Uint8Array() }
  await expect(standIn.sendFile('staff0001', empty)).rejects.toThrow('too large or empty')
})

test('a message of any kind comes as it is given, and shows nowhere', async () => {
  const { standIn, heard } = await connected()
  const audio = { duration: 4000, downloadCode: 'x', recognition: '你好' }
  await standIn.sendMessage('staff0001', 'audio', audio)
  await standIn.sendMessage('staff0001', 'unknownMsgType', { unknownMsgType: 'x' })
  expect(heard()).toMatchObject([
    { msgtype: 'audio', content: audio },
    { msgtype: 'unknownMsgType', content: { unknownMsgType: 'x' } },
  ])
  expect(standIn.messages(lilei)).toEqual([])
})

test('the platform tells nobody that a chat was opened, and a chat has no menu', async () => {
  const { standIn, client } = await connected()
  await standIn.open('staff0001')
  await standIn.open('staff0001')
  expect(standIn.messages(lilei)).toMatchObject([{ body: { type: 'deed' } }])
  expect([client.callbacks, standIn.menu()]).toEqual([[], []])
  await expect(standIn.clickMenu('staff0001', 'submit')).rejects.toThrow('no menu')
  await expect(standIn.open('nobody')).rejects.toThrow('no such member')
  await expect(standIn.sendText('nobody', '投稿')).rejects.toThrow('no such member')
})

test('beyond the allowance a message comes without what was said', async () => {
  const { standIn, heard } = await connected({ allowance: { calls: 9, pushes: 1 } })
  await standIn.sendText('staff0001', '一')
  await standIn.sendText('staff0001', '二')
  const [, body] = heard()
  expect(body).toMatchObject({ errorCode: '20001', senderStaffId: 'staff0001' })
  expect(body).not.toHaveProperty('msgtype')
  expect(body).not.toHaveProperty('text')
  expect(standIn.counts().pushes).toBe(1)
})

test('listeners hear which chats changed, until they unsubscribe', async () => {
  const { standIn } = await connected()
  const heard: unknown[] = []
  const stop = standIn.onChange((change) => heard.push(change))
  await standIn.sendText('staff0001', '投稿')
  expect(heard).toEqual([
    { chats: [lilei], wire: false },
    { chats: [], wire: true },
  ])
  stop()
  await standIn.sendText('staff0001', '投稿')
  expect(heard).toHaveLength(2)
})
