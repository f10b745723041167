import { createHash } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { CardId, PersonId, PhotoId } from '../../../schema/ids.ts'
import type { Delivery } from '../../../schema/delivery.ts'
import { createMenu } from '../../../src/platforms/wecom/menu.ts'
import {
  answer,
  apiAndAdapter,
  card,
  faults,
  lilei,
  newsroom,
  refuse,
  robot,
  shown,
  text,
} from './api.ts'
import { APP, NOW } from './support.ts'

const dir = mkdtempSync(join(tmpdir(), 'wecom-'))
const photo = Buffer.from('not really a photo')
writeFileSync(join(dir, 'photo.jpg'), photo)
writeFileSync(join(dir, 'huge.jpg'), Buffer.alloc(2 * 1024 * 1024 + 1))
const image: Delivery = { type: 'image', photo: PhotoId.parse('p'), file: 'photo.jpg' }
const file: Delivery = { type: 'file', file: 'photo.jpg', name: '稿件 42"\r\n.docx' }
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
    expect(adapter.deduplicates(lilei, text('x'))).toBe(true)
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
    const late = adapter.deliver(lilei, update, 1, { handle, signal })
    await expect(late).rejects.toMatchObject({ code: 60140 })
    expect(api.heard).toHaveLength(0)
  })

  test('that reached nobody was refused', async () => {
    const { api, deliver } = await apiAndAdapter()
    api.next('message/update_template_card', answer({ invaliduser: ['lilei'] }))
    await expect(deliver(lilei, update, 1, 'RC')).rejects.toMatchObject({ code: 81013 })
  })
})

describe('a photo', () => {
  test('is uploaded and sent; a second try names the same upload', async () => {
    const { api, deliver } = await apiAndAdapter({ mediaDir: dir })
    api.next('message/send', silence)
    await expect(deliver(lilei, image)).rejects.toThrow()
    expect(await deliver(lilei, image)).toEqual({ messageId: 'MSG1' })
    expect(api.calls('media/upload')).toHaveLength(1)
    const [first, again] = api.calls('message/send').map(({ body }) => body.toString())
    expect(again).toBe(first)
    expect(api.bodies('message/send')[0]).toMatchObject({ image: { media_id: 'MEDIA1' } })
  })

  test('whose upload has died is uploaded again', async () => {
    const { api, deliver } = await apiAndAdapter({ mediaDir: dir })
    api.next('message/send', refuse(40007))
    await expect(deliver(lilei, image)).rejects.toMatchObject({ code: 40007 })
    await deliver(lilei, image)
    expect(api.calls('media/upload')).toHaveLength(2)
  })

  test('that is gone from the disk is not waited for', async () => {
    const { deliver } = await apiAndAdapter({ mediaDir: dir })
    const refused = { code: 'ENOENT', decision: { retry: 'never' } }
    await expect(deliver(lilei, { ...image, file: 'gone.jpg' })).rejects.toMatchObject(refused)
  })
})

test('a file is uploaded whole, its name in plain UTF-8 and unable to break out', async () => {
  const { api, deliver } = await apiAndAdapter({ mediaDir: dir })
  await deliver(lilei, file)
  const [upload] = api.calls('media/upload')
  const body = upload?.body.toString() ?? ''
  expect(upload?.query.get('type')).toBe('file')
  expect(upload?.headers['content-length']).toBe(String(upload?.body.length))
  expect(upload?.headers['transfer-encoding']).toBeUndefined()
  const boundary = /boundary=(.+)$/.exec(upload?.headers['content-type'] ?? '')?.[1] ?? ''
  expect(body).toBe(
    `--${boundary}\r\nContent-Disposition: form-data; name="media"; filename="稿件 42___.docx"; ` +
      `filelength=${photo.length}\r\nContent-Type: application/octet-stream\r\n\r\n` +
      `${photo.toString()}\r\n--${boundary}--\r\n`,
  )
})

describe('fetching a photo', () => {
  const fetchPhoto: Delivery = {
    type: 'fetch-photo',
    photo: PhotoId.parse('p'),
    media: 'M/1+',
    person: PersonId.parse('x'),
  }
  const bytesAs = (type: string, bytes: Buffer | string) => ({
    play: (_heard: unknown, response: ServerResponse) => {
      response.setHeader('content-type', type).end(bytes)
    },
  })

  test('brings its bytes as they are', async () => {
    const { api, deliver } = await apiAndAdapter()
    const bytes = Buffer.from([0xff, 0xd8, 0x00, 0x7b, 0xfe])
    api.next('media/get', bytesAs('image/jpeg', bytes).play)
    const receipt = await deliver(lilei, fetchPhoto)
    expect(Buffer.from(receipt.bytes ?? [])).toEqual(bytes)
    expect(api.calls('media/get')[0]?.query.get('media_id')).toBe('M/1+')
  })

  test.each(['application/json', 'text/plain', 'image/jpeg'])(
    'that is lost is told apart under any content type: %s',
    async (type) => {
      const { api, deliver } = await apiAndAdapter()
      api.next('media/get', bytesAs(type, '{"errcode":40007,"errmsg":"no"}').play)
      await expect(deliver(lilei, fetchPhoto)).rejects.toMatchObject({ code: 40007 })
    },
  )

  test('that is larger than 20 MB is refused before it fills the memory', async () => {
    const { api, deliver } = await apiAndAdapter()
    api.next('media/get', bytesAs('image/jpeg', Buffer.alloc(20 * 1024 * 1024 + 1)).play)
    const refused = { code: 830002, decision: { retry: 'never' } }
    await expect(deliver(lilei, fetchPhoto)).rejects.toMatchObject(refused)
  })
})

describe('a group robot', () => {
  test('gets text in pieces, by its key alone', async () => {
    const { api, deliver, adapter } = await apiAndAdapter()
    await deliver(robot, text('字'.repeat(1000)))
    expect(api.calls('webhook/send').map(({ query }) => query.toString())).toEqual([
      'key=r0b0t-k3y',
      'key=r0b0t-k3y',
    ])
    expect(api.tokens).toBe(0)
    expect(adapter.deduplicates(robot, text('x'))).toBe(false)
  })

  test('gets a card in words', async () => {
    const { api, deliver } = await apiAndAdapter()
    await deliver(robot, card())
    expect(api.bodies('webhook/send')).toMatchObject([{ msgtype: 'text' }])
  })

  test('gets pictures within the message, and larger ones as files', async () => {
    const { api, deliver } = await apiAndAdapter({ mediaDir: dir })
    api.always('webhook/upload_media', answer({ media_id: 'W1' }))
    await deliver(robot, image)
    await deliver(robot, { ...image, file: 'huge.jpg' }, 2)
    await deliver(robot, file, 3)
    const md5 = createHash('md5').update(photo).digest('hex')
    expect(api.bodies('webhook/send')).toEqual([
      { msgtype: 'image', image: { base64: photo.toString('base64'), md5 } },
      { msgtype: 'file', file: { media_id: 'W1' } },
      { msgtype: 'file', file: { media_id: 'W1' } },
    ])
  })

  test('is given fewer than 20 messages a minute', async () => {
    const { api, deliver, clock } = await apiAndAdapter()
    for (let key = 1; key <= 19; key += 1) await deliver(robot, text('x'), key)
    await expect(deliver(robot, text('x'), 20)).rejects.toMatchObject({ code: 45009 })
    clock.advance(60_000)
    await deliver(robot, text('x'), 20)
    expect(api.calls('webhook/send')).toHaveLength(20)
  })
})

test('a group of the app gets text, pictures and files', async () => {
  const { api, deliver } = await apiAndAdapter({ mediaDir: dir })
  await deliver(newsroom, text('今晚截稿'))
  await deliver(newsroom, image, 2)
  await deliver(newsroom, file, 3)
  expect(api.bodies('appchat/send')).toEqual([
    { chatid: 'newsroom01', msgtype: 'text', text: { content: '今晚截稿' }, safe: 0 },
    { chatid: 'newsroom01', msgtype: 'image', image: { media_id: 'MEDIA1' }, safe: 0 },
    { chatid: 'newsroom01', msgtype: 'file', file: { media_id: 'MEDIA1' }, safe: 0 },
  ])
})

test('a message to a group is safe to try again as long as nothing was sent', async () => {
  const { api, deliver } = await apiAndAdapter({ mediaDir: dir })
  api.next('gettoken', silence)
  await expect(deliver(newsroom, text('x'))).rejects.toMatchObject({ decision: { retry: 'later' } })
  api.next('appchat/send', silence)
  await expect(deliver(newsroom, text('x'))).rejects.toMatchObject({ name: 'PlatformSilentError' })
})

test('a group of an unknown kind is refused', async () => {
  const { api, deliver } = await apiAndAdapter()
  await expect(deliver({ ...robot, id: 'somewhere' }, text('x'))).rejects.toMatchObject({
    code: 40058,
  })
  expect(api.heard).toHaveLength(0)
})

test('the menu is made of the words of the chat, within the lengths of WeCom', async () => {
  const { api, client, signal } = await apiAndAdapter()
  await createMenu(client, APP.agentId, signal)
  const [call] = api.calls('menu/create')
  expect(call?.query.get('agentid')).toBe('1000002')
  const { button } = JSON.parse(call?.body.toString() ?? '') as {
    button: { name: string; key?: string; sub_button?: { name: string; key: string }[] }[]
  }
  const names = button.map(({ name, key, sub_button }) => [
    name,
    key ?? sub_button?.map((sub) => sub.key),
  ])
  expect(names).toEqual([
    ['投稿', 'submit'],
    ['我的', ['mine', 'pending', 'points']],
    ['更多', ['ranking', 'urgent', 'help']],
  ])
  for (const { name } of button) expect(Buffer.byteLength(name)).toBeLessThanOrEqual(16)
})
