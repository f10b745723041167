import { expect, test } from 'vitest'
import { type Answer, type Bot, credentials, lilei, meimei, newsroom, stage } from './support.ts'

const code = ({ status, body }: Answer) => (status === 200 ? 'ok' : body['code'])

test('a text arrives in the chat of each person named, and who is unknown is listed', async () => {
  const { bot, standIn } = await stage()
  const userIds = ['staff0001', 'staff0002', 'nobody', 'guest']
  const { status, body } = await bot.say('稿件已通过', { userIds })
  expect(status).toBe(200)
  expect(body).toMatchObject({
    invalidStaffIdList: ['nobody', 'guest'],
    flowControlledStaffIdList: [],
  })
  expect(body['processQueryKey']).toBeTypeOf('string')
  for (const chat of [lilei, meimei]) {
    const [message] = standIn.messages(chat)
    expect(message).toMatchObject({ from: 'bot', body: { type: 'text', text: '稿件已通过' } })
  }
})

test('who gets too much is listed instead of being sent to', async () => {
  const { bot, standIn } = await stage()
  standIn.flowControl(['staff0002'])
  const { body } = await bot.say('稿件已通过', { userIds: ['staff0001', 'staff0002'] })
  expect(body['flowControlledStaffIdList']).toEqual(['staff0002'])
  expect([standIn.messages(lilei).length, standIn.messages(meimei).length]).toEqual([1, 0])
  standIn.flowControl([])
  await bot.say('稿件已通过', { userIds: ['staff0002'] })
  expect(standIn.messages(meimei)).toHaveLength(1)
})

test('the head of a message has its own codes', async () => {
  const { bot } = await stage()
  const of = async (rest: object) => code(await bot.say('一', rest))
  expect(await of({ robotCode: undefined })).toBe('invalidParameter.robotCode.empty')
  expect(await of({ robotCode: 'other' })).toBe('invalidParameter.robotCode.notExsit')
  expect(await of({ userIds: [] })).toBe('invalidParameter.userIds.empty')
  expect(await of({ userIds: 'staff0001' })).toBe('invalidParameter.userIds.empty')
  const many = Array.from({ length: 21 }, (_, i) => `u${i}`)
  expect(await of({ userIds: many })).toBe('invalidParameter.userIds.overMax')
  expect(await of({ userIds: many.slice(1) })).toBe('ok')
  expect(await of({ msgKey: '' })).toBe('invalidParameter.msgKey.empty')
  expect(await of({ msgKey: 'sampleHologram' })).toBe('invalidParameter.msgKey.invalid')
})

test('msgParam is a JSON string of strings with exactly the keys of its msgKey', async () => {
  const { bot } = await stage()
  const invalid = 'invalidParameter.msgParam.invalid'
  const of = async (msgParam: unknown) => code(await bot.say('一', { msgParam }))
  expect(await of({ content: '一' })).toBe(invalid)
  expect(await of('一')).toBe(invalid)
  expect(await of('["一"]')).toBe(invalid)
  expect(await of('{"content":1}')).toBe(invalid)
  expect(await of('{"content":""}')).toBe(invalid)
  expect(await of('{}')).toBe(invalid)
  expect(await of('{"content":"一","title":"二"}')).toBe(invalid)
  const long = (bytes: number) => JSON.stringify({ content: 'x'.repeat(bytes - 14) })
  expect(long(15_000)).toHaveLength(15_000)
  expect(await of(long(15_000))).toBe('ok')
  expect(await of(long(15_001))).toBe('invalidParameter.msgParam.tooLong')
  const chinese = JSON.stringify({ content: '字'.repeat(4996) })
  expect(await of(chinese)).toBe('invalidParameter.msgParam.tooLong')
})

test('buttons lead to pages, or say words for whoever taps them', async () => {
  const { bot, standIn } = await stage()
  const words = `dtmd://dingtalkclient/sendMessage?content=${encodeURIComponent('通过 #1')}`
  const page = 'https://bot.example.com/'
  const text = '### 稿件 42 待审  \n  **单位**：红旗社区  \n  - 第一段'
  const buttons = { actionTitle1: '通过', actionURL1: words, actionTitle2: '看全文' }
  const params = { title: '待审', text, ...buttons, actionURL2: page }
  expect(code(await bot.send('sampleActionCard2', params))).toBe('ok')
  expect(standIn.messages(lilei).at(-1)?.body).toMatchObject({
    type: 'card',
    card: {
      title: '稿件 42 待审',
      text: '单位：红旗社区\n第一段',
      buttons: [
        { text: '通过', look: 'primary', key: words, url: null },
        { text: '看全文', look: 'plain', key: null, url: page },
      ],
    },
  })
  const of = async (url: string) =>
    code(await bot.send('sampleActionCard2', { ...params, actionURL2: url }))
  expect(await of('www.example.com')).toBe('invalidParameter.msgParam.invalid')
  expect(await of('dtmd://dingtalkclient/sendMessage?text=a')).toBe(
    'invalidParameter.msgParam.invalid',
  )
  expect(code(await bot.send('sampleActionCard3', params))).toBe(
    'invalidParameter.msgParam.invalid',
  )
  const single = { title: '待审', text: '正文', singleTitle: '看全文', singleURL: page }
  expect(code(await bot.send('sampleActionCard', single))).toBe('ok')
  const two = { buttonTitle1: '一', buttonUrl1: page, buttonTitle2: '二', buttonUrl2: page }
  expect(code(await bot.send('sampleActionCard6', { title: '选', text: '正文', ...two }))).toBe(
    'ok',
  )
  expect(standIn.messages(lilei).at(-1)?.body).toMatchObject({
    card: { title: null, text: '正文', buttons: [{ text: '一' }, { text: '二' }] },
  })
})

test('markdown and links are drawn as such', async () => {
  const { bot, standIn } = await stage()
  await bot.send('sampleMarkdown', { title: '通报', text: '**通报**' })
  const link = { title: '排行', text: '11 月', picUrl: '', messageUrl: 'https://bot.example.com/' }
  await bot.send('sampleLink', link)
  expect(standIn.messages(lilei).map(({ body }) => body)).toMatchObject([
    { type: 'markdown', text: '**通报**' },
    { type: 'card', card: { title: '排行', buttons: [{ url: 'https://bot.example.com/' }] } },
  ])
})

async function sendToGroup(bot: Bot, rest: object = {}) {
  const head = { robotCode: credentials.robotCode, openConversationId: 'cidNewsroom==' }
  const message = { msgKey: 'sampleText', msgParam: '{"content":"今晚截稿"}' }
  return bot.api('robot/groupMessages/send', { ...head, ...message, ...rest })
}

test('a group gets what the robot sends there, and only groups it is in', async () => {
  const { bot, standIn } = await stage()
  expect(code(await sendToGroup(bot))).toBe('ok')
  expect(standIn.messages(newsroom)).toMatchObject([{ body: { text: '今晚截稿' } }])
  const of = async (rest: object) => code(await sendToGroup(bot, rest))
  expect(await of({ openConversationId: '' })).toBe('miss.openConversationId')
  expect(await of({ openConversationId: 'cidOther' })).toBe('invalid.openConversationId')
  expect(await of({ openConversationId: 'robot:tok1' })).toBe('invalid.openConversationId')
})

test('what was sent is recalled within 24 hours, from where it was sent to', async () => {
  const { bot, standIn, clock } = await stage()
  const key = (await bot.say('一')).body['processQueryKey']
  const groupKey = (await sendToGroup(bot)).body['processQueryKey']
  const { robotCode } = credentials
  const recall = async (...processQueryKeys: unknown[]) =>
    (await bot.api('robot/otoMessages/batchRecall', { robotCode, processQueryKeys })).body
  expect(await recall(key, groupKey, 'none')).toEqual({
    successResult: [key],
    failedResult: {
      [String(groupKey)]: 'processQueryKey.notExist',
      none: 'processQueryKey.notExist',
    },
  })
  expect(standIn.messages(lilei)).toEqual([])
  const old = (await bot.say('二')).body['processQueryKey']
  const group = { robotCode, openConversationId: 'cidNewsroom==', processQueryKeys: [groupKey] }
  expect((await bot.api('robot/groupMessages/recall', group)).body).toMatchObject({
    successResult: [groupKey],
  })
  expect(standIn.messages(newsroom)).toEqual([])
  clock.advance(24 * 3600 * 1000 + 1)
  expect((await recall(old))['failedResult']).toEqual({
    [String(old)]: 'processQueryKey.expireTime',
  })
  expect((await recall())['code']).toBe('invalid.processQueryKey')
})
