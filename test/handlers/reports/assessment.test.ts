import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import exceljs from 'exceljs'
import { describe, expect, test } from 'vitest'
import type { Desk } from './quarter.ts'
import { file, openDesk, september, START } from './quarter.ts'

const FILE = '云溪街道2026年度宣传工作考核.xlsx'

async function workbookSent({ room, media }: Desk) {
  const sent = room.platform.sent.findLast(({ delivery }) => delivery.type === 'file')
  if (sent?.delivery.type !== 'file') throw new Error('nobody was sent a file')
  expect(sent.delivery.name).toBe(FILE)
  const workbook = new exceljs.Workbook()
  const bytes = readFileSync(join(media, sent.delivery.file))
  await workbook.xlsx.load(new Uint8Array(bytes).buffer)
  return workbook
}

/** The rows of a sheet as they are read: formulas by what they come to. */
function rowsOf(workbook: exceljs.Workbook, name: string): Record<string, unknown>[] {
  const all: unknown[][] = []
  workbook.getWorksheet(name)?.eachRow((row) => {
    const cells: unknown[] = []
    row.eachCell({ includeEmpty: true }, (cell) =>
      cells.push(cell.formula ? cell.result : cell.value),
    )
    all.push(cells)
  })
  const head = all.findIndex((cells) => cells.includes('单位编码'))
  const names = all[head]?.map(String) ?? []
  return all
    .slice(head + 1)
    .map((cells) => Object.fromEntries(names.map((key, place) => [key, cells[place]])))
}

const unitRow = (workbook: exceljs.Workbook, code: string) =>
  rowsOf(workbook, '考核表').find((row) => row['单位编码'] === code)

/** `2. 北桥社区` for those with a place, in the workbook and as 排行 tells them, and the others. */
async function placesIn(desk: Desk) {
  const [told = ''] = await desk.cheng.says('排行 2026')
  await desk.cheng.says('考核')
  const units = rowsOf(await workbookSent(desk), '考核表').filter((row) => row['单位编码'] !== null)
  const hasPlace = (row: Record<string, unknown>) => row['名次'] !== '—'
  return {
    places: units.filter(hasPlace).map((row) => `${Number(row['名次'])}. ${String(row['单位'])}`),
    ranked: told.match(/^\d+\. \S+/gmu),
    without: units
      .filter((row) => !hasPlace(row))
      .map(({ 单位, 积分合计 }) => ({ 单位, 积分合计 })),
  }
}

describe('考核', () => {
  test('is the year so far, a row a unit and every entry behind it', async () => {
    const desk = await openDesk({ now: START })
    await september(desk)
    desk.cheng.news()
    const [line = '', sent] = await desk.cheng.says('考核')
    expect(line).toMatch(
      /^2026年度考核表（未定稿，截至 9月10日 \d\d:\d\d）：12 个单位，积分依据 14 条/u,
    )
    expect(sent).toBe(`[文件] ${FILE}`)
    const workbook = await workbookSent(desk)
    expect(workbook.getWorksheet('考核表')?.getCell('A2').value).toContain('（未定稿）')
    expect(unitRow(workbook, 'C01')).toMatchObject({
      单位: '溪畔社区',
      按时报送: 4,
      用稿: 20,
      积分合计: 24,
      提交件数: 5,
      报送件数: 4,
      采用件数: 2,
      任务数: 6,
    })
    expect(unitRow(workbook, 'C02')).toMatchObject({ 按时报送: 1, 信息失实: -5, 积分合计: -4 })
    const evidence = rowsOf(workbook, '积分依据')
    expect(evidence).toHaveLength(14)
    expect(evidence.find((row) => row['计分项目'] === '用稿')).toMatchObject({
      稿件编号: '2026-0001',
      标题: '溪畔社区夜间窗口开放',
      信息员: '林晓禾',
      计算: '市级用稿 云州晚报 10 × 1.5（通讯）',
      积分: 15,
    })
    expect(evidence.at(-1)).toMatchObject({
      单位: '长亭社区',
      计算: '瞒报：积水情况没有如实报送',
      积分: -10,
    })
    const rules = workbook.getWorksheet('计分规则')
    const lines = rules?.getSheetValues().map((row) => JSON.stringify(row))
    expect(lines?.join('\n')).toContain(
      '"各级媒体用稿","街道级 2.5，区县级 5，市级 10，省级 20，国家级 40"',
    )
  })

  test('has the units in the order and places of 排行, also of those that are equal or have nothing', async () => {
    const desk = await openDesk({ now: START })
    const { cheng, room } = desk
    for (const title of ['北桥社区加装电梯开工', '北桥社区亲子运动会', '北桥社区反诈宣讲'])
      await file(room, 'baizhi', 'sunxiangwan', title)
    await file(room, 'henianan', 'qianmuyun', '松风社区读书会开课')
    await cheng.says('用稿 2026-0001 市 云州日报')
    for (const level of ['区', '街道']) await cheng.says(`记分 青石村 表扬 ${level} 防汛宣传得力`)
    for (const what of ['邻里节', '义诊']) await cheng.says(`记分 松风社区 漏报 ${what}没有报送`)
    const { places, ranked } = await placesIn(desk)
    // 13 points each; the one that a city paper used comes first.
    expect(places).toEqual(['1. 北桥社区', '2. 青石村', '3. 松风社区'])
    expect(places).toEqual(ranked)
    await room.laterUntil('2026-10-04T10:00:00+08:00')
    const after = await placesIn(desk)
    // Who sent nothing lost points for that, and stands before nobody all the same.
    expect(after.without).toContainEqual({ 单位: '柳塘村', 积分合计: -2 })
    expect(after.places.at(-1)).toBe('3. 松风社区')
    expect(after.places).toEqual(after.ranked)
  })

  test('tells of what was taken back why that was done', async () => {
    const desk = await openDesk({ now: START })
    await september(desk)
    await desk.shen.says('撤销记分 2 积水当天已经报过')
    await desk.cheng.says('记分 青石村 表扬 区 防汛宣传得力')
    await desk.cheng.says('撤销记分 3')
    await desk.cheng.says('考核')
    const told = rowsOf(await workbookSent(desk), '积分依据').map((row) => row['计算'])
    expect(told.slice(-3)).toEqual([
      '撤销：瞒报（积水当天已经报过）',
      '区级表扬：防汛宣传得力',
      '撤销：区级表扬',
    ])
  })

  test('is the frozen year once there is one, whatever comes after', async () => {
    const desk = await openDesk({ now: '2026-12-28T09:00:00+08:00' })
    await september(desk, { kept: false })
    await desk.room.laterUntil('2027-01-02T10:00:00+08:00')
    desk.cheng.news()
    expect((await desk.cheng.says('考核')).join()).toContain('2026年度考核表（未定稿')
    await desk.room.laterUntil('2027-01-04T10:00:00+08:00')
    await desk.cheng.says('用稿 2026-0003 国家 大众周报')
    desk.cheng.news()
    expect((await desk.cheng.says('考核 2026')).join()).toContain('2026年度考核表（已定稿）')
    const workbook = await workbookSent(desk)
    expect(workbook.getWorksheet('考核表')?.getCell('A2').value).not.toContain('未定稿')
    // December alone was kept: two items were owed, and the quarter cost nothing.
    expect(unitRow(workbook, 'C01')).toMatchObject({ 积分合计: 24, 采用件数: 2, 任务数: 2 })
  })

  test('is for the desk and the leaders', async () => {
    const desk = await openDesk({ now: START })
    await september(desk)
    for (const id of ['luhengzhi', 'tangyuan', 'shenzhixia'])
      expect((await desk.room.as(id).says('考核　２０２６')).at(-1)).toBe(`[文件] ${FILE}`)
    for (const id of ['linxiaohe', 'zhaoleshan'])
      expect(await desk.room.as(id).says('考核 2026')).toEqual([
        '年度考核表由宣传办和街道领导查看。看自己的积分请回复“积分”。',
      ])
  })

  test.each([
    ['考核 2027', '2027年还没有到'],
    ['考核 2019', '2019年没有报送和积分记录'],
    ['考核 0999', '考核按年'],
    ['考核 第三季度', '考核按年'],
    ['考核 10月', '考核按年'],
    ['考核 abc', '考核按年'],
    ['年度考核 明年', '考核按年'],
  ])('%s gets one friendly line', async (typed, line) => {
    const { cheng } = await openDesk({ now: START })
    const answer = await cheng.says(typed)
    expect(answer).toHaveLength(1)
    expect(answer[0]).toContain(line)
  })
})
