import { expect, onTestFinished, test } from 'vitest'
import { Month, Period, UnitCode } from '../../../schema/ids.ts'
import type { SubmissionNumber } from '../../../schema/ids.ts'
import { startChat, type ChatPerson } from '../../support/chat.ts'
import { rankingTable } from '../../../handlers/ranking/table.ts'
import { outletLabel, placementLabel, usedAsLabel } from '../../../handlers/points/show.ts'
import { OfficeRoom } from './room.ts'
import { freezeOf, monthAfter, placesOf, YearBooks } from './year-books.ts'
import { generate, UNITS, type Happening, type Item, type Use } from './year-events.ts'

const MONTHS = Array.from(
  { length: 12 },
  (_, index) => `2028-${String(index + 1).padStart(2, '0')}`,
)
const QUARTERS = [0, 1, 2, 3].map((quarter) => MONTHS.slice(quarter * 3, quarter * 3 + 3))
const OUTLETS = ['溪城日报', '山东画报', '新华网', '云溪发布', '齐鲁晚报']

const SEED = 20_281_231
const ITEMS = 1500

/** Items are filed as the review does it; what the desk records, it types. */
class Desk {
  readonly #office: OfficeRoom
  readonly #editor: ChatPerson
  readonly #numbers = new Map<number, SubmissionNumber>()
  readonly #uses = new Map<number, number>()

  constructor(office: OfficeRoom) {
    this.#office = office
    this.#editor = office.room.as('chengyizhou')
  }

  async play(happening: Happening, { unit, author, late }: Item): Promise<void> {
    const { books } = this.#office
    if (happening.type === 'submitted') {
      this.#numbers.set(happening.item, await books.submit({ unit, author, late }))
      return
    }
    const number = this.#numbers.get(happening.item)
    if (number === undefined) throw new Error('it was not submitted')
    switch (happening.type) {
      case 'filed':
        return books.file(number)
      case 'filed-again': {
        if ((await books.item(number)).status !== 'filed') return
        const returned = { type: 'set-status', number, status: 'returned', at: books.now } as const
        await books.write([returned])
        return books.file(number)
      }
      case 'used':
        return this.#says(`用稿 ${number} ${this.#inWords(happening)}`, '已记录')
      case 'reversed':
        return this.#says(`撤销用稿 ${number} ${happening.nth + 1} 录错了`, '已撤销')
    }
  }

  #inWords({ item, use }: { item: number; use: Use }): string {
    const { level, usedAs, placement, day } = use
    const nth = this.#uses.get(item) ?? 0
    this.#uses.set(item, nth + 1)
    const place = placement === null ? [] : [placementLabel[placement]]
    const words = [outletLabel[level], OUTLETS[nth] ?? '', usedAsLabel[usedAs], ...place, day]
    return words.join(' ')
  }

  async #says(words: string, expected: string): Promise<void> {
    // What the desk was told by itself meanwhile.
    this.#editor.news()
    const [answer] = await this.#editor.says(words)
    if (!answer?.startsWith(expected)) throw new Error(`${words}: ${answer ?? 'no answer'}`)
  }
}

test('a year of activity: every month, quarter and the year are as the rules say', async () => {
  const room = await startChat({ now: '2028-01-01T00:00:00+08:00' })
  onTestFinished(() => room.close())
  const office = new OfficeRoom(room)
  const desk = new Desk(office)
  const expected = new YearBooks()
  const { items, happenings } = generate(SEED, ITEMS, '2028-01-01T00:00', '2029-01-01T00:00')
  const freezes = MONTHS.map((month) => ({ month, at: freezeOf(month) }))

  /** What the books say at each freeze; what was frozen must be the same, then and later. */
  const frozen = new Map<string, ReturnType<typeof figuresOf>>()
  const figuresOf = (months: readonly string[], asOf: number) =>
    new Map(UNITS.map(([unit]) => [unit, expected.figures(unit, months, asOf)]))
  const freeze = (month: string) => {
    const quarter = QUARTERS.find((months) => months.at(-1) === month)
    if (quarter) expected.closeQuarter(quarter)
    const asOf = freezeOf(month)
    frozen.set(month, figuresOf([month], asOf))
    if (quarter) frozen.set(`2028-Q${QUARTERS.indexOf(quarter) + 1}`, figuresOf(quarter, asOf))
    if (month === '2028-12') frozen.set('2028', figuresOf(MONTHS, asOf))
  }

  for (const happening of happenings) {
    while (freezes[0] && freezes[0].at <= happening.at) freeze(freezes.shift()?.month ?? '')
    await room.later(happening.at - room.clock.now())
    const item = items[happening.item]
    if (!item) throw new Error('there is no such item')
    const { type } = happening
    if (type === 'reversed' && !expected.isLive(happening.item, happening.nth)) continue
    await desk.play(happening, item)
    expected.follow(happening, item)
  }
  for (const { month } of freezes) freeze(month)
  await office.until('2029-01-05T09:05')

  expect([...frozen.keys()]).toHaveLength(12 + 4 + 1)
  for (const [period, units] of frozen) {
    const snapshot = await office.books.read.frozen(Period.parse(period))
    for (const { code, ...figures } of snapshot?.units ?? []) {
      expect({ period, code, ...figures }).toMatchObject({ period, code, ...units.get(code) })
    }
    expect(snapshot?.units).toHaveLength(UNITS.length)
    const table = await rankingTable(office.books.read, Period.parse(period), office.books.turn)
    for (const { name, rows } of table.lists) {
      const own = [...units].filter(([code]) => (name === '部门组') === code.startsWith('D'))
      const places = placesOf(new Map(own))
      const named = snapshot?.units ?? []
      for (const { unit, place } of rows) {
        const code = named.find((one) => one.name === unit)?.code ?? ''
        expect([period, unit, place]).toEqual([period, unit, places.get(code)])
      }
    }
  }
  // From March on another quarter has been closed.
  for (let month = '2028-01'; month < '2029-03'; month = monthAfter(month)) {
    const span = { from: Month.parse(month), to: Month.parse(month) }
    for (const [unit] of UNITS) {
      const sum = await office.books.read.sum({ unit: UnitCode.parse(unit) }, span)
      expect([month, unit, sum]).toEqual([month, unit, expected.points(unit, month)])
    }
  }
}, 240_000)
