import { afterEach, expect, test } from 'vitest'
import { Organisation } from '../../schema/organisation.ts'
import { CurrentCast } from '../../src/sandbox/cast.ts'
import { cleanName } from '../../src/sandbox/routes/files.ts'
import { sampleOrganisation } from '../support/chat.ts'
import type { PageBench } from '../support/sandbox-page.ts'
import { startPage } from '../support/sandbox-page.ts'

let bench: PageBench | undefined
const open = async (...args: Parameters<typeof startPage>) => (bench = await startPage(...args))
afterEach(() => bench?.close())

const MIB = 1024 * 1024

async function send(page: PageBench, ...files: { name: string; bytes: Uint8Array<ArrayBuffer> }[]) {
  const form = new FormData()
  form.append('platform', 'wecom')
  form.append('account', 'linxiaohe')
  for (const { name, bytes } of files) form.append('files', new Blob([bytes]), name)
  const request = new Request('http://localhost', { method: 'POST', body: form })
  return page.request({
    method: 'POST',
    url: '/sandbox/api/file',
    headers: { 'content-type': request.headers.get('content-type') ?? '' },
    payload: Buffer.from(await request.arrayBuffer()),
  })
}

const text = (words: string) => new TextEncoder().encode(words)

test('a file shows in the chat under its name, and can be had back as it was', async () => {
  const page = await open()
  const sent = await send(page, { name: '溪畔社区 工作信息.docx', bytes: text('<b>正文</b>') })
  expect(sent.statusCode).toBe(204)
  const [message] = (await page.state()).chat?.messages ?? []
  expect(message).toMatchObject({ from: 'person', body: { type: 'file' } })
  const got = await page.request({ url: message?.body.path ?? '' })
  expect(got.body).toBe('<b>正文</b>')
  expect(got.headers['content-type']).toBe('application/octet-stream')
  expect(got.headers['content-disposition']).toBe(
    `attachment; filename*=UTF-8''${encodeURIComponent('溪畔社区 工作信息.docx')}`,
  )
  expect(page.standIn.messages({ kind: 'person', id: 'linxiaohe' })).toMatchObject([
    { body: { name: '溪畔社区 工作信息.docx', bytes: 13 } },
  ])
})

test('20 MB may be sent, and not a byte more', async () => {
  const page = await open()
  const bytes = new Uint8Array(20 * MIB + 1)
  const refused = await send(page, { name: 'a.zip', bytes })
  expect([refused.statusCode, refused.json()]).toEqual([
    413,
    { message: '单个文件不能超过 20 MB，请压缩后再发。' },
  ])
  const taken = await send(page, { name: 'a.zip', bytes: bytes.subarray(1) })
  expect(taken.statusCode).toBe(204)
})

test('an empty file, two at once, and none at all are refused with words', async () => {
  const page = await open()
  const one = { name: 'a.txt', bytes: text('一') }
  const refusals = [
    await send(page, { name: 'a.txt', bytes: text('') }),
    await send(page, one, one),
    await send(page),
    await page.post('/sandbox/api/file', { platform: 'wecom', account: 'linxiaohe' }),
  ]
  expect(refusals.map(({ statusCode }) => statusCode)).toEqual([400, 413, 400, 415])
  for (const refusal of refusals) expect(refusal.body).toMatch(/\p{Script=Han}/u)
  expect((await page.state()).chat?.messages).toEqual([])
})

test.each([
  ['../../etc/passwd', '_.._etc_passwd'],
  ['C:\\稿件\\42.docx', 'C__稿件_42.docx'],
  ['.env', 'env'],
  ['a"\r\nX-Evil: 1.txt', 'a_X-Evil_ 1.txt'],
  ['\u202efdp.exe', 'fdp.exe'],
  [' .. ', '文件'],
  [`${'长'.repeat(200)}.docx`, `${'长'.repeat(75)}.docx`],
  ['一'.repeat(300), '一'.repeat(80)],
  ['𠮷'.repeat(300), '𠮷'.repeat(80)],
])('a file named %j is kept as %j', (name, kept) => {
  expect(cleanName(name)).toBe(kept)
})

test('people who are imported while the page is open can be played at once', async () => {
  const organisation = Organisation.parse(sampleOrganisation())
  const [lin, ...others] = organisation.people
  if (!lin) throw new Error('the sample has nobody')
  const cast = new CurrentCast({ ...organisation, people: [lin] })
  const page = await open({ cast })
  const versions = async () => {
    const { json } = await page.request({ url: '/sandbox/api/state' })
    return json<{ cast: string; revision: string }>()
  }
  const zhao = { platform: 'wecom', account: 'zhaoleshan', text: '待审' }
  expect((await page.post('/sandbox/api/send', zhao)).statusCode).toBe(404)
  const before = await versions()
  cast.follow({ ...organisation, people: [lin, ...others] })
  const after = await versions()
  expect(after.cast).not.toBe(before.cast)
  expect(after.revision).not.toBe(before.revision)
  expect((await page.post('/sandbox/api/send', zhao)).statusCode).toBe(204)
  cast.follow(organisation)
  expect(await versions()).toMatchObject({ cast: after.cast })
})
