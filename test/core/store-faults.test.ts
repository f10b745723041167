import { sql } from 'kysely'
import { afterEach, expect, test } from 'vitest'
import { FakePlatform, startCore, stopAll } from './support.ts'

afterEach(stopAll)

test('what was sent while the store takes no writes is written down later, not sent again', async () => {
  const platform = new FakePlatform()
  const core = await startCore({ platform })
  const writable = (yes: boolean) =>
    sql`pragma query_only = ${sql.raw(yes ? '0' : '1')}`.execute(core.db)
  const deliver = platform.deliver.bind(platform)
  platform.deliver = async (...call) => {
    await writable(false)
    return deliver(...call)
  }
  await core.says('linxiaohe', '你好')
  await core.later(5000)
  await writable(true)
  await core.later(2000)
  expect(platform.sent).toHaveLength(1)
  const rows = await core.db.selectFrom('outbox').select(['sent_at', 'message_id']).execute()
  expect(rows).toEqual([{ sent_at: expect.any(Number) as number, message_id: 'm1' }])
})
