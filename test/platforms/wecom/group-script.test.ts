import { expect, test } from 'vitest'
import { Instant } from '../../../schema/ids.ts'
import { openDatabase } from '../../../src/db/open.ts'
import { importOrganisation } from '../../../src/organisation.ts'
import { folder, startWith } from '../../scripts/run.ts'
import { sampleOrganisation } from '../../support/chat.ts'
import { Api, refuse, SECRET } from './api.ts'
import { APP } from './support.ts'

async function makes(api: Api, ...words: string[]) {
  const dir = folder()
  const file = `${dir}/baosong.db`
  const db = await openDatabase({ file, kind: 'any' })
  await importOrganisation(db, sampleOrganisation(), Instant.parse(0))
  await db.destroy()
  return startWith(
    {
      DATABASE_URL: `sqlite:${file}`,
      WECOM_CORP_ID: APP.corpId,
      WECOM_AGENT_ID: String(APP.agentId),
      WECOM_SECRET: SECRET,
      WECOM_TOKEN: APP.token,
      WECOM_ENCODING_AES_KEY: APP.encodingAesKey,
      WECOM_API_BASE: await api.listen(),
      SECRET_KEY: 'a'.repeat(64),
    },
    process.execPath,
    ['scripts/wecom-group.ts', ...words],
  )
}

test('a group of the organisation file is made for its audience, and greeted', async () => {
  const api = new Api()
  const { code, out, error } = await makes(api, 'G02')
  expect([code, out, error]).toEqual([0, 'group G02 was made, with 13 members\n', ''])
  const [group] = api.bodies('appchat/create')
  expect(group).toMatchObject({
    chatid: 'yunxitongbao',
    name: '云溪街道宣传工作通报群',
    owner: 'shenzhixia',
  })
  expect(group?.['userlist']).toHaveLength(13)
  expect(group?.['userlist']).toEqual(expect.arrayContaining(['shenzhixia', 'zhaoleshan']))
  expect(group?.['userlist']).not.toContain('linxiaohe')
  expect(api.bodies('appchat/send')).toMatchObject([{ chatid: 'yunxitongbao', msgtype: 'text' }])
})

test('what cannot be made is told in one line, and nothing is called', async () => {
  for (const [words, code] of [
    [['G01'], 1],
    [['G99'], 1],
    [[], 2],
    [['G02', 'G01'], 2],
  ] as const) {
    const api = new Api()
    const ended = await makes(api, ...words)
    expect(ended.code).toBe(code)
    expect(ended.error.trimEnd().split('\n')).toHaveLength(1)
    expect(api.heard).toEqual([])
  }
})

test('where only the first message is refused, it is said that the group is there', async () => {
  const api = new Api()
  api.next('appchat/send', refuse(48002))
  const { code, error } = await makes(api, 'G02')
  expect(code).toBe(1)
  expect(error).toMatch(/^the group was made.*48002\n$/)
})
