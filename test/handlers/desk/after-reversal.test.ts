import { expect, test } from 'vitest'
import { importOrganisation } from '../../../src/organisation.ts'
import { sample } from '../review/cast.ts'
import { adoptionsOf, filedItem } from './cast.ts'

test('whoever has left the desk reverses nothing from a list of before', async () => {
  const { room, cheng } = await filedItem()
  await cheng.says('用稿 1 市 溪城日报')
  await cheng.says('用稿 1 省 山东画报')
  expect((await cheng.says('撤销用稿 1')).join()).toContain('省级 山东画报')
  const organisation = sample()
  for (const person of organisation.people)
    if (person.id === 'chengyizhou') person.roles = ['admin']
  await importOrganisation(room.app.db, organisation, room.clock.now())
  await cheng.says('2')
  expect((await adoptionsOf(room)).map((one) => one.reversed_at)).toEqual([null, null])
})

test('an outlet that was only used by mistake is not offered again', async () => {
  const { room, cheng } = await filedItem()
  await cheng.says('用稿 1 市 溪城日报')
  await room.later(60_000)
  await cheng.says('用稿 1 市 溪诚日报')
  await cheng.says('撤销用稿 1 2')
  await cheng.says('采用 1')
  const asked = (await cheng.says('市')).join()
  expect(asked).toContain('溪城日报')
  expect(asked).not.toContain('溪诚日报')
})
