import { describe, expect, test } from 'vitest'
import { Instant, SubmissionNumber } from '../../../schema/ids.ts'
import { sample } from '../review/cast.ts'
import { asOf, frozen, Lives, unitIn } from './lives.ts'
import { everywhere, headline, openOffice } from './room.ts'

const CITY = { level: 'city', day: '2026-11-20' } as const
const silent = everywhere()

describe('a month', () => {
  test('is frozen to the minute, shown to the desk, and sent to every channel once', async () => {
    const office = await openOffice()
    const { room } = office
    await office.filed({}, CITY)
    const desk = ['shenzhixia', 'chengyizhou', 'gunanzhi'].map((account) => room.as(account))
    await office.until('2026-12-03T17:59:59.999')
    expect(await frozen(office, '2026-11')).toBeUndefined()
    await office.until('2026-12-03T18:00')
    expect(await unitIn(office, '2026-11')).toMatchObject({
      filed: 1,
      adopted: 1,
      hundredths: 1100,
    })
    for (const person of desk) {
      const [text, picture, ...more] = person.news()
      expect([picture, more]).toEqual(['[图片]', []])
      expect(text).toContain(headline('2026年11月'))
      expect(text).toContain('统计截至 12月3日 18:00\n')
      expect(text?.split('\n\n').at(-1)?.split('\n')).toEqual([
        '以上已定稿，将于 12月5日 09:05 发到 2 个群。',
        '有误请更正：“用稿”补记或“撤销用稿”都计入2026年12月，并注明更正。',
        '单位有异议，请回复“异议 编号 理由”。',
      ])
    }
    await office.until('2026-12-05T09:04:59.999')
    expect(office.channels()).toEqual(silent)
    await office.until('2026-12-05T09:05')
    expect(office.channels()).toEqual(everywhere(headline('2026年11月'), 'image'))
    await office.until('2026-12-31T23:59')
    expect(office.channels()).toEqual(everywhere(headline('2026年11月'), 'image'))
  })

  test('what was filed or used after the freeze is of the next month, with a line that says so', async () => {
    const office = await openOffice({ now: '2026-11-30T23:59:59.999+08:00' })
    const number = await office.filed()
    await office.until('2026-12-01T00:00')
    await office.filed()
    await office.until('2026-12-03T17:59:59.999')
    await office.books.adopt(number, { level: 'district', day: '2026-11-30' })
    await office.until('2026-12-03T18:00')
    await office.books.adopt(number, { level: 'city', day: '2026-11-30' })
    const november = { submitted: 1, filed: 1, adopted: 1, usedOfFiled: 1, hundredths: 600 }
    expect(await unitIn(office, '2026-11')).toMatchObject(november)
    const [text] = await office.room.as('linxiaohe').says('排行')
    expect(text).toContain('1. 溪畔社区 6分（报1 用1）')
    expect(text?.split('\n').slice(-2)).toEqual([
      `更正：溪畔社区 ${number} 11月区县级用稿改按更高分值的用稿计 −5`,
      `更正：溪畔社区 ${number} 11月市级用稿补记 +10`,
    ])
    expect((await office.room.as('linxiaohe').says('排行 上月'))[0]).toContain('溪畔社区 6分（报1')
    await office.until('2027-01-05T09:05')
    const [january] = (await frozen(office, '2026-12'))?.corrections ?? []
    expect(january).toBe(`溪畔社区 ${number} 11月区县级用稿改按更高分值的用稿计 −5`)
    // Within a quarter it makes no difference.
    expect((await frozen(office, '2026-Q4'))?.corrections).toEqual([])
  })

  test('29 February is a day of its month', async () => {
    const office = await openOffice({ now: '2028-02-29T23:59:59.999+08:00' })
    await office.filed()
    await office.until('2028-03-03T18:00')
    expect(await unitIn(office, '2028-02')).toMatchObject({ submitted: 1, filed: 1 })
    expect(await asOf(office, '2028-02')).toBe('2028-03-03T18:00')
    await office.until('2028-03-05T09:05')
    expect(office.channels()).toEqual(everywhere(headline('2028年2月'), 'image'))
  })

  test('December brings the quarter and the year along, with what the quarter costs', async () => {
    const office = await openOffice({ now: '2026-12-31T23:59:59.999+08:00' })
    await office.filed()
    await office.until('2027-01-03T18:00')
    for (const period of ['2026-12', '2026-Q4', '2026']) {
      expect(await asOf(office, period)).toBe('2027-01-03T18:00')
      // One of two: for the months before there was a bot nothing is owed.
      expect(await unitIn(office, period)).toMatchObject({ filed: 1, hundredths: 0 })
      expect(await unitIn(office, period, 'C02')).toMatchObject({ filed: 0, hundredths: -200 })
    }
    expect(await frozen(office, '2027-01')).toBeUndefined()
    expect(await office.books.points('2026-12')).toBe(0)
    expect(await office.books.points('2027-01')).toBe(0)
    const bulletin = await office.books.read.timer('bulletin-draft:2026-Q4')
    expect(bulletin?.dueAt).toBe(Date.parse('2027-01-04T08:30:00+08:00'))
    const [text] = await office.room.as('linxiaohe').says('排行 2026')
    expect(text).toContain('统计截至 2027年1月3日 18:00\n')
    expect(text).toContain('1. 溪畔社区 0分（报1 用0）')
  })

  test('without groups it is frozen and shown, and goes nowhere', async () => {
    const office = await openOffice({ organisation: { ...sample(), groups: [] } })
    const editor = office.room.as('chengyizhou')
    await office.until('2026-12-05T09:05')
    expect(editor.news()[0]).toContain('以上已定稿，还没有设置群，不会自动发送。')
    expect(office.channels()).toEqual(silent)
  })

  test('before there was a bot there is nothing to freeze or to send', async () => {
    const office = await openOffice({ now: '2026-12-01T09:00:00+08:00' })
    await office.until('2026-12-31T12:00')
    expect(await office.books.read.lastFrozenMonth()).toBeUndefined()
    expect(office.channels()).toEqual(silent)
    await office.until('2027-01-05T09:05')
    expect(await office.books.read.lastFrozenMonth()).toBe('2026-12')
    expect(office.channels()).toEqual(everywhere(headline('2026年12月'), 'image'))
  })
})

describe('across restarts', () => {
  test('what was frozen before is sent once, and never again', async () => {
    const lives = new Lives()
    await lives.live('2026-11-20T10:00', '2026-12-04T10:00', (office) => office.filed({}, CITY))
    const second = await lives.start('2026-12-04T11:00')
    const editor = second.room.as('chengyizhou')
    await second.until('2026-12-05T09:04')
    expect(second.channels()).toEqual(silent)
    await second.until('2026-12-05T09:05')
    expect(second.channels()).toEqual(everywhere(headline('2026年11月'), 'image'))
    expect(editor.news()).toEqual([])
    await second.close()
    const third = await lives.start('2026-12-05T10:00')
    await third.until('2026-12-31T10:00')
    expect(third.channels()).toEqual(silent)
  })

  test('a group that came later does not get what the others have had', async () => {
    const lives = new Lives()
    await lives.live('2026-11-20T10:00', '2026-12-05T10:00', (office) => office.filed())
    const file = sample()
    file.groups.push({
      code: 'G03',
      name: '新建的群',
      audience: 'all',
      channels: [{ platform: 'wecom', kind: 'appchat', chatId: 'new' }],
    })
    const second = await lives.start('2026-12-06T10:00', {}, file)
    await second.until('2026-12-20T10:00')
    expect(second.channels()).toEqual(silent)
    expect(second.room.platform.heard('appchat:new')).toEqual([])
  })

  test('groups that are imported right after a start get what no group has had yet', async () => {
    const lives = new Lives()
    const alone = { ...sample(), groups: [] }
    const first = await lives.start('2026-11-20T10:00', {}, alone)
    await first.filed()
    await first.until('2026-12-05T10:00')
    await first.close()
    const second = await lives.start('2026-12-05T11:00', {}, alone)
    expect(second.channels()).toEqual(silent)
    await lives.imports('2026-12-05T11:00', sample())
    await second.room.app.bot.lookAround()
    await second.room.settled()
    expect(second.channels()).toEqual(everywhere(headline('2026年11月'), 'image'))
    await second.room.app.bot.setOut()
    await second.room.settled()
    expect(second.channels()).toEqual(everywhere(headline('2026年11月'), 'image'))
  })

  test.each([
    ['over freeze and broadcast', '2026-12-02T10:00', '2026-12-09T11:00'],
    ['over the broadcast', '2026-12-04T10:00', '2026-12-11T11:00'],
    ['in the minute of the freeze', '2026-12-03T17:59', '2026-12-05T09:05'],
  ])('a week down %s: frozen as of then, sent once when it is back', async (_, stop, back) => {
    const lives = new Lives()
    await lives.live('2026-11-20T10:00', stop, (office) => office.filed({}, CITY))
    const second = await lives.start(back)
    expect(second.channels()).toEqual(everywhere(headline('2026年11月'), 'image'))
    expect(await asOf(second, '2026-11')).toBe('2026-12-03T18:00')
    await second.filed()
    expect(await unitIn(second, '2026-11')).toMatchObject({ filed: 1, hundredths: 1100 })
    await second.close()
    const third = await lives.start('2026-12-20T10:00')
    expect(third.channels()).toEqual(silent)
  })

  test('three months down: each month as of its own freeze, each sent once, in order', async () => {
    const lives = new Lives()
    await lives.live('2026-11-20T10:00', '2026-11-25T10:00', (office) => office.filed({}, CITY))
    const second = await lives.start('2027-02-10T11:00')
    expect(second.channels()).toEqual(
      everywhere(
        ...['2026年11月', '2026年12月', '2027年1月'].flatMap((one) => [headline(one), 'image']),
      ),
    )
    const periods = ['2026-11', '2026-12', '2026-Q4', '2026', '2027-01', '2027-02']
    expect(await Promise.all(periods.map((period) => asOf(second, period)))).toEqual([
      '2026-12-03T18:00',
      '2027-01-03T18:00',
      '2027-01-03T18:00',
      '2027-01-03T18:00',
      '2027-02-03T18:00',
      undefined,
    ])
    expect(await unitIn(second, '2026-11')).toMatchObject({ filed: 1, hundredths: 1100 })
    expect(await unitIn(second, '2026-12')).toMatchObject({ filed: 0, hundredths: -300 })
    expect(await unitIn(second, '2026-Q4')).toMatchObject({ filed: 1, hundredths: 800 })
    await second.close()
    const third = await lives.start('2027-02-11T11:00')
    await third.until('2027-03-05T09:05')
    expect(third.channels()).toEqual(everywhere(headline('2027年2月'), 'image'))
  })

  test('what waited while the bot was down, and is done before the freeze, is not in it', async () => {
    const lives = new Lives()
    await lives.live('2026-11-20T10:00', '2026-12-02T10:00', (office) => office.filed())
    await lives.meanwhile('2026-12-05T12:00', async (books) => {
      const number = SubmissionNumber.parse('2026-0001')
      await books.adopt(number, { level: 'city', day: '2026-11-25' })
    })
    const second = await lives.start('2026-12-05T12:00')
    const november = { filed: 1, adopted: 0, usedOfFiled: 0, hundredths: 100 }
    expect(await unitIn(second, '2026-11')).toMatchObject(november)
    await second.until('2027-01-03T18:00')
    expect(await unitIn(second, '2026-12')).toMatchObject({ adopted: 1, hundredths: 700 })
  })
})

test('what the groups get is what was frozen, whatever came afterwards', async () => {
  const office = await openOffice()
  const number = await office.filed({}, CITY)
  await office.until('2026-12-04T10:00')
  await office.books.adopt(number, { level: 'national', day: '2026-12-04' })
  await office.until('2026-12-05T09:05')
  expect(office.room.platform.heard('appchat:yunxitongbao')[0]).toMatchObject({
    text: expect.stringContaining('1. 溪畔社区 11分（报1 用1）') as string,
  })
  const at = Instant.parse(Date.parse('2026-12-03T18:00:00+08:00'))
  const { read } = office.books
  expect((await frozen(office, '2026-11'))?.units).toMatchObject(
    await read.figures({ from: '2026-11', to: '2026-11' } as never, at),
  )
})
