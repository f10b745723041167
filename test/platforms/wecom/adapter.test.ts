import { describe, expect, test } from 'vitest'
import { CardId } from '../../../schema/ids.ts'
import type { Delivery } from '../../../schema/delivery.ts'
import { answer, apiAndAdapter, card, faults, lilei, refuse, shown, text } from './api.ts'
import { APP, NOW } from './support.ts'

const silence = faults['a reset'] ?? answer({})

describe('a text', () => {
  test('goes to one person, with the duplicate check on', async () => {
    const { api, deliver } = await apiAndAdapter()
    expect(await deliver(lilei, text('你好 🎉'), 5)).toEqual({ messageId: 'MSG1' })
    expect(api.bodies('message/send')).toEqual([
      {
        touser: 'LiLei',
        msgtype: 'text',
        text: { content: '你好 🎉' },
        agentid: APP.agentId,
        enable_duplicate_check: 1,
        duplicate_check_interval: 14_395,
      },
    ])
    const [sent] = api.calls('message/send')
    expect(sent?.body.toString()).toContain('你好 🎉')
    expect(sent?.headers['content-type']).toMatch(/^application\/json/)
  })

  test('is the same to the byte on every try, and another one for every delivery', async () => {
    const { api, deliver } = await apiAndAdapter()
    api.next('message/send', silence)
    await expect(deliver(lilei, text('好'), 7)).rejects.toThrow()
    await deliver(lilei, text('好'), 7)
    await deliver(lilei, text('好'), 8)
    const [first, again, other] = api.calls('message/send').map(({ body }) => body.toString())
    expect(again).toBe(first)
    expect(other).not.toBe(first)
  })

  test('that is long is sent in pieces, each of them once', async () => {
    const { api, deliver, adapter } = await apiAndAdapter()
    const lines = Array.from({ length: 100 }, (_, line) => `第${line}行${'字'.repeat(30)}`)
    api.next('message/send', answer({}), answer({}), silence)
    await expect(deliver(lilei, text(lines.join('\n')), 7)).rejects.toThrow()
    await deliver(lilei, text(lines.join('\n')), 7)
    const contents = api
      .bodies('message/send')
      .map((body) => (body['text'] as { content: string }).content)
    const taken = contents.filter((_, place) => place !== 2)
    expect(taken.join('\n').split('\n')).toEqual(lines)
    expect(contents.every((content) => Buffer.byteLength(content) <= 2048)).toBe(true)
    expect(adapter.repeatable(lilei, text('x'))).toBe('always')
  })

  test('whose pieces are alike is not taken for a repeat', async () => {
    const { api, deliver } = await apiAndAdapter()
    await deliver(lilei, text('字'.repeat(682 * 3)), 7)
    const bodies = api.calls('message/send').map(({ body }) => body.toString())
    expect(new Set(bodies).size).toBe(3)
  })

  test('that did not reach its one receiver was refused', async () => {
    const { api, deliver } = await apiAndAdapter()
    const refused = { code: 81013, decision: { retry: 'never' } }
    for (const [list, names] of [
      ['invaliduser', 'lilei'],
      ['invaliduser', 'x|LiLei'],
      ['unlicenseduser', 'lilei'],
    ]) {
      api.next('message/send', answer({ [list ?? '']: names }))
      await expect(deliver(lilei, text('x'))).rejects.toMatchObject(refused)
    }
  })

  test.each(['@all', 'a|b', ''])('to %j is not sent at all', async (id) => {
    const { api, deliver } = await apiAndAdapter()
    await expect(deliver({ ...lilei, id }, text('x'))).rejects.toMatchObject({ code: 40003 })
    expect(api.heard).toHaveLength(0)
  })

  test('waits where a member has had as many as WeCom delivers', async () => {
    const { api, deliver, clock } = await apiAndAdapter()
    for (let key = 1; key <= 29; key += 1) await deliver(lilei, text('x'), key)
    const wait = { code: 45009, decision: { retry: 'after', pauseMs: 60_000 } }
    await expect(deliver(lilei, text('x'), 30)).rejects.toMatchObject(wait)
    await deliver({ ...lilei, id: 'HanMeiMei' }, text('x'), 31)
    clock.advance(60_000)
    await deliver(lilei, text('x'), 30)
    expect(api.calls('message/send')).toHaveLength(31)
  })
})

describe('a card', () => {
  test('brings back the permission to change it', async () => {
    const { api, deliver } = await apiAndAdapter()
    api.next('message/send', answer({ msgid: 'M', response_code: 'RC' }))
    expect(await deliver(lilei, card())).toEqual({
      messageId: 'M',
      handle: { code: 'RC', expiresAt: NOW + 72 * 3_600_000 },
    })
    expect(api.bodies('message/send')[0]).toMatchObject({
      msgtype: 'template_card',
      template_card: { task_id: 'card-1', card_type: 'button_interaction' },
    })
  })

  test('whose id was used has been delivered by an earlier try', async () => {
    const { api, deliver } = await apiAndAdapter()
    api.next('message/send', silence, refuse(42014))
    await expect(deliver(lilei, card())).rejects.toThrow()
    expect(await deliver(lilei, card())).toEqual({})
  })

  test('that has nothing to tap is said in words', async () => {
    const { api, deliver } = await apiAndAdapter()
    await deliver(lilei, card({ buttons: [] }))
    await deliver(lilei, card({ closed: '已通过' }), 2)
    expect(api.bodies('message/send').map(({ msgtype }) => msgtype)).toEqual(['text', 'text'])
  })
})

describe('a change of a card', () => {
  const update: Delivery = {
    type: 'card-update',
    card: CardId.parse('card-1'),
    shown: { ...shown, closed: '已通过' },
  }

  test('uses the permission given, for that person', async () => {
    const { api, deliver } = await apiAndAdapter()
    expect(await deliver(lilei, update, 1, 'RC')).toEqual({})
    expect(api.bodies('message/update_template_card')).toMatchObject([
      {
        userids: ['LiLei'],
        agentid: APP.agentId,
        response_code: 'RC',
        template_card: { task_id: 'card-1', replace_text: '已通过' },
      },
    ])
  })

  test.each([60140, 82102, 42014])('that is refused with %i is told as such', async (code) => {
    const { api, deliver } = await apiAndAdapter()
    api.next('message/update_template_card', refuse(code))
    const refused = { code, decision: { retry: 'never' } }
    await expect(deliver(lilei, update, 1, 'RC')).rejects.toMatchObject(refused)
  })

  test('without a permission, or with an old one, is not tried', async () => {
    const { api, adapter, clock, deliver, signal } = await apiAndAdapter()
    await expect(deliver(lilei, update)).rejects.toMatchObject({ code: 60140 })
    const handle = { code: 'RC', expiresAt: clock.now() }
    const late = adapter.deliver(lilei, update, 1, {
      handle,
      signal,
      spent: { calls: 0, pushes: 0 },
    })
    await expect(late).rejects.toMatchObject({ code: 60140 })
    expect(api.heard).toHaveLength(0)
  })

  test('that reached nobody was refused', async () => {
    const { api, deliver } = await apiAndAdapter()
    api.next('message/update_template_card', answer({ invaliduser: ['lilei'] }))
    await expect(deliver(lilei, update, 1, 'RC')).rejects.toMatchObject({ code: 81013 })
  })
})
