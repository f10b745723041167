import { writeFileSync } from 'node:fs'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { rankingPicture } from '../../src/reports/picture/picture.ts'
import { RANKINGS, rankingOf, unitRow } from '../../scripts/look-at-reports/samples.ts'
import { unlikeness } from './compare.ts'

const renew = process.env['BAOSONG_PICTURES'] === '1'
/** As it is shown in a chat: what cannot be seen there need not be kept. */
const SHOWN_WIDTH = 360

const reference = (name: string) => new URL(`pictures/${name}.png`, import.meta.url).pathname

describe.each(Object.entries(RANKINGS))('the picture of the case %s', (_, table) => {
  test('is 900 wide and under 500 kB', async () => {
    const picture = await rankingPicture(table)
    const { format, width } = await sharp(picture).metadata()
    expect({ format, width }).toEqual({ format: 'png', width: 900 })
    expect(picture.byteLength).toBeLessThan(500_000)
  })
})

test.each(['month', 'live', 'ties', 'negative', 'quarter', 'manyShort', 'nothing'] as const)(
  'the picture of the case %s looks as it was agreed',
  async (name) => {
    const picture = await rankingPicture(RANKINGS[name])
    const shown = await sharp(picture)
      .resize(SHOWN_WIDTH)
      .png({ palette: true, colours: 64, dither: 0, compressionLevel: 9 })
      .toBuffer()
    if (renew) writeFileSync(reference(name), shown)
    expect(await unlikeness(shown, reference(name))).toBeLessThan(0.002)
  },
)

test('another figure makes another picture', async () => {
  const [first, ...lists] = RANKINGS.month.lists
  const rows = first?.rows.map((row) => ({ ...row, hundredths: row.hundredths + 2000 })) ?? []
  const changed = await rankingPicture(
    rankingOf([{ name: first?.name ?? '', rows }, ...lists], { period: '2026年11月' }),
  )
  const shown = await sharp(changed).resize(SHOWN_WIDTH).png().toBuffer()
  expect(await unlikeness(shown, reference('month'))).toBeGreaterThan(0.002)
})

test('the same ranking gives the same bytes', async () => {
  const [one, other] = [await rankingPicture(RANKINGS.live), await rankingPicture(RANKINGS.live)]
  expect(Buffer.compare(one, other)).toBe(0)
})

test('names that would break the drawing are drawn', async () => {
  const rows = ['<甲&乙>"丙"', '\u0000\ud800丁', '𠮷家社区', ''].map((name, index) =>
    unitRow(name, index + 1, { filed: 1, hundredths: 100 }),
  )
  const picture = await rankingPicture(rankingOf([{ name: '<b>', rows }]))
  expect((await sharp(picture).metadata()).width).toBe(900)
})
