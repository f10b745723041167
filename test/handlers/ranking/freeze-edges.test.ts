import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { SubmissionNumber } from '../../../schema/ids.ts'
import { listParked, retryParked } from '../../../src/db/parked.ts'
import { asOf, Lives, unitIn } from './lives.ts'
import { everywhere, headline, openOffice } from './room.ts'

const FREEZE = '2026-12-03T18:00'

test('what is recorded or reversed in the very millisecond of the freeze comes after it', async () => {
  const lives = new Lives()
  const [used, unused] = ['2026-0001', '2026-0002'].map((text) => SubmissionNumber.parse(text))
  if (!used || !unused) throw new Error('there are two')
  await lives.live('2026-11-20T10:00', '2026-12-02T10:00', async (office) => {
    await office.filed()
    await office.filed()
    await office.room.as('chengyizhou').says(`用稿 ${used} 市 溪城晚报`)
  })
  await lives.meanwhile(FREEZE, async (books) => {
    const [adoption] = await books.read.adoptions(used)
    if (!adoption) throw new Error('it is not used')
    await books.reverse(used, adoption.id)
    await books.adopt(unused, { level: 'city', day: '2026-11-20' })
  })
  const office = await lives.start('2026-12-03T19:00')
  expect(await asOf(office, '2026-11')).toBe(FREEZE)
  const november = { filed: 2, adopted: 1, usedOfFiled: 1, hundredths: 1200 }
  expect(await unitIn(office, '2026-11')).toMatchObject({ ...november, levels: { city: 1 } })
})

test('a freeze that was parked and is put back after the next start has done it does nothing', async () => {
  const lives = new Lives()
  const first = await lives.start('2026-11-20T10:00')
  await first.filed()
  const { db } = first.room.app
  await sql`create trigger broken before insert on frozen_period begin select raise(abort, 'no'); end`.execute(
    db,
  )
  await first.until('2026-12-04T10:00')
  const [parked] = await listParked(db)
  await sql`drop trigger broken`.execute(db)
  await first.close()

  const second = await lives.start('2026-12-04T11:00')
  const editor = second.room.as('chengyizhou')
  expect(await asOf(second, '2026-11')).toBe(FREEZE)
  expect(await retryParked(second.room.app.db, parked?.id ?? '')).toBe(true)
  await second.room.app.bot.lookAround()
  await second.room.settled()
  expect(await listParked(second.room.app.db)).toEqual([])
  await second.until('2026-12-05T09:05')
  expect(editor.news()).toEqual([])
  expect(second.channels()).toEqual(everywhere(headline('2026年11月'), 'image'))
  await second.until('2027-01-03T18:00')
  expect(await asOf(second, '2026-12')).toBe('2027-01-03T18:00')
})

test('figures are not as of a time to come where the clock was set back', async () => {
  const lives = new Lives()
  const late = { FREEZE_AT: '10 18:00', BROADCAST_AT: '12 09:05' }
  const first = await lives.start('2026-11-20T10:00', late)
  await first.filed()
  await first.until('2026-12-08T09:00')
  await first.close()
  await (await lives.start('2026-12-08T10:00', late)).close()
  const office = await lives.start('2026-12-08T09:30', { ...late, FREEZE_AT: '3 18:00' })
  expect(await asOf(office, '2026-11')).toBe('2026-12-08T09:30')
})

test('a correction that is taken back in the same month is told as well', async () => {
  const office = await openOffice()
  const number = await office.filed()
  await office.until('2026-12-04T10:00')
  const editor = office.room.as('chengyizhou')
  await editor.says(`用稿 ${number} 市 溪城晚报 11月30日`)
  await editor.says(`撤销用稿 ${number}`)
  const [text] = await editor.says('排行')
  expect(text?.match(/更正：溪畔社区 2026-0001 11月.* [+−]10$/gmu)).toHaveLength(2)
})
