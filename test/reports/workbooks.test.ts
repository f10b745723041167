import { afterEach, describe, expect, test, vi } from 'vitest'
import { Instant } from '../../schema/ids.ts'
import { assessment } from '../../src/reports/workbook/assessment.ts'
import { rankingWorkbook } from '../../src/reports/workbook/ranking.ts'
import { ASSESSMENT } from '../../scripts/look-at-reports/documents.ts'
import { RANKINGS, rankingOf, unitRow } from '../../scripts/look-at-reports/samples.ts'
import { reckon, reopened, rowOf, shown } from './sheets.ts'

afterEach(() => vi.useRealTimers())

const found = <Thing>(thing: Thing | undefined): Thing => {
  if (thing === undefined) throw new Error('it is missing')
  return thing
}

describe('the ranking as a workbook', async () => {
  const workbook = await reopened(await rankingWorkbook(RANKINGS.live))
  const sheet = found(workbook.getWorksheet('部门组'))

  test('has a sheet for every list, with office, period and freshness above the table', () => {
    expect(workbook.worksheets.map(({ name }) => name)).toEqual(['部门组', '村社区组'])
    expect(shown(sheet.getCell('A1'))).toBe('云溪街道宣传信息排行 · 2026年10月（部门组）')
    expect(shown(sheet.getCell('A2'))).toBe('统计截至 11月3日 18:00（未定稿）')
  })

  test('has a row a unit and their sums as formulas', () => {
    expect(rowOf(sheet, 3)).toEqual([
      '名次',
      '单位',
      '提交',
      '报送',
      '迟报',
      '采用',
      '采用率',
      '任务数',
      '完成率',
      '积分',
    ])
    expect(rowOf(sheet, 4)).toEqual([1, '党政综合办公室', 5, 5, 0, 3, 0.6, 2, 2.5, 38.5])
    expect(rowOf(sheet, 9)).toEqual(['—', '平安建设办公室', 0, 0, 0, 0, '—', 2, 0, 0])
    expect(rowOf(sheet, 10)).toEqual([null, '合计', 15, 15, 0, 8, 8 / 15, 12, 1.25, 92.75])
    for (const cell of ['C10', 'D10', 'E10', 'F10', 'H10', 'I10', 'J10', 'I4', 'I9']) {
      expect(reckon(sheet, cell)).toBeCloseTo(Number(shown(sheet.getCell(cell))))
    }
  })

  test('tells the totals, the corrections and the rules below', () => {
    expect([12, 13, 14, 15].map((at) => shown(sheet.getCell(at, 1)))).toEqual([
      '全街道：提交 31 件，报送 31 件，采用 17 件，采用率 54.8%。',
      ...RANKINGS.live.corrections.map((line) => `更正：${line}`),
      `计分：${RANKINGS.live.rules}`,
    ])
  })

  test('is printed on A4 and keeps its head in sight', () => {
    expect(sheet.pageSetup).toMatchObject({ paperSize: 9, fitToWidth: 1, fitToHeight: 0 })
    expect(sheet.views).toMatchObject([{ state: 'frozen', xSplit: 2, ySplit: 3 }])
  })
})

test('lists may be called what Excel does not allow, and alike', async () => {
  const lists = ['村/社区[1]', '村/社区[1]', ''].map((name) => ({ name, rows: [unitRow('甲', 1)] }))
  const workbook = await reopened(await rankingWorkbook(rankingOf(lists)))
  expect(workbook.worksheets.map(({ name }) => name)).toEqual(['村社区1', '村社区12', '排行'])
})

describe('the assessment', async () => {
  const workbook = await reopened(await assessment(ASSESSMENT))
  const sheet = found(workbook.getWorksheet('考核表'))
  const head = rowOf(sheet, 3)
  const rows = ASSESSMENT.units.map((_, index) => rowOf(sheet, 4 + index))
  const column = (name: string) => head.indexOf(name)
  const cellOf = (at: number, name: string) =>
    `${sheet.getColumn(column(name) + 1).letter}${4 + at}`

  test('has its three sheets, and a column for every rule', () => {
    expect(workbook.worksheets.map(({ name }) => name)).toEqual(['考核表', '积分依据', '计分规则'])
    expect(head).toEqual([
      ...['名次', '单位编码', '单位', '组别'],
      ...['按时报送', '迟报', '采用', '约稿完成', '信息不实', '漏报', '积分合计'],
      ...['提交件数', '报送件数', '迟报件数', '采用件数', '报送中采用'],
      ...['采用率', '任务数', '完成率'],
    ])
  })

  test('shows what the entries of each unit and rule come to, added up independently', () => {
    for (const row of rows) {
      const entries = ASSESSMENT.evidence.filter(({ unitCode }) => unitCode === row[1])
      for (const { rule, label } of ASSESSMENT.components) {
        const own = entries.filter((one) => one.rule === rule)
        const sum = own.reduce((all, { hundredths }) => all + hundredths, 0)
        expect(row[column(label)]).toBe(sum / 100)
      }
      const total = entries.reduce((all, { hundredths }) => all + hundredths, 0)
      expect(row[column('积分合计')]).toBe(total / 100)
    }
  })

  test('reckons every figure by a formula over the evidence that comes to what is shown', () => {
    const names = [
      ...ASSESSMENT.components.map(({ label }) => label),
      '积分合计',
      '采用率',
      '完成率',
    ]
    for (const [at, row] of rows.entries()) {
      for (const name of names) {
        const reckoned = reckon(sheet, cellOf(at, name))
        if (reckoned === '—') expect(row[column(name)]).toBe('—')
        else expect(reckoned).toBeCloseTo(Number(row[column(name)]), 10)
      }
    }
    expect(sheet.getCell(cellOf(0, '采用')).formula).toContain('SUMIFS')
  })

  test('adds every column up', () => {
    const sums = head.slice(4).map(String)
    const last = rowOf(sheet, 4 + rows.length)
    for (const name of sums) {
      const reckoned = reckon(sheet, cellOf(rows.length, name))
      expect(reckoned).toBeCloseTo(Number(last[column(name)]), 10)
    }
    expect(last[column('提交件数')]).toBe(134)
    expect(last[column('迟报件数')]).toBe(16)
    expect(last[column('采用件数')]).toBe(44)
  })

  test('has the places of the ranking, whatever the points are, as values', async () => {
    expect(rows.map((row) => [row[0], row[1]])).toEqual([
      [1, 'D01'],
      [2, 'D02'],
      ['—', 'D03'],
      ['—', 'D04'],
      [1, 'C01'],
      [2, 'C03'],
      [3, 'C02'],
    ])
    const units = ASSESSMENT.units.map((unit, index) => ({ ...unit, place: 7 - index }))
    const other = await reopened(await assessment({ ...ASSESSMENT, units }))
    const places = units.map((_, at) => found(other.getWorksheet('考核表')).getCell(4 + at, 1))
    expect(places.map(({ value }) => value)).toEqual([7, 6, 5, 4, 3, 2, 1])
  })

  test('says above the table how fresh it is, and whether that will change', async () => {
    const head = (of: typeof workbook, name: string) =>
      shown(found(of.getWorksheet(name)).getCell('A2'))
    expect(head(workbook, '考核表')).toBe(
      '统计截至 2027年1月3日 18:00；各项积分按《积分依据》逐条汇总',
    )
    const asOf = Instant.parse(Date.parse('2026-09-10T10:05:00+08:00'))
    const live = await reopened(await assessment({ ...ASSESSMENT, asOf, frozen: false }))
    expect(head(live, '考核表')).toBe(
      '统计截至 9月10日 10:05（未定稿）；各项积分按《积分依据》逐条汇总',
    )
    expect(head(live, '积分依据')).toBe('统计截至 9月10日 10:05（未定稿）')
  })

  test('carries every entry as evidence, with a filter', () => {
    const evidence = found(workbook.getWorksheet('积分依据'))
    expect(evidence.rowCount).toBe(3 + ASSESSMENT.evidence.length)
    expect(evidence.autoFilter).toBe(`A3:M${evidence.rowCount}`)
    expect(evidence.getCell('B4').value).toEqual(new Date('2026-01-01T00:00:00Z'))
    expect(rowOf(evidence, 3 + ASSESSMENT.evidence.length).filter((cell) => cell !== null)).toEqual(
      [161, '2026-12', 'D04', '社会事务办公室', '漏报', '漏报重要活动 −2', '2026.1', -2],
    )
  })

  test('text that looks like a formula stays text', () => {
    const cell = found(workbook.getWorksheet('积分依据')).getCell('H7')
    expect(cell.value).toBe('=HYPERLINK("http://example.invalid","看这里")')
    expect(cell.formula).toBeUndefined()
  })

  test('names the rule sets with what they give', () => {
    const rules = found(workbook.getWorksheet('计分规则'))
    expect(shown(rules.getCell('A4'))).toBe('街道标准版（版本 2026.1，自 2026-01-01 起施行）')
    expect(rowOf(rules, 8)).toEqual(['迟报', '-1'])
    expect(shown(rules.getCell('A10'))).toContain('手工改动表中的积分后，名次不会自动变化')
  })
})

test('entries of a rule without a column count as 其他 and in the total', async () => {
  const components = ASSESSMENT.components.filter(({ rule }) => rule !== 'untrue')
  const workbook = await reopened(await assessment({ ...ASSESSMENT, components }))
  const sheet = found(workbook.getWorksheet('考核表'))
  const head = rowOf(sheet, 3)
  const full = await reopened(await assessment(ASSESSMENT))
  expect(head).toContain('其他')
  expect(head).not.toContain('信息不实')
  const totals = (one: typeof workbook) =>
    ASSESSMENT.units.map((_, at) => rowOf(found(one.getWorksheet('考核表')), 4 + at)[10])
  expect(totals(workbook)).toEqual(totals(full))
})

test('a year in which nothing was entered is a workbook too', async () => {
  const workbook = await reopened(
    await assessment({ ...ASSESSMENT, evidence: [], units: [], ruleSets: [] }),
  )
  expect(workbook.worksheets).toHaveLength(3)
})

test('the same content gives the same bytes on another day', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  const made: Uint8Array[] = []
  for (const day of ['2026-10-09T09:00:00+08:00', '2027-02-01T10:30:00+08:00']) {
    vi.setSystemTime(new Date(day))
    made.push(await assessment(ASSESSMENT), await rankingWorkbook(RANKINGS.live))
  }
  const [one, ranking, other, rankingAgain] = made.map((bytes) => Buffer.from(bytes))
  expect(found(one).equals(found(other))).toBe(true)
  expect(found(ranking).equals(found(rankingAgain))).toBe(true)
})
