import { describe, expect, test } from 'vitest'
import { errcode, no } from './api.ts'
import { failureOf, fileNamed, image, imageOf, lin, photoBytes, world } from './world.ts'

const SEND = 'robot/oToMessages/batchSend'
const UPLOAD = 'media/upload'

describe('a picture', () => {
  test('is uploaded and sent; a second try names the same upload', async () => {
    const { api, deliver, spent } = await world()
    api.next(SEND, (_heard, response) => response.socket?.resetAndDestroy())
    expect((await failureOf(deliver(lin, image))).name).toBe('PlatformSilentError')
    expect(await deliver(lin, image)).toEqual({ messageId: 'PQK1' })
    expect(api.calls(UPLOAD)).toHaveLength(1)
    expect(api.params()).toEqual([{ photoURL: '@lAMEDIA1' }, { photoURL: '@lAMEDIA1' }])
    expect(spent).toEqual({ calls: 3, pushes: 0 })
  })

  test('whose upload was refused is uploaded again', async () => {
    const { api, deliver } = await world()
    api.next(SEND, no('invalidParameter.msgParam.invalid'))
    await failureOf(deliver(lin, image))
    await deliver(lin, image)
    expect(api.calls(UPLOAD)).toHaveLength(2)
  })

  test('that is gone from the disk is not waited for', async () => {
    const { deliver } = await world()
    expect(await failureOf(deliver(lin, imageOf('gone.jpg')))).toMatchObject({
      code: 'ENOENT',
      decision: { retry: 'never' },
    })
  })

  test('without an id in the answer is tried again', async () => {
    const { api, deliver } = await world()
    api.next(UPLOAD, errcode(0))
    expect(await failureOf(deliver(lin, image))).toMatchObject({ decision: { retry: 'later' } })
    await deliver(lin, image)
  })
})

describe('a file', () => {
  test('is uploaded whole under its name, and sent with its type', async () => {
    const { api, deliver } = await world()
    await deliver(lin, fileNamed('稿件 42"\r\n.DOCX'))
    const [upload] = api.calls(UPLOAD)
    expect(upload?.query.get('type')).toBe('file')
    expect(upload?.body.toString()).toContain('filename="稿件 42___.DOCX"')
    expect(upload?.body.includes(photoBytes)).toBe(true)
    expect(api.bodies(SEND)[0]?.['msgKey']).toBe('sampleFile')
    expect(api.params()[0]).toMatchObject({ mediaId: '@lAMEDIA1', fileType: 'docx' })
  })

  test.each(['稿件.exe', '稿件', '稿件.pptx', '.docx'])(
    'of a kind that no message shows is refused: %s',
    async (name) => {
      const { api, deliver } = await world()
      expect(await failureOf(deliver(lin, fileNamed(name)))).toMatchObject({
        decision: { retry: 'never' },
      })
      expect(api.heard).toHaveLength(0)
    },
  )

  test('of more than 20 MB is refused before it is uploaded', async () => {
    const { api, deliver } = await world()
    expect(await failureOf(deliver(lin, fileNamed('稿件.pdf', 'huge.pdf')))).toMatchObject({
      code: 40006,
      decision: { retry: 'never' },
    })
    expect(api.heard).toHaveLength(0)
  })
})
