import { expect, test } from 'vitest'
import { Month } from '../../schema/ids.ts'
import { instant, openBooks } from '../handlers/points/books.ts'

test('figures as of a moment in the month have nothing that came later', async () => {
  const books = await openBooks('2026-11-20T10:00:00')
  await books.filed()
  const asOf = instant('2026-11-20T12:00:00')
  books.now = asOf
  await books.filed()
  const november = { from: Month.parse('2026-11'), to: Month.parse('2026-11') }
  const figures = await books.read.figures(november, asOf)
  expect(figures.find(({ code }) => code === 'C01')).toMatchObject({ submitted: 1, filed: 1 })
  const { byCategory } = await books.read.summary(november, asOf)
  expect(byCategory.reduce((sum, { filed }) => sum + filed, 0)).toBe(1)
})
