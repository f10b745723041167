import { expect, test } from 'vitest'
import { changed, DRAFTED_AT, file, keptBefore, openDesk, readAll, START } from './quarter.ts'

test('a unit that is closed in mid-quarter keeps what it did, and owes nothing', async () => {
  const desk = await openDesk({ now: START })
  const { room, cheng } = desk
  await keptBefore(room)
  // Two items of six.
  for (const title of ['松风社区读书会开课', '松风社区消防演练'])
    await file(room, 'henianan', 'qianmuyun', title)
  await changed(desk, (organisation) => {
    organisation.units = organisation.units.filter(({ code }) => code !== 'C02')
    organisation.people = organisation.people.filter(({ unit }) => unit !== 'C02')
  })
  await room.laterUntil('2026-10-08T08:29:00+08:00')
  readAll(desk)
  const [ranking] = await cheng.says('排行 第三季度')
  expect(ranking).toContain('1. 松风社区 2分（报2 用0）')
  await room.laterUntil(DRAFTED_AT)
  const [draft] = cheng.news()
  expect(draft).toContain('提交 2 篇，报送 2 篇')
  expect(draft).toMatch(/零报送：.*溪畔社区/u)
  expect(draft).toMatch(/通报批评：.*溪畔社区（应报送6件，实际未报送）/u)
  expect(draft).not.toMatch(/(?:零报送|通报批评)：.*松风社区/u)
})
