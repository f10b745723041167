import { expect, test } from 'vitest'
import { importOrganisation } from '../../../src/organisation.ts'
import { sample } from '../review/cast.ts'
import { filedItem, readAll, type DeskCast } from './cast.ts'

/** The organisation file comes once more without these people. */
async function leave({ room }: DeskCast, ...ids: string[]): Promise<void> {
  const organisation = sample()
  organisation.people = organisation.people.filter(({ id }) => !ids.includes(id))
  organisation.leadingGroups = []
  await importOrganisation(room.app.db, organisation, room.clock.now())
}

test('who has left is told nothing any more', async () => {
  const cast = await filedItem()
  const { lin, cheng, gu } = cast
  await cheng.says('采用 1')
  await leave(cast, 'linxiaohe', 'chengyizhou')
  readAll(cast)
  expect((await gu.says('用稿 1 省 山东画报')).join()).toContain('已记录')
  expect(lin.news()).toEqual([])
  expect(cheng.news()).toEqual([])
})

test('nobody is on an item whose editor has left', async () => {
  const cast = await filedItem()
  await cast.cheng.says('采用 1')
  expect((await cast.gu.says('待审')).join()).toContain('程亦舟 正在处理')
  await leave(cast, 'chengyizhou')
  expect((await cast.gu.says('待审')).join()).not.toContain('正在处理')
})
