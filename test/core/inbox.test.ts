import { afterEach, expect, test } from 'vitest'
import { startCore, stopAll } from './support.ts'

afterEach(stopAll)

test('the same update a second time has no second effect', async () => {
  const core = await startCore()
  expect(await core.bring('linxiaohe', '你好', 'key-1')).toBe('kept')
  await core.bot.settled()
  expect(await core.bring('linxiaohe', '你好', 'key-1')).toBe('duplicate')
  await core.bot.settled()
  expect(core.told('linxiaohe')).toEqual(['“你好”'])
})

test('the same update several times at once has one effect', async () => {
  const core = await startCore()
  const outcomes = await Promise.all([
    core.bring('linxiaohe', '你好', 'key-1'),
    core.bring('zhengyinuo', '在吗', 'key-2'),
    core.bring('linxiaohe', '你好', 'key-1'),
    core.bring('linxiaohe', '你好', 'key-1'),
  ])
  await core.bot.settled()
  expect(outcomes).toEqual(['kept', 'kept', 'duplicate', 'duplicate'])
  expect(core.told('linxiaohe')).toEqual(['“你好”'])
  expect(core.told('zhengyinuo')).toEqual(['“在吗”'])
})

test('a repeat is known after a restart and a week later', async () => {
  const core = await startCore()
  await core.bring('linxiaohe', '你好', 'key-1')
  await core.bot.settled()
  const next = await core.crash()
  await next.later(7 * 24 * 3600_000)
  expect(await next.bring('linxiaohe', '你好', 'key-1')).toBe('duplicate')
  await next.bot.settled()
  expect(next.told('linxiaohe')).toEqual(['“你好”'])
})

test('two people whose texts are alike are two updates', async () => {
  const core = await startCore()
  await Promise.all([core.bring('linxiaohe', '你好'), core.bring('zhengyinuo', '你好')])
  await core.bot.settled()
  expect([core.told('linxiaohe'), core.told('zhengyinuo')]).toEqual([['“你好”'], ['“你好”']])
})

test('what one person sends in a burst is handled in the order in which it came', async () => {
  const core = await startCore()
  const texts = Array.from({ length: 200 }, (_, index) => String(index))
  await Promise.all(texts.map((text) => core.bring('linxiaohe', text)))
  await core.bot.settled()
  expect(core.told('linxiaohe')).toEqual(texts.map((text) => `“${text}”`))
})
