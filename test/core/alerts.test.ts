import { afterEach, expect, test } from 'vitest'
import { PlatformRefusedError } from '../../src/errors.ts'
import { FakePlatform, startCore, stopAll } from './support.ts'

afterEach(stopAll)

test('an alert that is parked itself raises none', async () => {
  const platform = new FakePlatform()
  const tries: string[] = []
  platform.before = (delivery, chat) => {
    if (chat.id !== 'shenzhixia' || delivery.type !== 'text') return
    tries.push(delivery.text)
    throw new PlatformRefusedError('message/send', 81013, { retry: 'never' })
  }
  const core = await startCore({ platform })
  await core.says('shenzhixia', '一')
  await core.later(24 * 3600_000)
  expect(tries).toEqual(['“一”', '有 1 条没有处理'])
})

test('nor is it told of once more at every start', async () => {
  const platform = new FakePlatform()
  let tries = 0
  platform.before = (_delivery, { id }) => {
    if (id !== 'shenzhixia') return
    tries += 1
    throw new PlatformRefusedError('message/send', 81013, { retry: 'never' })
  }
  const core = await startCore({ platform })
  await core.says('shenzhixia', '一')
  await core.later(24 * 3600_000)
  const again = await core.crash()
  await again.later(24 * 3600_000)
  expect(tries).toBe(2)
})
