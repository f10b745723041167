import { expect, test } from 'vitest'
import { type Bot, credentials, lilei, stage } from './support.ts'

const button = { text: '通过', style: 1, key: 'approve' }
const options = [
  { id: 'campus', text: '校园' },
  { id: 'sports', text: '体育' },
]
const review = {
  card_type: 'button_interaction',
  task_id: 'review-42@1',
  source: { desc: '编辑部', desc_color: 1 },
  main_title: { title: '稿件 42 待审', desc: '春季运动会报道' },
  quote_area: { type: 0, title: '摘要', quote_text: '运动会闭幕' },
  sub_title_text: '正文开头',
  horizontal_content_list: [{ keyname: '作者', type: 3, value: '韩梅梅', userid: 'hanmeimei' }],
  card_action: { type: 1, url: 'https://h5.example.com/t/42' },
  button_selection: {
    question_key: 'column',
    title: '栏目',
    option_list: options,
    selected_id: 'sports',
  },
  button_list: [button, { text: '退回', style: 3, key: 'return' }],
}
const notice = {
  card_type: 'text_notice',
  main_title: { title: '今日发稿' },
  emphasis_content: { title: '17', desc: '已发布' },
  jump_list: [{ type: 1, title: '全部稿件', url: 'https://h5.example.com/all' }],
  card_action: { type: 1, url: 'https://h5.example.com/' },
}
const vote = {
  card_type: 'vote_interaction',
  task_id: 'topic-7@1',
  main_title: { title: '选题投票' },
  checkbox: {
    question_key: 'topic',
    mode: 1,
    option_list: options.map((option) => ({ ...option, is_checked: false })),
  },
  submit_button: { text: '提交', key: 'vote' },
}
const assign = {
  card_type: 'multiple_interaction',
  task_id: 'assign-9@1',
  main_title: { title: '派稿' },
  select_list: [
    { question_key: 'who', title: '记者', option_list: options },
    { question_key: 'due', title: '截止', option_list: options, selected_id: 'sports' },
  ],
  submit_button: { key: 'assign' },
}

async function sendCard(bot: Bot, card: object = review, touser = 'lilei') {
  return bot.send('template_card', card, { touser })
}

async function codeOf(bot: Bot, change: object, base: object = review) {
  return (await sendCard(bot, { ...base, ...change })).errcode
}

const many = (count: number, make: (i: number) => object) =>
  Array.from({ length: count }, (_, i) => make(i))

test('a card is drawn with all its parts', async () => {
  const { bot, standIn } = await stage({ strict: true })
  expect((await sendCard(bot)).errcode).toBe(0)
  expect(standIn.messages(lilei).at(-1)?.body).toEqual({
    type: 'card',
    card: {
      source: '编辑部',
      title: '稿件 42 待审',
      subtitle: '春季运动会报道',
      quote: '摘要\n运动会闭幕',
      text: '正文开头',
      facts: [{ label: '作者', value: '韩梅梅' }],
      choice: { key: 'column', label: '栏目', options, selected: 'sports', disabled: false },
      buttons: [
        { text: '通过', look: 'primary', key: 'approve', url: null },
        { text: '退回', look: 'danger', key: 'return', url: null },
        { text: '查看详情', look: 'plain', key: null, url: 'https://h5.example.com/t/42' },
      ],
      replaced: null,
    },
  })
})

test('a card whose button opens the same page as the card itself shows that link once', async () => {
  const { bot, standIn } = await stage({ strict: true })
  const open = { text: '看全文', type: 1, style: 4, url: review.card_action.url }
  await sendCard(bot, { ...review, button_list: [button, open] })
  const [message] = standIn.messages(lilei)
  const texts = message?.body.type === 'card' ? message.body.card.buttons.map((b) => b.text) : []
  expect(texts).toEqual(['通过', '看全文'])
})

test('only cards that call back come with a response_code', async () => {
  const { bot } = await stage({ strict: true })
  const muting = { action_menu: { action_list: [{ text: '不再推送', key: 'mute' }] } }
  for (const card of [review, vote, assign, { ...notice, ...muting, task_id: 'digest@1' }]) {
    expect((await sendCard(bot, card))['response_code']).toBeTypeOf('string')
  }
  expect(await sendCard(bot, notice)).not.toHaveProperty('response_code')
})

test('a task_id is used once and has its own alphabet', async () => {
  const { bot } = await stage()
  await sendCard(bot)
  expect(await codeOf(bot, {})).toBe(42014)
  expect(await codeOf(bot, { task_id: '稿件42' })).toBe(42014)
  expect(await codeOf(bot, { task_id: 'a'.repeat(129) })).toBe(42014)
  expect(await codeOf(bot, { task_id: 'a'.repeat(128) })).toBe(0)
  expect(await codeOf(bot, { task_id: undefined })).toBe(42014)
})

test('every fault of a card has its own code', async () => {
  const { bot } = await stage()
  const row = { keyname: '字数', value: '1' }
  const noKey = { text: '通过' }
  const selection = review.button_selection
  const faults: [number, object, object?][] = [
    [42031, { card_type: 'task' }],
    [42027, { horizontal_content_list: [{ value: '1' }] }],
    [42028, { horizontal_content_list: [{ ...row, type: 1 }] }],
    [42029, { horizontal_content_list: [{ ...row, type: 2 }] }],
    [40007, { horizontal_content_list: [{ ...row, type: 2, media_id: 'none' }] }],
    [42050, { horizontal_content_list: [{ ...row, type: 3 }] }],
    [42035, { horizontal_content_list: many(7, () => row) }],
    [42045, { card_action: { type: 3 } }],
    [42028, { card_action: { type: 1 } }],
    [42030, { card_action: { type: 2 } }],
    [40058, { button_list: [] }],
    [40058, { button_list: many(7, (i) => ({ ...button, key: `k${i}` })) }],
    [42038, { button_list: [{ key: 'k' }] }],
    [42039, { button_list: [noKey] }],
    [42039, { button_list: [button, button] }],
    [42039, { button_list: [{ ...button, key: 'k'.repeat(1025) }] }],
    [42028, { button_list: [{ ...noKey, type: 1 }] }],
    [42043, { button_selection: { ...selection, question_key: '' } }],
    [42037, { button_selection: { ...selection, option_list: [] } }],
    [
      42037,
      {
        button_selection: {
          ...selection,
          option_list: many(11, (i) => ({ id: `${i}`, text: 't' })),
        },
      },
    ],
    [42040, { button_selection: { ...selection, option_list: [{ text: 't' }] } }],
    [42041, { button_selection: { ...selection, option_list: [{ id: 'i' }] } }],
    [42040, { button_selection: { ...selection, selected_id: 'none' } }],
    [42033, { main_title: {} }, notice],
    [42045, { card_action: undefined }, notice],
    [42042, { jump_list: many(4, () => ({ title: 't' })) }, notice],
    [42033, { jump_list: [{ type: 0 }] }, notice],
    [42014, { action_menu: { action_list: [{ text: 't', key: 'k' }] } }, notice],
    [42044, { card_type: 'news_notice' }, notice],
    [
      42036,
      {
        card_type: 'news_notice',
        card_image: { url: 'u' },
        vertical_content_list: many(5, () => ({ title: 't' })),
      },
      notice,
    ],
    [42047, { select_list: [] }, assign],
    [42043, { select_list: [assign.select_list[0], assign.select_list[0]] }, assign],
    [42046, { submit_button: { text: '确定' } }, assign],
    [42037, { checkbox: { ...vote.checkbox, option_list: [] } }, vote],
    [40058, { checkbox: { ...vote.checkbox, option_list: options } }, vote],
  ]
  for (const [errcode, change, base] of faults) {
    expect([await codeOf(bot, change, base), change]).toEqual([errcode, change])
  }
})

test('advice is told on the wire, and refused when strict', async () => {
  const long = { main_title: { title: '长'.repeat(37) }, submit_button: { key: 'x' } }
  const lenient = await stage()
  expect(await codeOf(lenient.bot, long)).toBe(0)
  expect(lenient.standIn.wire().at(-1)?.answer).toMatchObject({
    notes: [
      'submit_button: not on a button_interaction',
      'main_title.title: 37 characters, room for 36',
    ],
  })
  const strict = await stage({ strict: true })
  expect(await codeOf(strict.bot, long)).toBe(40058)
  expect(await codeOf(strict.bot, { sub_title_text: 7 })).toBe(40058)
})

test('a card that calls back needs a callback address', async () => {
  const { bot } = await stage({ callbackUrl: () => null })
  expect(await codeOf(bot, {})).toBe(43012)
  expect(await codeOf(bot, {}, notice)).toBe(0)
})

test('a tap tells the key, the task and what is selected', async () => {
  const { bot, standIn, listener } = await stage()
  await sendCard(bot)
  const id = standIn.messages(lilei).at(-1)?.id ?? ''
  await standIn.tap('lilei', id, 'approve', {})
  await standIn.tap('lilei', id, 'approve', { column: ['campus'] })
  const [first = '', second = ''] = listener.received.map(({ xml }) => xml)
  expect(first).toContain('<EventKey><![CDATA[approve]]></EventKey>')
  expect(first).toContain('<TaskId><![CDATA[review-42@1]]></TaskId>')
  expect(first).toContain('<CardType><![CDATA[button_interaction]]></CardType>')
  expect(first).toContain('<OptionId><![CDATA[sports]]></OptionId>')
  expect(second).toContain(
    '<SelectedItems><SelectedItem><QuestionKey><![CDATA[column]]></QuestionKey>' +
      '<OptionIds><OptionId><![CDATA[campus]]></OptionId></OptionIds></SelectedItem></SelectedItems>',
  )
  const codes = [first, second].map((xml) => /<ResponseCode>(.+)</.exec(xml)?.[1])
  expect(new Set(codes).size).toBe(2)
  expect(standIn.wire().at(-1)?.title).toBe('card tap approve')
})

test('a vote sends every option chosen, an entry of the card menu its own event', async () => {
  const { bot, standIn, listener } = await stage()
  const menu = { task_id: 'd@1', action_menu: { action_list: [{ text: '静音', key: 'mute' }] } }
  await sendCard(bot, vote)
  await sendCard(bot, { ...notice, ...menu })
  const [voting = '', muting = ''] = standIn.messages(lilei).map(({ id }) => id)
  await standIn.tap('lilei', voting, 'vote', { topic: ['campus', 'sports'] })
  await standIn.tap('lilei', muting, 'mute', {})
  expect(listener.received[0]?.xml.match(/<OptionId>/g)).toHaveLength(2)
  expect(listener.received[1]?.xml).toContain('<![CDATA[template_card_menu_event]]>')
})

test('a tap on what is not there, not chosen from, or grey is impossible', async () => {
  const { bot, standIn } = await stage()
  const sent = await sendCard(bot)
  const id = standIn.messages(lilei).at(-1)?.id ?? ''
  const tap = (key: string, choices: Record<string, string[]> = {}) =>
    standIn.tap('lilei', id, key, choices)
  await expect(tap('delete')).rejects.toThrow('no such button')
  await expect(tap('approve', { column: ['none'] })).rejects.toThrow('no such option')
  await expect(tap('approve', { column: ['campus', 'sports'] })).rejects.toThrow('only one')
  await expect(standIn.tap('HanMeimei', id, 'approve', {})).rejects.toThrow('no such card')
  await update(bot, sent['response_code'], { button: { replace_name: '已通过' } })
  await expect(tap('approve')).rejects.toThrow('no longer')
})

async function update(bot: Bot, code: unknown, change: object, who: object = { atall: 1 }) {
  const { agentId } = credentials
  const body = { agentid: agentId, response_code: code, ...who, ...change }
  return bot.post('message/update_template_card', body)
}
const settled = { button: { replace_name: '已由李雷处理' } }

test('an update changes the copies of those named, in place', async () => {
  const { bot, standIn } = await stage({ strict: true })
  const { response_code: code } = await sendCard(bot, review, 'lilei|hanmeimei')
  const who = { userids: ['HANMEIMEI', 'WangWu'] }
  expect(await update(bot, code, settled, who)).toMatchObject({
    errcode: 0,
    invaliduser: ['wangwu'],
  })
  const drawn = (id: string) => standIn.messages({ kind: 'person', id }).map(({ body }) => body)
  expect(drawn('HanMeimei')).toMatchObject([
    { card: { replaced: '已由李雷处理', title: '稿件 42 待审' } },
  ])
  expect(drawn('lilei')).toMatchObject([{ card: { replaced: null } }])
})

test('an update may draw the card anew, and a tap then still names the first task', async () => {
  const { bot, standIn, listener } = await stage({ strict: true })
  const { response_code: code } = await sendCard(bot)
  const next = {
    card_type: 'button_interaction',
    main_title: { title: '稿件 42 再审' },
    button_list: [{ text: '通过', key: 'again' }],
  }
  expect((await update(bot, code, { template_card: next })).errcode).toBe(0)
  const id = standIn.messages(lilei).at(-1)?.id ?? ''
  await standIn.tap('lilei', id, 'again', {})
  const xml = listener.received.at(-1)?.xml ?? ''
  expect(xml).toContain('<TaskId><![CDATA[review-42@1]]></TaskId>')
  const fresh = /<ResponseCode><!\[CDATA\[(.+?)\]/.exec(xml)?.[1]
  const grey = { template_card: { ...next, task_id: 'review-42@1', replace_text: '已通过' } }
  expect((await update(bot, fresh, grey)).errcode).toBe(0)
  expect(standIn.messages(lilei)).toMatchObject([
    { id, body: { card: { title: '稿件 42 再审', replaced: '已通过', buttons: [] } } },
  ])
})

test('a response_code works once and for 72 hours', async () => {
  const { bot, clock } = await stage()
  const first = (await sendCard(bot))['response_code']
  const second = (await sendCard(bot, { ...review, task_id: 'second' }))['response_code']
  expect((await update(bot, first, settled)).errcode).toBe(0)
  expect((await update(bot, first, settled)).errcode).toBe(60140)
  expect((await update(bot, 'none', settled)).errcode).toBe(60140)
  clock.advance(72 * 3_600_000 + 1)
  expect((await update(bot, second, settled)).errcode).toBe(60140)
})

test('an update that is refused leaves its code unspent', async () => {
  const { bot } = await stage()
  const code = (await sendCard(bot))['response_code']
  expect((await update(bot, code, { ...settled, agentid: 1 })).errcode).toBe(42015)
  expect((await update(bot, code, settled, {})).errcode).toBe(82101)
  expect((await update(bot, code, settled, { userids: ['HanMeimei'] })).errcode).toBe(82102)
  expect((await update(bot, code, {})).errcode).toBe(40058)
  expect((await update(bot, code, { template_card: { card_type: 'x' } })).errcode).toBe(42031)
  expect((await update(bot, code, settled)).errcode).toBe(0)
})
