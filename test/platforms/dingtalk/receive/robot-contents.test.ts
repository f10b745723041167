import { describe, expect, test } from 'vitest'
import type { Content } from '../../../../schema/update.ts'
import { CARD, IN_GROUP, message } from './messages.ts'
import { NOW, receiver, robotRequest } from './support.ts'

async function kept(values: Record<string, unknown>) {
  const { server, inbox } = receiver()
  const answer = await server.inject(robotRequest(message(values)))
  expect(answer.statusCode).toBe(200)
  return inbox
}

const rich = (richText: unknown) => ({ msgtype: 'richText', content: { richText } })
const none: Record<string, unknown> = { text: undefined }

test.each<[string, Record<string, unknown>, Content[]]>([
  ['a text between blanks', { text: { content: '  投稿\n' } }, [{ type: 'text', text: '投稿' }]],
  ['a bare text of an old sample', { ...none, content: '投稿' }, [{ type: 'text', text: '投稿' }]],
  [
    'a picture with its second code alone',
    { ...none, msgtype: 'picture', content: { pictureDownloadCode: 'p1' } },
    [{ type: 'photo', media: 'p1' }],
  ],
  [
    'a picture without any',
    { ...none, msgtype: 'picture', content: null },
    [{ type: 'unsupported', what: 'picture' }],
  ],
  ['a file without anything', { ...none, msgtype: 'file' }, [{ type: 'file' }]],
  [
    'what was said aloud, even if it was recognised',
    { ...none, msgtype: 'audio', content: { recognition: '明天开会', downloadCode: 'a1' } },
    [{ type: 'unsupported', what: 'audio' }],
  ],
  ['no type', { ...none, msgtype: undefined }, [{ type: 'unsupported', what: 'unknown' }]],
  [
    'a fault that is not documented',
    { ...none, msgtype: undefined, errorCode: 20_002 },
    [{ type: 'noticed', what: 'error 20002' }],
  ],
  [
    'the allowance used up, as a number',
    { ...none, msgtype: undefined, errorCode: 20_001 },
    [{ type: 'noticed', what: 'allowance-exhausted' }],
  ],
  [
    'texts and pictures in their order',
    rich([{ text: ' 一' }, { type: 'picture', downloadCode: 'd1' }, { type: 'text', text: '二' }]),
    [
      { type: 'text', text: '一' },
      { type: 'photo', media: 'd1' },
      { type: 'text', text: '二' },
    ],
  ],
  [
    'runs of text that are one text',
    rich([{ text: '本周' }, { text: '举办' }, { text: '\n' }, { text: '邻里节' }]),
    [{ type: 'text', text: '本周举办\n邻里节' }],
  ],
  [
    'blank runs round a picture',
    rich([{ text: '\n' }, { downloadCode: 'd1' }, { text: ' ' }]),
    [{ type: 'photo', media: 'd1' }],
  ],
  [
    'a rich text of nothing',
    rich([{ text: ' ' }, null, 7]),
    [{ type: 'unsupported', what: 'richText' }],
  ],
  ['a rich text that is no list', rich('hi'), [{ type: 'unsupported', what: 'richText' }]],
])('%s', async (_what, values, contents) => {
  expect((await kept(values)).contents).toEqual(contents)
})

test('every part of a rich text has a key of its own, and the first one costs the push', async () => {
  const inbox = await kept(rich([{ text: '一' }, { downloadCode: 'd1' }, { text: '二' }]))
  expect(inbox.keys).toEqual(['msg0001==', 'msg0001==#1', 'msg0001==#2'])
  expect(inbox.kept.map(({ pushes }) => pushes)).toEqual([1, undefined, undefined])
})

describe('the button of a card without a template', () => {
  const typed = (content: string) => ({ text: { content } })
  const tapped = { type: 'tap', card: CARD, action: '通过', by: 'label', choices: {} }

  test.each([`通过 #${CARD}`, `通过#${CARD}`, ` 通过  #${CARD} \n`])(
    'is known by %j',
    async (text) => {
      expect((await kept(typed(text))).contents).toEqual([tapped])
    },
  )

  test.each([
    ['without an id', '通过 #42'],
    ['with an id that is too long', `通过 #${CARD}0`],
    ['with more words behind it', `通过 #${CARD} 谢谢`],
    ['without a label', `#${CARD}`],
    ['with a label that is too long', `${'长'.repeat(21)}#${CARD}`],
    ['on the second line', `你好\n通过 #${CARD}`],
  ])('is not known %s', async (_how, text) => {
    expect((await kept(typed(text))).contents).toEqual([{ type: 'text', text }])
  })

  test('is only words in a group, where anybody could read them', async () => {
    const inbox = await kept({ ...IN_GROUP, ...typed(`通过 #${CARD}`) })
    expect(inbox.contents).toEqual([{ type: 'text', text: `通过 #${CARD}` }])
  })
})

describe('whose it is', () => {
  const stranger = { senderStaffId: '' }
  const webhook = 'https://oapi.dingtalk.com/robot/sendBySession?session=s3ss10n0001'

  test.each<[string, Record<string, unknown>, string, string]>([
    ['a colleague', {}, 'person staff0001', 'staff0001'],
    ['a colleague in a group', IN_GROUP, 'group group:cidT3stGroup01==', 'staff0001'],
    ['a stranger', stranger, `person session:${webhook}`, '$:LWCP_v1:$Sender0001'],
    [
      'a stranger in a group',
      { ...IN_GROUP, senderStaffId: null },
      'group group:cidT3stGroup01==',
      '$:LWCP_v1:$Sender0001',
    ],
    [
      'a stranger without a webhook',
      { ...stranger, sessionWebhook: null },
      'person $:LWCP_v1:$Sender0001',
      '$:LWCP_v1:$Sender0001',
    ],
    [
      'a group told by a number',
      { ...IN_GROUP, conversationType: 2 },
      'group group:cidT3stGroup01==',
      'staff0001',
    ],
    ['nobody', { ...stranger, senderId: null }, 'person sys', 'sys'],
  ])('%s', async (_who, values, chat, account) => {
    const [update] = (await kept(values)).updates
    expect(`${update?.chat.kind} ${update?.chat.id}`).toBe(chat)
    expect(update?.account).toBe(account)
  })

  test('nobody’s message is never answered', async () => {
    const inbox = await kept({ senderStaffId: null, senderId: null })
    expect(inbox.contents).toEqual([{ type: 'noticed', what: 'text' }])
  })
})

test.each([
  ['a number', 1_759_999_999_000, 1_759_999_999_000],
  ['a numeric string', '1759999999000', 1_759_999_999_000],
  ['words', 'yesterday', NOW],
  ['a fraction', 1.5, NOW],
  ['absent', undefined, NOW],
])('a time of sending that is %s', async (_what, createAt, sentAt) => {
  const [update] = (await kept({ createAt })).updates
  expect(update?.sentAt).toBe(sentAt)
})

test('two messages without an id are told apart, and one is known again', async () => {
  const { server, inbox } = receiver()
  for (const content of ['一', '二', '一']) {
    await server.inject(robotRequest(message({ msgId: null, text: { content } })))
  }
  expect(inbox.contents).toEqual([
    { type: 'text', text: '一' },
    { type: 'text', text: '二' },
  ])
})
