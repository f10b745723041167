import { describe, expect, test } from 'vitest'
import { isPrivate, publicLookup, reachOf } from '../../../../src/platforms/dingtalk/addresses.ts'
import { answer, no, type Play } from './api.ts'
import { failureOf, fetchPhoto, lin, world } from './world.ts'

const EXCHANGE = 'robot/messageFiles/download'
const FILE = 'store/1.file'
const NEVER = { retry: 'never' }

const bytesOf =
  (bytes: Buffer): Play =>
  (_heard, response) => {
    response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(bytes)
  }

describe('fetching a photo', () => {
  test('exchanges its code for an address, and brings the bytes as they are', async () => {
    const { api, deliver, spent, adapter } = await world()
    const bytes = Buffer.from([0xff, 0xd8, 0x00, 0x7b, 0xfe])
    api.next(FILE, bytesOf(bytes))
    const receipt = await deliver(lin, fetchPhoto)
    expect(Buffer.from(receipt.bytes ?? [])).toEqual(bytes)
    expect(api.bodies(EXCHANGE)).toEqual([{ downloadCode: 'C0de/1+=', robotCode: 'robot-1' }])
    const [fetched] = api.calls(FILE)
    expect(fetched?.url).toBe('/store/1.file?Signature=s1gned')
    expect(JSON.stringify(fetched?.headers)).not.toContain('token-1')
    expect(spent).toEqual({ calls: 1, pushes: 0 })
    expect(adapter.repeatable(lin, fetchPhoto)).toBe('always')
  })

  test.each([
    ['whose code is too old', EXCHANGE, no('invalidParameter.robotCode.downloadCode')],
    ['whose file is gone', FILE, no('NoSuchKey', 404)],
  ])('%s is lost', async (_why, call, play) => {
    const { api, deliver } = await world()
    api.next(call, play)
    expect(await failureOf(deliver(lin, fetchPhoto))).toMatchObject({
      code: 40007,
      decision: NEVER,
    })
  })

  test.each([
    ['said', { 'content-length': String(20 * 1024 * 1024 + 1) }],
    ['not said', {}],
  ])(
    'of more than 20 MB is refused before it fills the memory, its length %s',
    async (_how, head) => {
      const { api, deliver } = await world()
      let written = 0
      api.next(FILE, (_heard, response) => {
        response.writeHead(200, head)
        const more = () => {
          while (!response.destroyed && written < 400 * 1024 * 1024) {
            written += 1024 * 1024
            if (!response.write(Buffer.alloc(1024 * 1024))) return
          }
          response.end()
        }
        response.on('drain', more)
        more()
      })
      expect(await failureOf(deliver(lin, fetchPhoto))).toMatchObject({
        code: 830002,
        decision: NEVER,
      })
      expect(written).toBeLessThan(100 * 1024 * 1024)
    },
  )

  test('does not follow a redirect', async () => {
    const { api, deliver } = await world()
    api.next(FILE, (_heard, response) => {
      response.writeHead(302, { location: '/store/2.file' }).end()
    })
    expect(await failureOf(deliver(lin, fetchPhoto))).toMatchObject({ call: 'downloadUrl' })
    expect(api.calls('store/2.file')).toHaveLength(0)
  })

  test.each([{}, { downloadUrl: '' }, { downloadUrl: 'nowhere' }, { downloadUrl: 7 }])(
    'without an address is tried again: %j',
    async (values) => {
      const { api, deliver } = await world()
      api.next(EXCHANGE, answer(values))
      expect(await failureOf(deliver(lin, fetchPhoto))).toMatchObject({
        call: EXCHANGE,
        decision: { retry: 'later' },
      })
    },
  )
})

describe('an address that leads inside is never connected to', () => {
  const FORBIDDEN = [
    'http://127.0.0.1:PORT/store/1.file',
    'https://127.0.0.1/store/1.file',
    'https://localhost:PORT/store/1.file',
    'https://[::1]:PORT/store/1.file',
    'https://[::ffff:127.0.0.1]:PORT/store/1.file',
    'https://2130706433:PORT/store/1.file',
    'https://0x7f.1:PORT/store/1.file',
    'https://10.0.0.5/x',
    'https://172.16.0.1/x',
    'https://192.168.1.1/x',
    'https://169.254.169.254/latest/meta-data',
    'https://100.100.100.200/latest/meta-data',
    'https://[fe80::1]/x',
    'https://[fd00::1]/x',
    'https://0.0.0.0:PORT/store/1.file',
    'http://example.com/x',
    'http://127.0.0.1.aliyuncs.com.example.com/x',
    'http://evilaliyuncs.com/x',
    'ftp://files.dingtalk.com/x',
    'file:///etc/passwd',
  ]

  test.each(FORBIDDEN)('%s', async (address) => {
    const { api, base, deliver } = await world()
    const { port } = new URL(base)
    // The stand-in's own address is allowed, so another server plays the inside.
    const inside = await world()
    const url = address.replace('PORT', new URL(inside.base).port)
    expect(url).not.toContain(`127.0.0.1:${port}`)
    api.next(EXCHANGE, answer({ downloadUrl: url }))
    expect(await failureOf(deliver(lin, fetchPhoto))).toMatchObject({
      call: 'downloadUrl',
      code: 'EPRIVATE',
      decision: NEVER,
    })
    expect(inside.api.heard).toHaveLength(0)
  })

  test('with a name and password it is not the own one either', async () => {
    const { api, base, deliver } = await world()
    api.next(EXCHANGE, answer({ downloadUrl: base.replace('://', '://a:b@') }))
    expect(await failureOf(deliver(lin, fetchPhoto))).toMatchObject({ code: 'EPRIVATE' })
  })
})

test('only the stores of DingTalk may be without TLS', () => {
  const bases = ['https://api.dingtalk.com', 'https://oapi.dingtalk.com']
  const reach = (url: string) => reachOf(new URL(url), bases)
  expect(reach('http://bucket.oss-cn-hangzhou.aliyuncs.com/1.file')).toBe('public')
  expect(reach('http://static.dingtalk.com/1.file')).toBe('public')
  expect(reach('https://files.example.com/1.file')).toBe('public')
  expect(reach('http://files.example.com/1.file')).toBe('forbidden')
  // A server of one's own counts as such on this machine alone.
  expect(reachOf(new URL('https://10.0.0.5/1'), ['https://10.0.0.5'])).toBe('forbidden')
})

test('a name is judged by what it resolves to', async () => {
  const looked = await new Promise((resolve) => {
    publicLookup('localhost', { all: false }, (error) => {
      resolve(error?.code)
    })
  })
  expect(looked).toBe('EPRIVATE')
  expect(['8.8.8.8', '203.119.0.1', '2400:3200::1'].map(isPrivate)).toEqual([false, false, false])
  expect(['::', '::ffff:10.0.0.1', 'fe80::1', 'nonsense'].map(isPrivate)).toEqual([
    true,
    true,
    true,
    true,
  ])
})
