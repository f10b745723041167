import { describe, expect, test } from 'vitest'
import { ANSWERS } from '../submit/writer.ts'
import { headline, openOffice } from './room.ts'

describe('排行', () => {
  test('the month so far, as text and as picture, for anybody', async () => {
    const { room, ...office } = await open()
    await office.used()
    const [text, picture, ...more] = await room.as('linxiaohe').says('排行')
    expect(text?.split('\n')).toEqual([
      headline('2026年11月'),
      '统计截至 11月20日 10:00（未定稿）',
      '',
      '【村社区组】',
      '1. 溪畔社区 11分（报1 用1）',
      '2. 松风社区 −1分（报1 用0）',
      '',
      expect.stringMatching(/^本月暂无：党政综合办公室、.+、青石村 等 10 个单位$/),
    ])
    expect([picture, more]).toEqual(['[图片]', []])
    expect(await room.as('luhengzhi').says('排行')).toEqual([text, '[图片]'])
  })

  test('a period may be said as people say it', async () => {
    const { room } = await open()
    const writer = room.as('linxiaohe')
    for (const [said, period] of [
      ['排行 2026-11', '2026年11月'],
      ['排行11月', '2026年11月'],
      ['排行　２０２６－１１', '2026年11月'],
      ['排行 第四季度', '2026年第四季度'],
      ['排行 2026Q4', '2026年第四季度'],
      ['排行 2026', '2026年'],
      ['排行 今年', '2026年'],
      ['排行 本年度', '2026年'],
      ['排行 全年', '2026年'],
      ['排行 十一月', '2026年11月'],
      ['排行 11月份', '2026年11月'],
      ['排行 2026/11', '2026年11月'],
      ['排行 ２０２６．１１', '2026年11月'],
      ['排行 q4', '2026年第四季度'],
    ] as const) {
      const [text, picture, ...more] = await writer.says(said)
      expect([said, text?.split('\n')[0]]).toEqual([said, headline(period)])
      expect([picture, more]).toEqual(['[图片]', []])
    }
  })

  test('with 表格 or Excel the workbook comes instead of the picture', async () => {
    const { room } = await open()
    const writer = room.as('linxiaohe')
    for (const said of ['排行 表格', '排行 11月 Excel', '排行 2026-11 表格', '排行本月表格']) {
      const [text, file, ...more] = await writer.says(said)
      expect(text).toContain(headline('2026年11月'))
      expect([file, more]).toEqual(['[文件] 排行-2026年11月.xlsx', []])
    }
  })

  test('asked twice within a minute, the picture is made once', async () => {
    const { room } = await open()
    await room.as('linxiaohe').says('排行 2026')
    await room.later(30_000)
    await room.as('henianan').says('排行 2026')
    const files = room.platforms.flatMap(({ sent }) =>
      sent.flatMap(({ delivery }) => (delivery.type === 'image' ? [delivery.file] : [])),
    )
    expect(files).toHaveLength(2)
    expect(new Set(files).size).toBe(1)
  })

  test('a period that is none, or has not begun, is answered by one line', async () => {
    const { room } = await open()
    const writer = room.as('linxiaohe')
    for (const said of ['排行 2026-13', '排行 abc', '排行 明年', '排行 下月 表格'])
      expect(await writer.says(said)).toEqual([
        '没有看懂是哪一期。例如：排行 2026-10、排行 第三季度、排行 2026。',
      ])
    expect(await writer.says('排行 2026-12')).toEqual(['2026年12月还没有开始。回复“排行”看本月。'])
    expect(await writer.says('排行 2027年第一季度')).toEqual([
      '2027年第一季度还没有开始。回复“排行”看本月。',
    ])
  })

  test('of what was before there was a bot nothing is told, least of all that units sent nothing', async () => {
    const { room } = await open()
    const writer = room.as('linxiaohe')
    for (const [said, period] of [
      ['排行 2019', '2019年'],
      ['排行 上月', '2026年10月'],
      ['排行 12月', '2025年12月'],
      ['排行 第三季度', '2026年第三季度'],
    ] as const)
      expect(await writer.says(said)).toEqual([
        `${period}没有记录，从2026年11月开始统计。回复“排行”看本月。`,
      ])
    expect((await writer.says('排行 0000')).join()).toContain('没有看懂是哪一期')
  })

  test('what is over is not called this month or year', async () => {
    const { room, ...office } = await open()
    await office.used()
    await room.laterUntil('2027-01-10T10:00+08:00')
    const writer = room.as('linxiaohe')
    for (const [said, idle] of [
      ['排行 12月', '12月暂无：'],
      ['排行 上季度', '第四季度暂无：'],
      ['排行 本季度', '本季度暂无：'],
      ['排行 去年', '2026年暂无：'],
      ['排行 今年', '本年度暂无：'],
    ] as const)
      expect((await writer.says(said)).join()).toContain(`\n${idle}`)
  })

  test('a draft that is being written stays, and its question is put again', async () => {
    const { room } = await open()
    const writer = room.as('linxiaohe')
    let asked: string[] = []
    for (const answer of ANSWERS.slice(0, 3)) asked = await writer.says(answer)
    for (const said of ['排行', '排行 2026-13', '排行 2026-12', '排行 表格']) {
      const [text] = await writer.says(said)
      expect(text?.endsWith(`\n\n${asked.at(-1) ?? ''}`)).toBe(true)
      expect(Buffer.byteLength(text ?? '')).toBeLessThan(2000)
    }
    expect((await writer.says(ANSWERS[3])).join()).toContain('（4/7）')
  })

  test('what a quarter owes begins with the bot, and a quarter that goes on is not final', async () => {
    const { room, ...office } = await open()
    await office.used()
    const [text] = await room.as('linxiaohe').says('排行 本季度')
    expect(text).toContain('（未定稿）')
    expect(text).toContain('1. 溪畔社区 11分')
    const sent = room.platforms.flatMap((platform) => platform.sent)
    const picture = sent.findLast(({ delivery }) => delivery.type === 'image')?.delivery
    expect(JSON.stringify(picture)).toContain('"quota":4')
  })

  test('how points are made stands on the picture in one line', async () => {
    const { room } = await open()
    await room.as('linxiaohe').says('排行')
    const sent = room.platforms.flatMap((platform) => platform.sent)
    expect(JSON.stringify(sent.at(-1)?.delivery)).toContain(
      '按时报送 +1；用稿 街道2.5 区县5 市10 省20 国家40；头版×2 综合×0.5；迟报 −1',
    )
  })
})

async function open() {
  const office = await openOffice()
  return {
    room: office.room,
    /** Something used, and something late. */
    async used() {
      await office.filed({}, { level: 'city', day: '2026-11-20' })
      await office.filed({ unit: 'C02', author: 'henianan', late: true })
    },
  }
}
