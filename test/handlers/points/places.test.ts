import { describe, expect, test } from 'vitest'
import type { SubmissionNumber } from '../../../schema/ids.ts'
import type { ChatPerson } from '../../support/chat.ts'
import { castOf, sendItem, type Cast } from '../review/cast.ts'
import { instant, openBooks, type Books } from './books.ts'

/** So many items of 溪畔社区, sent and approved one after the other. */
async function castWith(filed: number): Promise<Cast> {
  const cast = await castOf()
  for (let nth = 1; nth <= filed; nth += 1) await file(cast, nth)
  return cast
}

async function file({ lin, zhao }: Pick<Cast, 'lin' | 'zhao'>, nth: number) {
  await sendItem(lin, 1, `溪畔社区稿件第${nth}篇标题`)
  await zhao.taps('通过')
  lin.news()
}

/** Proposed by one who has to confirm, confirmed by the other. */
async function untrue({ shen, lu }: Cast, nth: number, ordinal: number) {
  await shen.says(`记分 ${nth} 失实 参加人数与签到表不符`)
  await lu.says(`记分 第${ordinal}号 确认`)
}

/** What 积分 明细 says of an item, without its day. */
async function linesAbout(person: ChatPerson, nth: number): Promise<string[]> {
  person.news()
  const [text = ''] = await person.says('积分 明细')
  const about = ` 2026-000${nth} `
  return text.split('\n').flatMap((line) => line.split(about).slice(1))
}

const unitsPoints = async (person: ChatPerson): Promise<string | undefined> => {
  person.news()
  return /溪畔社区：本月 (\S+) 分/u.exec((await person.says('积分')).join())?.[1]
}

describe('four items of a unit have a point for filing in a month', () => {
  test('one that comes back when a fifth has been filed gets none', async () => {
    const cast = await castWith(4)
    const { lin, shen } = cast
    await untrue(cast, 1, 1)
    await file(cast, 5)
    expect(await linesAbout(lin, 5)).toEqual(['按时报送 +1'])
    await shen.says('撤销记分 1 核实无误')
    expect((await linesAbout(lin, 1)).at(-1)).toBe('当月已满 4 篇，不加分')
    expect(await unitsPoints(lin)).toBe('4')
  })

  test('one that comes back while its place is free has its point again', async () => {
    const cast = await castWith(4)
    await untrue(cast, 1, 1)
    await cast.shen.says('撤销记分 1 核实无误')
    expect((await linesAbout(cast.lin, 1)).at(-1)).toBe('按时报送 +1')
    expect(await unitsPoints(cast.lin)).toBe('4')
  })

  test('where one is taken back, the one that had come too late for a place has it', async () => {
    const cast = await castWith(5)
    const { lin, zhao } = cast
    expect(await linesAbout(lin, 5)).toEqual(['当月已满 4 篇，不加分'])
    await zhao.says('收回 1')
    expect(await linesAbout(lin, 5)).toEqual([
      '当月已满 4 篇，不加分',
      '有名额空出，改为加分',
      '按时报送 +1',
    ])
    expect(await unitsPoints(lin)).toBe('4')
    await zhao.says('通过 1')
    expect(await linesAbout(lin, 1)).toEqual([
      '按时报送 +1',
      '撤销：按时报送（审稿收回） −1',
      '当月已满 4 篇，不加分',
    ])
    expect(await unitsPoints(lin)).toBe('4')
  })

  test('where one is untrue likewise; it asks for a place of its own when it is not', async () => {
    const cast = await castWith(5)
    const { lin, shen } = cast
    await untrue(cast, 2, 1)
    expect((await linesAbout(lin, 5)).at(-1)).toBe('按时报送 +1')
    expect(await unitsPoints(lin)).toBe('−1')
    await shen.says('撤销记分 1 核实无误')
    expect((await linesAbout(lin, 2)).at(-1)).toBe('当月已满 4 篇，不加分')
    expect(await unitsPoints(lin)).toBe('4')
    // It was filed before any other that waits, and is the next.
    await untrue(cast, 3, 2)
    expect((await linesAbout(lin, 2)).at(-1)).toBe('按时报送 +1')
  })

  test('a unit that shares one without a point has no entry of it, and is not told why', async () => {
    const cast = await castWith(5)
    const partner = cast.room.as('henianan')
    await cast.cheng.says('联合 5 松风社区')
    expect(await linesAbout(cast.lin, 5)).toEqual(['当月已满 4 篇，不加分'])
    partner.news()
    expect((await partner.says('积分 明细')).join()).toContain('还没有积分')
    // Filed once more, as a joint item from the first.
    await cast.zhao.says('收回 5')
    await cast.zhao.says('通过 5')
    expect((await linesAbout(cast.lin, 5)).at(-1)).toBe('当月已满 4 篇，不加分')
    expect((await partner.says('积分 明细')).join()).toContain('还没有积分')
    await cast.zhao.says('收回 1')
    expect((await linesAbout(cast.lin, 5)).at(-1)).toBe('按时报送，2 家平分 +0.5')
    expect(await linesAbout(partner, 5)).toEqual(['林晓禾 按时报送，2 家平分 +0.5'])
  })

  test('a share of what another unit wrote takes none of them', async () => {
    const cast = await castWith(1)
    const { room, cheng } = cast
    const [partner, head] = [room.as('henianan'), room.as('qianmuyun')]
    await cheng.says('联合 1 松风社区')
    for (let nth = 2; nth <= 6; nth += 1) await file({ lin: partner, zhao: head }, nth)
    expect((await partner.says('积分')).join()).toContain('松风社区：本月 4.5 分')
    expect(await linesAbout(partner, 5)).toEqual(['按时报送 +1'])
    expect(await linesAbout(partner, 6)).toEqual(['当月已满 4 篇，不加分'])
  })
})

const november = '2026-11-20T10:00:00'

async function filed(books: Books, count: number): Promise<SubmissionNumber[]> {
  const numbers: SubmissionNumber[] = []
  for (let nth = 0; nth < count; nth += 1) {
    books.now = instant(november.replace('10:00', `10:0${nth}`))
    numbers.push(await books.filed())
  }
  return numbers
}

test('places go to those that wait in the order of filing, and never to a late one', async () => {
  const books = await openBooks(november)
  const late = await books.filed({ late: true })
  const [first, second, , , fifth, sixth] = await filed(books, 6)
  if (!first || !second || !fifth || !sixth) throw new Error('they were not filed')
  const points = async () =>
    Promise.all([late, fifth, sixth].map(async (one) => (await books.story(one)).at(-1)))
  await books.mark('untrue', { number: first })
  expect(await points()).toEqual(['2026-11 C01 -1', '2026-11 C01 1', '2026-11 C01 0'])
  await books.mark('untrue', { number: second })
  expect(await points()).toEqual(['2026-11 C01 -1', '2026-11 C01 1', '2026-11 C01 1'])
})

test('once the month is frozen, the place that became free counts in the open one', async () => {
  const books = await openBooks(november)
  const [first, , , , fifth] = await filed(books, 5)
  if (!first || !fifth) throw new Error('they were not filed')
  books.now = instant('2026-12-10T10:00:00')
  const mark = await books.mark('untrue', { number: first })
  expect(await books.points('2026-11')).toBe(4)
  // The five points that the mark takes, and nothing for filing.
  expect(await books.points('2026-12')).toBe(-5)
  expect((await books.story(fifth)).slice(1)).toEqual([
    '2026-12 C01 0 takes back 5 of 2026-11',
    '2026-12 C01 1 of 2026-11',
  ])
  await books.unmark(mark)
  expect([await books.points('2026-11'), await books.points('2026-12')]).toEqual([4, 0])
  // December's own places are not touched.
  const december = []
  for (let nth = 0; nth < 5; nth += 1) december.push(await books.story(await books.filed()))
  expect(december.flat()).toEqual([...Array<string>(4).fill('2026-12 C01 1'), '2026-12 C01 0'])
})
