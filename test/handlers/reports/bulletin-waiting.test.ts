import { expect, test } from 'vitest'
import { sample } from '../review/cast.ts'
import {
  bulletinOf,
  changed,
  DRAFT,
  drafted,
  openDesk,
  place,
  readAll,
  withEarlierDraft,
  withoutDirector,
  type Desk,
} from './quarter.ts'

// Drafted on Thursday the 8th; the 10th is a make-up day, the 11th a Sunday.
const FRIDAY = '2026-10-09T08:30:00+08:00'
const SATURDAY = '2026-10-10T08:30:00+08:00'
const MONDAY = '2026-10-12T08:30:00+08:00'
const TUESDAY = '2026-10-13T08:30:00+08:00'

const NAME = '2026年第三季度通报（第1版草稿）'
const CARD = `${NAME} [确认发送 先不发]`
const FILE = `[文件] ${DRAFT}`
const LINE = `提醒：${NAME}等您确认。请点卡片，或回复“通报 2026-Q3 确认”“通报 2026-Q3 先不发”。`
const TO_DESK = `提醒：${NAME}还没有送审。改好后请回复“通报 2026-Q3 送审”。`

/** What all of them were told about the bulletin by then. */
async function toldBy({ room, shen, cheng, gu }: Desk, time: string) {
  await room.laterUntil(time)
  return [shen, cheng, gu].map((one) => one.news().filter((line) => !line.includes('排行')))
}

test('the director is asked each working day, with a fresh card after some days', async () => {
  const desk = await drafted()
  const { room, shen } = desk
  readAll(desk)
  const old = shen.lastCard()
  expect(await toldBy(desk, FRIDAY)).toEqual([[LINE], [], []])
  expect(await toldBy(desk, SATURDAY)).toEqual([[LINE], [], []])
  await room.laterUntil('2026-10-12T08:29:00+08:00')
  expect(shen.news()).toEqual([])
  expect(await toldBy(desk, MONDAY)).toEqual([[FILE, CARD], [], []])
  expect(await toldBy(desk, TUESDAY)).toEqual([[LINE], [], []])
  await shen.tapsOn(old, '确认发送')
  expect(await bulletinOf(desk)).toMatchObject({ state: 'draft' })
  await shen.taps('确认发送')
  expect(await bulletinOf(desk)).toMatchObject({ state: 'confirmed' })
  readAll(desk)
  expect(await toldBy(desk, '2026-10-16T20:00:00+08:00')).toEqual([[], [], []])
})

test('a successor gets file and card, whoever it was before nothing', async () => {
  const desk = await drafted()
  await changed(desk, (organisation) => {
    withoutDirector(organisation)
    organisation.people.find(({ id }) => id === 'hanruogu')?.roles.push('publicityDirector')
  })
  const han = desk.room.as('hanruogu')
  readAll(desk)
  expect(await toldBy(desk, FRIDAY)).toEqual([[], [], []])
  expect(han.news()).toEqual([FILE, CARD])
  await han.taps('确认发送')
  expect(await bulletinOf(desk)).toMatchObject({ confirmed_by: 'hanruogu' })
})

test('where nobody is director the draft says so; one who is appointed later is asked', async () => {
  const organisation = sample()
  withoutDirector(organisation)
  const desk = await drafted({ organisation })
  const [text = ''] = desk.gu.news()
  expect(text).toContain('现在没有人担任宣传办主任，请先补充人员信息，才能确认。')
  expect(text).not.toContain('主任确认后')
  readAll(desk)
  const line = `提醒：${NAME}待确认，还没有人担任宣传办主任。请补充人员信息。`
  expect(await toldBy(desk, FRIDAY)).toEqual([[line], [line], [line]])
  await changed(desk, () => undefined)
  expect(await toldBy(desk, SATURDAY)).toEqual([[FILE, CARD], [], []])
})

test('after 先不发 it is the desk that is asked, until it submits it again', async () => {
  const desk = await drafted()
  const { shen, gu } = desk
  await shen.taps('先不发')
  readAll(desk)
  expect(await toldBy(desk, FRIDAY)).toEqual([[TO_DESK], [TO_DESK], [TO_DESK]])
  await gu.says('通报 送审')
  readAll(desk)
  expect(await toldBy(desk, SATURDAY)).toEqual([[LINE], [], []])
})

test('a draft that was changed waits for the desk as well', async () => {
  const desk = await drafted()
  await desk.cheng.says('通报')
  await desk.cheng.says('1')
  readAll(desk)
  const [, cheng] = await toldBy(desk, FRIDAY)
  expect(cheng).toEqual([
    '提醒：2026年第三季度通报（第2版草稿）还没有送审。改好后请回复“通报 2026-Q3 送审”。',
  ])
})

test('a reminder that falls due while the bot is down waits for people to be at work', async () => {
  const own = place()
  const first = await drafted(own)
  await first.room.close()
  const desk = await openDesk({ ...own, now: '2026-10-11T02:13:00+08:00' })
  expect(await toldBy(desk, '2026-10-12T08:29:00+08:00')).toEqual([[], [], []])
  expect(await toldBy(desk, MONDAY)).toEqual([[FILE, CARD], [], []])
})

test('nobody is asked to confirm what no group can get', async () => {
  const desk = await drafted()
  await changed(desk, (organisation) => (organisation.groups = []))
  readAll(desk)
  expect(await toldBy(desk, FRIDAY)).toEqual([[], [], []])
  await changed(desk, () => undefined)
  expect(await toldBy(desk, SATURDAY)).toEqual([[LINE], [], []])
})

test('a quarter is let go once a later one was sent', async () => {
  const desk = await drafted()
  await withEarlierDraft(desk)
  const { shen } = desk
  await shen.says('通报 2026-Q2 送审')
  await shen.taps('先不发')
  readAll(desk)
  const [asked] = await toldBy(desk, FRIDAY)
  expect(asked?.join()).toContain('提醒：2026年第二季度通报（第1版草稿）还没有送审')
  await shen.says('通报 2026-Q3 确认')
  readAll(desk)
  expect(await toldBy(desk, MONDAY)).toEqual([[], [], []])
})
