import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Instant } from '../../../schema/ids.ts'
import { type Content, Update } from '../../../schema/update.ts'
import { decodeCallback } from '../../../src/platforms/wecom/decode.ts'
import { fields, golden, NOW } from './support.ts'

const now = Instant.parse(NOW)
const decode = (plain: string) => decodeCallback(plain, now).update
const contentOf = (values: Record<string, string>): Content => {
  const { update } = decode(fields(values))
  if (update.from !== 'chat') throw new Error('not from a chat')
  return update.content
}
const event = (name: string, values: Record<string, string> = {}) => ({
  MsgType: 'event',
  Event: name,
  ...values,
})

describe('messages', () => {
  test.each<[string, Record<string, string>, Content]>([
    ['text', { Content: ' 你好 & <b>\n ' }, { type: 'text', text: ' 你好 & <b>\n ' }],
    ['text', { Content: '<!DOCTYPE html><p>' }, { type: 'text', text: '<!DOCTYPE html><p>' }],
    ['text', { Content: '0012' }, { type: 'text', text: '0012' }],
    ['text', { Content: '' }, { type: 'text', text: '' }],
    ['image', { PicUrl: 'https://x.invalid/1', MediaId: 'M1' }, { type: 'photo', media: 'M1' }],
    ['image', {}, { type: 'unsupported', what: 'image' }],
    [
      'file',
      { MediaId: 'M2', FileName: '稿件.docx' },
      { type: 'file', media: 'M2', name: '稿件.docx' },
    ],
    ['file', {}, { type: 'file' }],
    ['voice', { MediaId: 'M3', Format: 'amr' }, { type: 'unsupported', what: 'voice' }],
    ['video', { MediaId: 'M4', ThumbMediaId: 'T' }, { type: 'unsupported', what: 'video' }],
    ['location', { Location_X: '23.1', Label: '广州' }, { type: 'unsupported', what: 'location' }],
    ['link', { Title: '文章', Url: 'https://x.invalid' }, { type: 'unsupported', what: 'link' }],
    ['mystery', {}, { type: 'unsupported', what: 'mystery' }],
    ['', {}, { type: 'unsupported', what: 'unknown' }],
  ])('%s %j', (MsgType, values, content) => {
    expect(contentOf({ MsgType, MsgId: '1', ...values })).toEqual(content)
  })

  test('carry who, where and when', () => {
    const values = {
      MsgType: 'text',
      Content: 'a',
      MsgId: '9223372036854775807',
      CreateTime: '1759999990',
    }
    expect(decode(fields(values))).toEqual({
      source: 'wecom',
      eventKey: '1000002:9223372036854775807',
      update: {
        from: 'chat',
        chat: { platform: 'wecom', kind: 'person', id: 'LiLei' },
        account: 'LiLei',
        sentAt: 1_759_999_990_000,
        content: { type: 'text', text: 'a' },
      },
    })
  })

  test('keep their blanks outside of CDATA too', () => {
    const plain = fields({ MsgType: 'text', Content: 'x' }).replace('<![CDATA[x]]>', ' x ')
    expect(decode(plain).update).toMatchObject({ content: { text: ' x ' } })
  })

  test('without a usable time were sent now', () => {
    const { update } = decode(fields({ MsgType: 'text', Content: 'a', CreateTime: 'soon' }))
    expect(update).toMatchObject({ sentAt: NOW })
  })
})

describe('events', () => {
  test.each<[string, Record<string, string>, Content]>([
    ['click', { EventKey: 'submit' }, { type: 'menu', key: 'submit' }],
    ['enter_agent', { EventKey: '' }, { type: 'opened' }],
    ['subscribe', {}, { type: 'joined' }],
    ['unsubscribe', {}, { type: 'left' }],
    ['view', { EventKey: 'https://x.invalid' }, { type: 'noticed', what: 'view' }],
    ...[
      'LOCATION',
      'view_miniprogram',
      'scancode_push',
      'scancode_waitmsg',
      'pic_sysphoto',
      'pic_photo_or_album',
      'pic_weixin',
      'location_select',
      'batch_job_result',
      'change_contact',
      'upload_media_job_finish',
      'open_approval_change',
      'share_agent_change',
      'share_chain_change',
      'inactive_alert',
      'low_active_alert',
      'close_inactive_agent',
      'reopen_inactive_agent',
      'low_active',
      'active_restored',
      'of_next_year',
      'toString',
    ].map((what): [string, Record<string, string>, Content] => [
      what,
      {},
      { type: 'noticed', what },
    ]),
  ])('%s %j', (name, values, content) => {
    expect(contentOf(event(name, values))).toEqual(content)
  })

  test('nobody is behind an event of the corp', () => {
    const plain = golden.vectors.find(({ name }) => name === 'event-batch-job-result')?.expect
      .plaintext
    expect(decode(plain ?? '').update).toMatchObject({
      account: 'sys',
      content: { type: 'noticed' },
    })
  })
})

describe('taps', () => {
  const option = (...ids: string[]) =>
    `<OptionIds>${ids.map((id) => `<OptionId><![CDATA[${id}]]></OptionId>`).join('')}</OptionIds>`
  const item = (key: string, ...ids: string[]) =>
    `<SelectedItem><QuestionKey><![CDATA[${key}]]></QuestionKey>${option(...ids)}</SelectedItem>`
  const tap = {
    EventKey: 'approve',
    TaskId: 'card-1',
    CardType: 'button_interaction',
    ResponseCode: 'RC',
  }

  test.each(['template_card_event', 'template_card_menu_event'])('%s', (name) => {
    expect(contentOf(event(name, tap))).toEqual({
      type: 'tap',
      card: 'card-1',
      action: 'approve',
      choices: {},
      handle: { code: 'RC', expiresAt: NOW + 72 * 3_600_000 },
    })
  })

  test('one choice and several read alike', () => {
    const one = event('template_card_event', { ...tap, SelectedItems: item('reason', 'a') })
    const two = event('template_card_event', {
      ...tap,
      SelectedItems: item('reason', 'a') + item('who', 'b', 'c'),
    })
    expect(contentOf(one)).toMatchObject({ choices: { reason: ['a'] } })
    expect(contentOf(two)).toMatchObject({ choices: { reason: ['a'], who: ['b', 'c'] } })
  })

  test('two taps in one second are two events', () => {
    const first = decode(fields(event('template_card_event', tap)))
    const second = decode(fields(event('template_card_event', { ...tap, ResponseCode: 'RC2' })))
    expect(first.eventKey).not.toBe(second.eventKey)
    expect(decode(fields(event('template_card_event', tap))).eventKey).toBe(first.eventKey)
  })
})

test.each([
  ['another event', event('enter_agent'), event('click')],
  [
    'another menu entry',
    event('click', { EventKey: 'mine' }),
    event('click', { EventKey: 'help' }),
  ],
  [
    'another member',
    event('change_contact', { UserID: 'a' }),
    event('change_contact', { UserID: 'b' }),
  ],
  [
    'another job',
    event('batch_job_result', { BatchJob: '<JobId>a</JobId>' }),
    event('batch_job_result', { BatchJob: '<JobId>b</JobId>' }),
  ],
])('%s in the same second is another update', (_what, one, two) => {
  expect(decode(fields(one)).eventKey).not.toBe(decode(fields(two)).eventKey)
})

test('any text at all is decoded into a valid update', () => {
  const tags = fc.constantFrom(
    'MsgType',
    'Event',
    'SelectedItems',
    'SelectedItem',
    'OptionId',
    'FromUserName',
    '__proto__',
    'x',
  )
  const values = fc.oneof(
    fc.string(),
    fc.constantFrom('text', 'event', 'template_card_event', '<a/>'),
  )
  const xml = fc
    .array(fc.tuple(tags, values, fc.boolean()))
    .map(
      (parts) =>
        `<xml>${parts.map(([tag, value, cdata]) => `<${tag}>${cdata ? `<![CDATA[${value}]]>` : value}</${tag}>`).join('')}</xml>`,
    )
  fc.assert(
    fc.property(fc.oneof(fc.string(), xml, fc.json()), (plain) => {
      expect(Update.safeParse(decode(plain).update).success).toBe(true)
    }),
  )
})
