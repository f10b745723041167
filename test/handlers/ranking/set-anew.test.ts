import { describe, expect, test } from 'vitest'
import { asOf, frozen, Lives, unitIn } from './lives.ts'
import { everywhere, headline } from './room.ts'

const CITY = { level: 'city', day: '2026-11-20' } as const
/** Of November, said in December. */
const LATE_USE = '用稿 2026-0001 市 云州晚报 11月30日'

describe('times that are set anew', () => {
  test('hold for what is still to come', async () => {
    const lives = new Lives()
    await lives.live('2026-11-20T10:00', '2026-12-01T10:00', (office) => office.filed({}, CITY))
    const second = await lives.start('2026-12-01T11:00', {
      FREEZE_AT: '10 12:00',
      BROADCAST_AT: '12 12:05',
    })
    await second.until('2026-12-10T11:59')
    expect(await frozen(second, '2026-11')).toBeUndefined()
    await second.until('2026-12-10T12:00')
    expect(await asOf(second, '2026-11')).toBe('2026-12-10T12:00')
    await second.close()
    const third = await lives.start('2026-12-10T13:00', {
      FREEZE_AT: '10 12:00',
      BROADCAST_AT: '11 08:10',
    })
    await third.until('2026-12-11T08:10')
    expect(third.channels()).toEqual(everywhere(headline('2026年11月'), 'image'))
  })

  test('a freeze that was moved to the past is carried out at once, with what came in till now', async () => {
    const lives = new Lives()
    await lives.live('2026-11-20T10:00', '2026-12-02T12:00', async (office) => {
      const number = await office.filed()
      await office.until('2026-12-02T11:00')
      await office.books.adopt(number, CITY)
    })
    const second = await lives.start('2026-12-02T13:00', { FREEZE_AT: '2 08:00' })
    expect(await asOf(second, '2026-11')).toBe('2026-12-02T13:00')
    expect(await unitIn(second, '2026-11')).toMatchObject({ adopted: 1, hundredths: 1100 })
  })

  test.each([1, 2])(
    'a freeze that was moved to before what it counted already, over %s starts',
    async (starts) => {
      const lives = new Lives()
      const late = { FREEZE_AT: '10 18:00', BROADCAST_AT: '12 09:05' }
      const first = await lives.start('2026-11-20T10:00', late)
      await first.filed()
      await first.until('2026-12-05T10:00')
      await first.room.as('chengyizhou').says(LATE_USE)
      await first.until('2026-12-08T10:00')
      await first.close()
      for (let n = 0; n < starts; n++) {
        const next = await lives.start('2026-12-11T10:00', { ...late, FREEZE_AT: '3 18:00' })
        expect(await asOf(next, '2026-11')).toBe('2026-12-10T18:00')
        expect(await unitIn(next, '2026-11')).toMatchObject({ adopted: 1, hundredths: 1100 })
        await next.close()
      }
    },
  )

  test('nor is it lost where the times are set anew twice before it is due', async () => {
    const lives = new Lives()
    const late = { FREEZE_AT: '10 18:00', BROADCAST_AT: '12 09:05' }
    const first = await lives.start('2026-11-20T10:00', late)
    await first.filed()
    await first.until('2026-12-05T10:00')
    await first.room.as('chengyizhou').says(LATE_USE)
    await first.close()
    for (const time of ['6 18:00', '7 18:00']) {
      const next = await lives.start('2026-12-05T11:00', { ...late, FREEZE_AT: time })
      expect(await frozen(next, '2026-11')).toBeUndefined()
      await next.close()
    }
    const last = await lives.start('2026-12-08T10:00', { ...late, FREEZE_AT: '3 18:00' })
    expect(await asOf(last, '2026-11')).toBe('2026-12-07T18:00')
    expect(await unitIn(last, '2026-11')).toMatchObject({ adopted: 1, hundredths: 1100 })
  })

  test('a month that was frozen stays so, also where the freeze is set for later', async () => {
    const lives = new Lives()
    await lives.live('2026-11-20T10:00', '2026-12-04T10:00', (office) => office.filed())
    const later = { FREEZE_AT: '20 18:00', BROADCAST_AT: '25 09:05' }
    const second = await lives.start('2026-12-04T11:00', later)
    const editor = second.room.as('chengyizhou')
    const [answer] = await editor.says('用稿 2026-0001 市 溪城日报 11月25日')
    expect(answer).toContain('已记录')
    expect(await second.books.points('2026-11')).toBe(1)
    expect(await second.books.points('2026-12')).toBe(10)
    await second.until('2026-12-25T09:05')
    expect(second.channels()).toEqual(everywhere(headline('2026年11月'), 'image'))
    expect(second.room.platform.heard('appchat:yunxitongbao')[0]).toMatchObject({
      text: expect.stringContaining('统计截至 12月3日 18:00\n') as string,
    })
  })
})
