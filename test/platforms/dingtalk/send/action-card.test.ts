import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ShownCard } from '../../../../schema/delivery.ts'
import { cardMessage } from '../../../../src/platforms/dingtalk/action-card.ts'
import { robotMessage } from '../../../../src/platforms/dingtalk/message.ts'
import { anyCard } from './any-card.ts'
import { CARD, card, failureOf, lin, shown, world } from './world.ts'

const CALL = 'robot/oToMessages/batchSend'
const says = (label: string) =>
  `dtmd://dingtalkclient/sendMessage?content=${encodeURIComponent(`${label} #${CARD}`)}`
const buttonsNamed = (...labels: string[]): ShownCard['buttons'] =>
  labels.map((label) => ({ action: label, label, look: 'plain' as const }))

async function sent(change: Partial<ShownCard>) {
  const { api, deliver } = await world()
  await deliver(lin, card(change))
  const [body] = api.bodies(CALL)
  const [param = {}] = api.params()
  return { msgKey: body?.['msgKey'], param }
}

describe('without a template', () => {
  test('a card is a message whose buttons send a word that names the card', async () => {
    expect(await sent({})).toEqual({
      msgKey: 'sampleActionCard3',
      param: {
        title: '溪畔社区开展消防演练',
        text: [
          '### 溪畔社区开展消防演练',
          '待审',
          '2026-0001 · 溪畔社区',
          '**日期**：2026-11-20',
          '第一行。',
          '第二行。',
        ].join('  \n  '),
        actionTitle1: '通过',
        actionURL1: says('通过'),
        actionTitle2: '退回',
        actionURL2: says('退回'),
        actionTitle3: '看全文',
        actionURL3: 'https://h5.example.com/t/42',
      },
    })
  })

  test('a single button is of a kind of its own', async () => {
    const { msgKey, param } = await sent({ buttons: buttonsNamed('确定') })
    expect([msgKey, param['singleTitle'], param['singleURL']]).toEqual([
      'sampleActionCard',
      '确定',
      says('确定'),
    ])
  })

  test.each([2, 3, 4, 5])('%i buttons are numbered', async (count) => {
    const labels = ['甲', '乙', '丙', '丁', '戊'].slice(0, count)
    const { msgKey, param } = await sent({ buttons: buttonsNamed(...labels) })
    expect(msgKey).toBe(`sampleActionCard${count}`)
    expect(Object.keys(param)).toHaveLength(2 + 2 * count)
    expect(param[`actionURL${count}`]).toBe(says(labels.at(-1) ?? ''))
  })

  test('the sixth button is a word to reply with', async () => {
    const { msgKey, param } = await sent({
      buttons: buttonsNamed('甲', '乙', '丙', '丁', '戊', '其他原因'),
    })
    expect(msgKey).toBe('sampleActionCard5')
    expect(param['text']).toMatch(/更多：回复“其他原因”$/)
  })

  test('or a link, where it opens a page', async () => {
    const open = {
      action: 'x',
      label: '看全文',
      look: 'plain' as const,
      url: 'https://h5.example.com/(1)',
    }
    const { param } = await sent({ buttons: [...buttonsNamed('甲', '乙', '丙', '丁', '戊'), open] })
    expect(param['text']).toMatch(/\[看全文\]\(https:\/\/h5\.example\.com\/%281%29\)$/)
  })

  test('a dropdown is a list to read', async () => {
    const options = ['数据有误', '要素*不全'].map((label, place) => ({ id: String(place), label }))
    const { param } = await sent({ choice: { key: 'reason', label: '原因', options } })
    expect(param['text']).toContain('可选：1. 数据有误 2. 要素\\*不全')
  })

  test('a card without buttons, or one that is settled, is markdown', async () => {
    expect((await sent({ buttons: [] })).msgKey).toBe('sampleMarkdown')
    const closed = await sent({ buttons: buttonsNamed('通过'), closed: '已由 陈立群 通过' })
    expect(closed.msgKey).toBe('sampleMarkdown')
    expect(closed.param['text']).toMatch(/已由 陈立群 通过$/)
  })

  test('the title is shortened to 36 characters', async () => {
    const { param } = await sent({ title: '题'.repeat(40) })
    expect(param['title']).toBe(`${'题'.repeat(35)}…`)
  })
})

test('any card fits into a message, and its taps can be told apart', () => {
  const check = fc.property(anyCard, fc.boolean(), (any, words) => {
    const message = cardMessage(any, CARD, { words })
    const { msgKey, msgParam } = robotMessage(message)
    expect(Buffer.byteLength(msgParam)).toBeLessThanOrEqual(15_000)
    expect(msgKey).toMatch(/^sample(Markdown|ActionCard[2-5]?)$/)
    const buttons = message.type === 'actions' ? message.buttons : []
    for (const { title, url } of buttons.filter((one) => one.url.startsWith('dtmd:'))) {
      const said = new URL(url).searchParams.get('content') ?? ''
      const [, label, card] = /^(.{1,20}?)\s*#([A-Za-z0-9_-]{16})$/su.exec(said) ?? []
      expect([label?.trim(), card]).toEqual([title.toWellFormed().trim(), CARD])
    }
  })
  // Such long ones take minutes to be made smaller.
  fc.assert(check, { endOnFailure: true })
})

test("what a refusal says is not repeated where it may hold somebody's words", async () => {
  const { api, deliver } = await world()
  api.next(CALL, (_heard, response) => {
    response.writeHead(400, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ code: `bad ${shown.title}`, message: 'x' }))
  })
  expect((await failureOf(deliver(lin, card()))).message).toBe(
    `${CALL} was refused with unreadable`,
  )
})
