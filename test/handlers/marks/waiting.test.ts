import { expect, test } from 'vitest'
import { importOrganisation } from '../../../src/organisation.ts'
import { filedItem } from '../desk/cast.ts'
import { sample } from '../review/cast.ts'
import { UNTRUE } from './cast.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const OBJECTION = '提醒：有 1 条异议待答复，回复“异议”打开。'

test('an objection that an editor took and left is asked about as each working day begins', async () => {
  const { room, lin, cheng, gu, shen } = await filedItem()
  await lin.says('异议 2026-0001 用稿没有算')
  await cheng.taps('答复')
  await cheng.says('投稿')
  for (const person of [cheng, gu, shen]) person.news()
  // It is a Friday.
  await room.later(2 * DAY)
  expect(gu.news()).toEqual([])
  await room.later(DAY)
  for (const person of [gu, shen]) expect(person.news()).toEqual([OBJECTION])
  expect(cheng.news()).toContain(OBJECTION)
  await room.later(DAY)
  expect(gu.news()).toEqual([OBJECTION])
  await gu.says('异议')
  await gu.says('1')
  await gu.taps('答复')
  await gu.says('已经补记')
  await room.later(3 * DAY)
  expect([gu.news(), lin.news().length]).toEqual([[], 1])
})

test('a grave mark is asked about until it is settled; who came to the role gets a card', async () => {
  const { room, cheng, shen, lu, lin } = await filedItem()
  await cheng.says(UNTRUE)
  await shen.taps('确认')
  for (const person of [cheng, shen, lu]) person.news()
  const organisation = sample()
  for (const person of organisation.people) {
    if (person.id === 'luhengzhi') person.roles = ['admin']
    if (person.id === 'henianan') person.roles = ['correspondent', 'deputySecretary']
  }
  await importOrganisation(room.app.db, organisation, room.clock.now())
  const he = room.as('henianan')
  await room.later(3 * DAY)
  expect(he.news()).toEqual(['第1号记分：溪畔社区 失实 [确认 不同意]'])
  expect([shen.news(), lu.news()]).toEqual([[], []])
  await room.later(DAY)
  expect(he.news().join()).toContain('提醒：有记分等您确认。第1号 溪畔社区 失实 2026-0001 −5')
  await he.taps('确认')
  expect(lin.news().join()).toContain('记为失实')
  await room.later(3 * DAY)
  expect([shen.news(), he.news()]).toEqual([[], []])
})

test('where nobody is left who may confirm, whoever proposed it is told', async () => {
  const { room, cheng } = await filedItem()
  await cheng.says(UNTRUE)
  cheng.news()
  const organisation = sample()
  for (const person of organisation.people) {
    const others = person.roles.filter(
      (role) => role !== 'deputySecretary' && role !== 'publicityDirector',
    )
    person.roles = others.length === 0 ? ['admin'] : others
  }
  await importOrganisation(room.app.db, organisation, room.clock.now())
  await room.later(3 * DAY)
  expect(cheng.news().join()).toContain('第1号记分现在没有人可以确认')
  await cheng.says('撤销记分 1')
  cheng.news()
  await room.later(2 * DAY)
  expect(cheng.news().join()).not.toContain('记分')
})
