import { Instant } from '../../schema/ids.ts'
import { AssessmentContent, BulletinContent } from '../../schema/report.ts'
import type { Recipe } from '../../schema/report.ts'
import { RANKINGS } from './samples.ts'

/** A quarter's notice with something in every part. */
export const BULLETIN: BulletinContent = BulletinContent.parse({
  subdistrict: '云溪街道',
  period: '2026年第三季度',
  asOf: Instant.parse(Date.parse('2026-10-03T18:00:00+08:00')),
  draft: true,
  totals: {
    submitted: 37,
    filed: 31,
    late: 2,
    adopted: 17,
    adoptions: 21,
    rate: { used: 16, of: 31 },
  },
  lists: RANKINGS.quarter.lists,
  byLevel: [
    { level: '省级', count: 2 },
    { level: '市级', count: 5 },
    { level: '区县级', count: 8 },
    { level: '街道级', count: 6 },
  ],
  byCategory: [
    { category: '经济发展', filed: 8, adopted: 5 },
    { category: '品牌建设', filed: 6, adopted: 5 },
    { category: '创新工作', filed: 5, adopted: 3 },
    { category: '日常亮点', filed: 10, adopted: 4 },
    { category: '其他动态', filed: 2, adopted: 0 },
  ],
  commissions: { asked: 6, onTime: 4, late: 1, missed: 1 },
  returns: [
    { reason: '要素不全', count: 5 },
    { reason: '照片不清', count: 3 },
    { reason: '数据有误', count: 1 },
  ],
  commendation: [
    { unit: '党政综合办公室', why: '积分位列部门组第一，两篇稿件被省级媒体采用' },
    { unit: '溪畔社区', why: '积分位列村社区组第一，报送任务全部按时完成。' },
  ],
  criticism: [{ unit: '清溪村', why: '连续两个季度零报送' }],
  zero: ['平安建设办公室', '清溪村'],
  signedOn: '2026年10月9日',
})

/** A quarter in which nothing happened: every part has to say so. */
export const EMPTY_BULLETIN: BulletinContent = BulletinContent.parse({
  ...BULLETIN,
  draft: false,
  totals: {
    submitted: 0,
    filed: 0,
    late: 0,
    adopted: 0,
    adoptions: 0,
    rate: { used: 0, of: 0 },
  },
  lists: RANKINGS.nothing.lists.map(({ name, rows }) => ({
    name,
    rows: rows.map((row) => ({ ...row, quota: 0 })),
  })),
  byLevel: [],
  byCategory: [],
  commissions: null,
  returns: [],
  commendation: [],
  criticism: [],
  zero: [],
})

const UNITS = [
  ['D01', '党政综合办公室', '部门组'],
  ['D02', '经济发展办公室', '部门组'],
  ['D03', '平安建设办公室', '部门组'],
  ['D04', '社会事务办公室', '部门组'],
  ['C01', '溪畔社区', '村社区组'],
  ['C02', '松风社区', '村社区组'],
  ['C03', '竹里村', '村社区组'],
] as const

type Entry = AssessmentContent['evidence'][number]
const RULES = [
  ['onTime', 100, '按时报送 1'],
  ['adoption', 750, '区县级 溪城日报 通讯 5×1.5'],
  ['late', -100, '迟报 −1'],
  ['commissionOnTime', 200, '约稿按时 2'],
  ['untrue', -333, '不实 −3.33'],
] as const

/** The ranking's order and places. */
const PLACES = [
  ['D01', 1],
  ['D02', 2],
  ['D03', null],
  ['D04', null],
  ['C01', 1],
  ['C03', 2],
  ['C02', 3],
] as const

/** An entry for most days of a year; D03 has nothing, D04 has lost points only. */
function entries(count: number): Entry[] {
  const writing = UNITS.filter(([code]) => !['D03', 'D04'].includes(code))
  const entered = Array.from({ length: count }, (_, index): Entry => {
    const [code, name] = writing[(index * 7) % writing.length] ?? writing[0] ?? UNITS[0]
    const [rule, hundredths, how] = RULES[(index * 3 + (index % 4)) % RULES.length] ?? RULES[0]
    const month = String(1 + Math.floor((index * 12) / count)).padStart(2, '0')
    return {
      entry: index + 1,
      day: `2026-${month}-${String(1 + (index % 28)).padStart(2, '0')}`,
      month: `2026-${month}`,
      unitCode: code,
      unit: name,
      person: index % 5 === 0 ? null : '林晓禾',
      number: `2026-${String(1 + Math.floor(index / 2)).padStart(4, '0')}`,
      title: index === 3 ? '=HYPERLINK("http://example.invalid","看这里")' : '夜市灯火暖了一条街',
      rule,
      how,
      ruleVersion: '2026.1',
      hundredths: hundredths + (index % 3),
      reverses: null,
    }
  })
  const lost = { unitCode: 'D04', unit: '社会事务办公室', person: null, number: null, title: null }
  const omitted = { ...lost, rule: 'keyEventOmitted', how: '漏报重要活动 −2' } as const
  const after = { day: '2026-12-30', month: '2026-12', ruleVersion: '2026.1', reverses: null }
  return [...entered, { entry: count + 1, ...omitted, ...after, hundredths: -200 }]
}

export const ASSESSMENT: AssessmentContent = AssessmentContent.parse({
  subdistrict: '云溪街道',
  year: 2026,
  asOf: Instant.parse(Date.parse('2027-01-03T18:00:00+08:00')),
  frozen: true,
  units: PLACES.map(([code, place]) => {
    const index = UNITS.findIndex((unit) => unit[0] === code)
    const [, name, list] = UNITS[index] ?? UNITS[0]
    const quota = index === 5 ? 0 : 24
    const figures =
      place === null
        ? { submitted: 0, filed: 0, late: 0, adopted: 0, rate: { used: 0, of: 0 } }
        : {
            submitted: 30 - index,
            filed: 28 - index,
            late: index,
            adopted: 12 - index,
            rate: { used: 11 - index, of: 28 - index },
          }
    return { place, code, name, list, quota, ...figures }
  }),
  components: [
    { rule: 'onTime', label: '按时报送' },
    { rule: 'late', label: '迟报' },
    { rule: 'adoption', label: '采用' },
    { rule: 'commissionOnTime', label: '约稿完成' },
    { rule: 'untrue', label: '信息不实' },
    { rule: 'keyEventOmitted', label: '漏报' },
  ],
  evidence: entries(160),
  ruleSets: [
    {
      name: '街道标准版',
      version: '2026.1',
      effectiveFrom: '2026-01-01',
      lines: [
        { name: '按时报送', value: '+1（每单位每月最多 4 分）' },
        { name: '采用', value: '街道 2.5 · 区县 5 · 市 10 · 省 20 · 国家 40' },
        { name: '头版 · 综合', value: '×2 · ×0.5' },
        { name: '迟报', value: '-1' },
      ],
    },
  ],
})

/** What is looked at, by the name of its file. */
export const RECIPES: Record<string, Recipe> = {
  ...Object.fromEntries(
    Object.entries(RANKINGS).map(([name, table]): [string, Recipe] => [
      `ranking-${name}.png`,
      { kind: 'ranking-picture', table },
    ]),
  ),
  'ranking-month.xlsx': { kind: 'ranking-workbook', table: RANKINGS.live },
  'ranking-sixty.xlsx': { kind: 'ranking-workbook', table: RANKINGS.sixty },
  'bulletin-draft.docx': { kind: 'bulletin', content: BULLETIN },
  'bulletin-sixty.docx': {
    kind: 'bulletin',
    content: { ...BULLETIN, draft: false, lists: RANKINGS.sixty.lists },
  },
  'bulletin-empty.docx': { kind: 'bulletin', content: EMPTY_BULLETIN },
  'assessment.xlsx': { kind: 'assessment', content: ASSESSMENT },
}
