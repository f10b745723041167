import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { answer, apiAndAdapter, card, faults, newsroom, robot, text } from './api.ts'
import { dir, file, image, imageOf, photo } from './files.ts'

const silence = faults['a reset'] ?? answer({})

describe('a group robot', () => {
  test('gets text in pieces, by its key alone', async () => {
    const { api, deliver, adapter } = await apiAndAdapter()
    await deliver(robot, text('字'.repeat(1000)))
    expect(api.calls('webhook/send').map(({ query }) => query.toString())).toEqual([
      'key=r0b0t-k3y',
      'key=r0b0t-k3y',
    ])
    expect(api.tokens).toBe(0)
    expect(adapter.repeatable(robot, text('x'))).toBe('never')
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
    await deliver(robot, imageOf('huge.jpg'), 2)
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
