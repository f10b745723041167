import mammoth from 'mammoth'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { Instant } from '../../schema/ids.ts'
import { BulletinContent } from '../../schema/report.ts'
import { bulletin } from '../../src/reports/bulletin/bulletin.ts'
import { BULLETIN, EMPTY_BULLETIN } from '../../scripts/look-at-reports/documents.ts'
import { unitRow } from '../../scripts/look-at-reports/samples.ts'
import { partOf } from './zip.ts'

afterEach(() => vi.useRealTimers())

const html = async (content: BulletinContent) => {
  const buffer = Buffer.from(await bulletin(content))
  const styleMap = ["p[style-name='Title'] => h1.title"]
  return (await mammoth.convertToHtml({ buffer }, { styleMap })).value
}

const strip = (text: string) => text.replace(/<[^>]+>/g, '')
const inside = (text: string, tag: string) =>
  [...text.matchAll(new RegExp(`<${tag}[ >].*?</${tag}>|<${tag}>.*?</${tag}>`, 'gs'))].map(
    ([found]) => found,
  )
const headings = (text: string) => inside(text, 'h1').map(strip)
const tables = (text: string) =>
  inside(text, 'table').map((table) =>
    inside(table, 'tr').map((row) => [...inside(row, 't[hd]')].map(strip)),
  )
const sentences = (text: string) =>
  inside(text.replace(/<table>.*?<\/table>/gs, ''), 'p').map(strip)

describe('a quarter with something in every part', async () => {
  const document = await html(BULLETIN)

  test('has its title and its nine parts in order', () => {
    expect(headings(document)).toEqual([
      '云溪街道关于2026年第三季度宣传信息工作情况的通报',
      '一、总体情况',
      '二、积分排行',
      '三、采用情况',
      '四、任务完成情况',
      '五、约稿情况',
      '六、退稿情况',
      '七、表扬',
      '八、零报送',
      '九、通报批评',
    ])
    expect(inside(document, 'h2').map(strip)).toEqual(['（一）部门组', '（二）村社区组'])
  })

  test('tells every figure in sentences', () => {
    expect(sentences(document)).toEqual(
      expect.arrayContaining([
        '本季度，各单位共提交稿件37件，审核通过并报送31件，其中迟报2件；有17件稿件被各级媒体采用，共采用21次。本季度首次报送的31件稿件中，已采用16件，采用率为51.6%。',
        '部门组共6个单位，按积分排名，党政综合办公室（115.5分）列第1位，经济发展办公室（78分）列第2位，综合文化站（53.25分）列第3位。',
        '按媒体级别统计，省级2次、市级5次、区县级8次、街道级6次，合计21次。',
        '按内容分类统计，报送最多的是日常亮点（10件），采用最多的是经济发展、品牌建设（各5件）。',
        '本季度共有12个单位承担报送任务，任务数合计72件，1个单位完成任务，11个单位尚未完成。',
        '本季度共约稿6件次，按时完成4件次，逾期完成1件次，未完成1件次。',
        '本季度审核中共退回稿件9次，原因依次为要素不全（5次）、照片不清（3次）、数据有误（1次）。',
        '2．溪畔社区：积分位列村社区组第一，报送任务全部按时完成。',
        '本季度有2个单位零报送：平安建设办公室、清溪村。',
        '1．清溪村：连续两个季度零报送。',
      ]),
    )
  })

  test('has the five tables with every row', () => {
    const [departments, communities, levels, categories, quotas] = tables(document)
    expect(departments?.slice(0, 2)).toEqual([
      ['名次', '单位', '提交', '报送', '迟报', '采用', '采用率', '积分'],
      ['1', '党政综合办公室', '5', '5', '0', '3', '60%', '115.5'],
    ])
    expect(departments).toHaveLength(7)
    expect(communities?.at(-1)).toEqual(['—', '清溪村', '0', '0', '0', '0', '—', '0'])
    expect(levels?.at(1)).toEqual(['省级', '2', '9.5%'])
    expect(categories?.slice(1).map(([name]) => name)).toEqual(
      BULLETIN.byCategory.map(({ category }) => category),
    )
    expect(quotas).toContainEqual(['松风社区', '6', '4', '66.7%', '2'])
    expect(quotas).toHaveLength(13)
  })

  test('is signed and dated at the end', () => {
    expect(sentences(document).slice(-2)).toEqual(['云溪街道宣传办公室', '2026年10月9日'])
  })
})

test('a draft says so before anything else, a confirmed one does not', async () => {
  expect(sentences(await html(BULLETIN))[0]).toBe('【草稿，待主任确认】')
  expect(await html({ ...BULLETIN, draft: false })).not.toContain('草稿')
})

test('a part with nothing in it says that in a sentence, and has no table', async () => {
  const document = await html(EMPTY_BULLETIN)
  expect(sentences(document)).toEqual(
    expect.arrayContaining([
      '本季度各单位没有报送稿件。',
      '部门组共6个单位，本季度暂无积分。',
      '本季度没有稿件被媒体采用。',
      '本季度没有报送任务。',
      '本季度没有约稿任务。',
      '本季度没有退回修改的稿件。',
      '本季度无表扬单位。',
      '本季度没有零报送单位。',
      '本季度没有通报批评的单位。',
    ]),
  )
  expect(tables(document)).toHaveLength(2)
})

test.each([
  [[5, 2], [3, 1], '报送、采用最多的均为日常亮点（5件、2件）。'],
  [[5, 2], [5, 2], '报送、采用最多的均为日常亮点、其他动态（各5件、各2件）。'],
  [[5, 1], [3, 2], '报送最多的是日常亮点（5件），采用最多的是其他动态（2件）。'],
  [[5, 0], [3, 0], '报送最多的是日常亮点（5件）。'],
])('what was filed and used most is named once where it is the same: %j %j', async (...given) => {
  const [highlight, other, sentence] = given
  const byCategory = [
    { category: '日常亮点', filed: highlight[0], adopted: highlight[1] },
    { category: '其他动态', filed: other[0], adopted: other[1] },
  ]
  const document = await html(BulletinContent.parse({ ...BULLETIN, byCategory }))
  expect(sentences(document)).toContain(`按内容分类统计，${sentence}`)
})

test.each([
  ['2026-10-03T18:00:00+08:00', '2026年第三季度', '10月3日18时'],
  ['2026-10-03T18:05:00+08:00', '2026年第三季度', '10月3日18时5分'],
  ['2027-01-03T18:00:00+08:00', '2026年第四季度', '2027年1月3日18时'],
])('%s is said as people write it', async (at, period, words) => {
  const document = await html({ ...BULLETIN, period, asOf: Instant.parse(Date.parse(at)) })
  expect(document).toContain(`（数据统计截至${words}）`)
})

test('a table of up to eight rows is kept on one page, a longer one may go on to the next', async () => {
  const [first] = BULLETIN.lists
  const pages = async (count: number) => {
    const rows = Array.from({ length: count }, (_, index) => unitRow(`${index}社区`, index + 1))
    const content = { ...BULLETIN, lists: [{ name: first?.name ?? '', rows }] }
    const [table = ''] = inside(partOf(await bulletin(content), 'word/document.xml'), 'w:tbl')
    return inside(table, 'w:tr').map((row) => row.includes('<w:keepNext/>'))
  }
  expect(await pages(8)).toEqual([...Array<boolean>(8).fill(true), false])
  expect(await pages(9)).toEqual([true, true, ...Array<boolean>(8).fill(false)])
})

test('equal points share a place in the sentence too', async () => {
  const rows = ['甲社区', '乙社区', '丙社区'].map((unit, index) =>
    unitRow(unit, index < 2 ? 1 : 3, { hundredths: index < 2 ? 550 : 100 }),
  )
  const document = await html({ ...BULLETIN, lists: [{ name: '村社区组', rows }] })
  expect(document).toContain('甲社区（5.5分）、乙社区（5.5分）并列第1位，丙社区（1分）列第3位。')
})

test('the same content gives the same bytes on another day', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  vi.setSystemTime(new Date('2026-10-09T09:00:00+08:00'))
  const one = await bulletin(BULLETIN)
  vi.setSystemTime(new Date('2027-02-01T10:30:00+08:00'))
  expect(Buffer.compare(one, await bulletin(BULLETIN))).toBe(0)
})
