import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { PersonId } from '../../../schema/ids.ts'
import type { Organisation } from '../../../schema/organisation.ts'
import type { Role } from '../../../schema/submission.ts'
import { importOrganisation } from '../../../src/organisation.ts'
import { startChat, type ChatRoom } from '../../support/chat.ts'
import { filedItem } from '../desk/cast.ts'
import { sample } from '../review/cast.ts'
import { UNTRUE } from './cast.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const OBJECTION = '提醒：有 1 条异议待答复，回复“异议”打开。'

/** From now on nobody holds these roles. */
async function importWithout(room: ChatRoom, roles: readonly Role[]): Promise<void> {
  const organisation = sample()
  for (const person of organisation.people) {
    const others = person.roles.filter((role) => !roles.includes(role))
    person.roles = others.length === 0 ? ['admin'] : others
  }
  await importOrganisation(room.app.db, organisation, room.clock.now())
}

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
  expect(he.news()).toEqual([
    [
      '提醒：有记分等您确认。',
      '第1号 溪畔社区 失实 2026-0001 −5：参加人数与签到表不符。（待确认）',
      '点卡片，或回复“记分 第1号 确认”“记分 第1号 不同意”。',
    ].join('\n'),
  ])
  await he.taps('确认')
  expect(lin.news().join()).toContain('记为失实')
  expect(shen.news().join()).toContain('第1号记分已生效')
  await room.later(3 * DAY)
  expect([shen.news(), he.news()]).toEqual([[], []])
})

test('of several marks each waits for those who have not confirmed that very one', async () => {
  const { room, cheng, shen, lu } = await filedItem()
  await cheng.says(UNTRUE)
  await cheng.says('记分 松风社区 瞒报 积水情况没有如实报送')
  await shen.says('记分 第1号 确认')
  for (const person of [shen, lu]) person.news()
  await room.later(3 * DAY)
  const asked = (news: string[]) => news.join().match(/第\d号 \S+社区/gu)
  expect(asked(shen.news())).toEqual(['第2号 松风社区'])
  expect(asked(lu.news())).toEqual(['第1号 溪畔社区', '第2号 松风社区'])
})

test('where nobody is left who may confirm, whoever proposed it is told', async () => {
  const { room, cheng } = await filedItem()
  await cheng.says(UNTRUE)
  cheng.news()
  await importWithout(room, ['deputySecretary', 'publicityDirector'])
  await room.later(3 * DAY)
  expect(cheng.news()).toEqual([
    '第1号记分还要由宣传办主任确认，现在没有人可以确认。请补充人员信息，不记了请回复“撤销记分 1”。',
  ])
  await cheng.says('撤销记分 1')
  cheng.news()
  await room.later(2 * DAY)
  expect(cheng.news().join()).not.toContain('记分')
})

test('what came today is not asked about before tomorrow', async () => {
  const { room, lin, zhao, cheng } = await filedItem()
  await lin.says('异议 2026-0001 用稿没有算')
  await room.laterUntil('2026-11-23T08:00:00+08:00')
  await zhao.says('异议 10月 少一篇')
  cheng.news()
  await room.later(HOUR)
  expect(cheng.news()).toEqual([OBJECTION])
  await room.later(DAY)
  expect(cheng.news()).toEqual(['提醒：有 2 条异议待答复，回复“异议”打开。'])
})

test('several marks are one reminder, and none is lost behind newer ones', async () => {
  const { room, cheng, lu } = await filedItem()
  for (let n = 1; n <= 7; n++) await cheng.says(`记分 溪畔社区 瞒报 第${n}件没有如实报`)
  for (let n = 1; n <= 21; n++) await cheng.says(`记分 溪畔社区 漏报 第${n}件没有报`)
  lu.news()
  await room.later(3 * DAY)
  const [text = '', ...more] = lu.news()
  expect(more).toEqual([])
  expect(text.match(/^第\d号/gmu)).toEqual([1, 2, 3, 4, 5].map((n) => `第${n}号`))
  expect(text).toContain('另有 2 条，见各自的卡片。')
  expect((await lu.says('记分')).join()).toContain('第1号 溪畔社区 瞒报')
})

test('where one of the two roles has nobody, whoever proposed it is told, and the other still asked', async () => {
  const { room, cheng, shen } = await filedItem()
  await cheng.says(UNTRUE)
  for (const person of [cheng, shen]) person.news()
  await importWithout(room, ['deputySecretary'])
  await room.later(3 * DAY)
  expect(cheng.news().join()).toContain('第1号记分还要由街道副书记确认，现在没有人可以确认')
  expect(shen.news().join()).toContain('提醒：有记分等您确认')
})

test.each(['has left', 'has left the desk'])(
  'once whoever proposed it %s, the desk is told that nobody may confirm',
  async (how) => {
    const { room, cheng, gu } = await filedItem()
    await cheng.says(UNTRUE)
    for (const person of [cheng, gu]) person.news()
    const organisation = sample()
    for (const person of organisation.people)
      if (['chengyizhou', 'luhengzhi'].includes(person.id)) person.roles = ['admin']
    if (how === 'has left') takeOut(organisation, 'chengyizhou')
    await importOrganisation(room.app.db, organisation, room.clock.now())
    await room.later(3 * DAY)
    expect(gu.news().join()).toContain('第1号记分还要由街道副书记确认')
    expect(cheng.news()).toEqual([])
  },
)

function takeOut(organisation: Organisation, person: string): void {
  organisation.people = organisation.people.filter(({ id }) => id !== person)
  for (const group of organisation.leadingGroups) {
    group.members = group.members.filter((id) => id !== person)
    if (group.officeDirector === person) group.officeDirector = PersonId.parse('gunanzhi')
  }
}

test('where the desk is empty for a day, the reminders go on once it is not', async () => {
  const { room, lin, cheng } = await filedItem()
  await lin.says('异议 2026-0001 用稿没有算')
  cheng.news()
  await importWithout(room, ['editor', 'publicityDirector'])
  await room.later(3 * DAY)
  await importOrganisation(room.app.db, sample(), room.clock.now())
  await room.later(DAY)
  expect(cheng.news()).toEqual([OBJECTION])
})

test('a bot that was down is back on a Saturday: Monday is early enough', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'baosong-'))
  onTestFinished(() => {
    rmSync(dir, { recursive: true, force: true })
  })
  const database = join(dir, 'baosong.db')
  const before = await filedItem({ database, now: '2026-11-19T10:00:00+08:00' })
  await before.lin.says('异议 2026-0001 用稿没有算')
  await before.room.close()
  const room = await startChat({ database, now: '2026-11-21T10:00:00+08:00' })
  onTestFinished(() => room.close())
  const cheng = room.as('chengyizhou')
  cheng.news()
  await room.later(DAY)
  expect(cheng.news()).not.toContain(OBJECTION)
  await room.laterUntil('2026-11-23T09:00:00+08:00')
  expect(cheng.news()).toContain(OBJECTION)
})
