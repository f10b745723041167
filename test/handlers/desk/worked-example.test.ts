import { expect, test } from 'vitest'
import type { RuleSet } from '../../../schema/rules/rule-set.ts'
import { loadRuleSets } from '../../../src/rules.ts'
import { filedItem, ledgerOf, pointsOf } from './cast.ts'

/** Product, section 10: a district's 通讯, later a city's front page, approved on time. */
async function workedExample(several: RuleSet['several']) {
  const ruleSets = loadRuleSets().map((rules) => ({ ...rules, several }))
  const { room, lin, cheng } = await filedItem({ ruleSets })
  await cheng.says('用稿 1 区 溪城融媒 通讯')
  await room.later(60_000)
  lin.news()
  await cheng.says('用稿 1 市 溪城日报 通讯 头版')
  return { points: await pointsOf(room), entries: await ledgerOf(room), told: lin.news() }
}

test('where the highest counts it makes 31, and the ledger takes 7.5 back instead of editing it', async () => {
  const { points, entries, told } = await workedExample('highest')
  expect(points).toBe(3100)
  expect(entries).toEqual([
    ['onTime', 100],
    ['adoption', 750],
    ['adoption', -750],
    ['adoption', 3000],
  ])
  expect(told.join()).toContain('+22.5 分（只计得分最高的一次）')
})

test('where all count it makes 38.5', async () => {
  const { points, entries, told } = await workedExample('all')
  expect(points).toBe(3850)
  expect(entries).toEqual([
    ['onTime', 100],
    ['adoption', 750],
    ['adoption', 3000],
  ])
  expect(told.join()).toContain('+30 分。')
})
