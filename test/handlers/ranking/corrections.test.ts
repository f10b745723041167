import { describe, expect, test } from 'vitest'
import { loadRuleSets } from '../../../src/rules.ts'
import { Books, instant } from '../points/books.ts'
import type { OfficeRoom } from './room.ts'
import { openOffice } from './room.ts'

/** It is 4 December: November's figures are frozen. The books are those of November. */
async function afterTheFreeze() {
  const office = await openOffice({ now: '2026-12-04T10:00:00+08:00' })
  const books = new Books(office.room.app.db, instant('2026-11-21T10:00:00'), loadRuleSets())
  return { office, books, cheng: office.room.as('chengyizhou') }
}

/** Used by the district in November. */
async function usedInNovember() {
  const { books, ...rest } = await afterTheFreeze()
  const number = await books.filed()
  await books.adopt(number, { level: 'district', day: '2026-11-21' })
  return { ...rest, number }
}

/** 更正 lines of the month as it is. */
async function corrections(office: OfficeRoom, said = '排行'): Promise<string[]> {
  const reader = office.room.as('luhengzhi')
  const [text = ''] = await reader.says(said)
  return text.split('\n').filter((line) => line.includes('更正'))
}

describe('an item that is used by a higher outlet', () => {
  test('in the month itself: nothing was revoked, and the groups are told nothing', async () => {
    const { office, number, cheng } = await usedInNovember()
    await cheng.says(`用稿 ${number} 市 溪城晚报 12月1日`)
    expect(await corrections(office)).toEqual([])
    expect((await office.room.as('linxiaohe').says('积分 明细')).join()).toContain(
      `12-04 ${number} 区县级用稿 溪城日报 5，改按更高分值的用稿计 −5 更正（11月）\n12-01 ${number} 市级用稿 溪城晚报 10 +10`,
    )
    await office.until('2027-01-05T09:05')
    const texts = office.room.platform.heard('appchat:yunxitongbao')
    expect(JSON.stringify(texts)).toContain('2026年12月')
    expect(JSON.stringify(texts)).not.toContain('更正')
  })

  test('in the frozen month: both are told, and that it was for a higher one', async () => {
    const { office, number, cheng } = await usedInNovember()
    await cheng.says(`用稿 ${number} 市 溪城晚报 11月30日`)
    expect(await corrections(office)).toEqual([
      `更正：溪畔社区 ${number} 11月区县级用稿改按更高分值的用稿计 −5`,
      `更正：溪畔社区 ${number} 11月市级用稿补记 +10`,
    ])
  })

  test('for a while: what is put back in the same month has changed nothing', async () => {
    const { office, number, cheng } = await usedInNovember()
    await cheng.says(`用稿 ${number} 市 溪城晚报 12月1日`)
    await office.until('2026-12-08T10:00')
    await cheng.says(`撤销用稿 ${number} 2 看错了`)
    expect(await corrections(office)).toEqual([])
    expect(await office.books.points('2026-12')).toBe(0)
    await cheng.says(`用稿 ${number} 省 山东画报 12月8日`)
    expect(await corrections(office)).toEqual([])
    // In a later month it has, and that one says so.
    await office.until('2027-01-08T10:00')
    await cheng.says(`撤销用稿 ${number} 3 看错了`)
    expect(await corrections(office)).toEqual([
      `更正：溪畔社区 ${number} 2026年12月省级用稿撤销 −20`,
      `更正：溪畔社区 ${number} 2026年11月区县级用稿补记 +5`,
    ])
  })

  test('and shared otherwise afterwards: what the month differs by is told', async () => {
    const { office, number, cheng } = await usedInNovember()
    await cheng.says(`用稿 ${number} 市 溪城晚报 12月1日`)
    await cheng.says(`联合 ${number} 松风社区`)
    await cheng.says(`撤销用稿 ${number} 2 看错了`)
    expect(await corrections(office)).toContain(
      `更正：溪畔社区 ${number} 11月区县级用稿改按更高分值的用稿计 −5`,
    )
    expect((await corrections(office)).join()).toMatch(/更正 \d 项/)
  })

  test('one that is revoked is still told as that', async () => {
    const { office, number, cheng } = await usedInNovember()
    await cheng.says(`撤销用稿 ${number} 看错了`)
    expect(await corrections(office)).toEqual([`更正：溪畔社区 ${number} 11月区县级用稿撤销 −5`])
  })
})

test('an entry of nothing is no correction', async () => {
  const { office, books } = await afterTheFreeze()
  const first = await books.filed()
  for (let nth = 0; nth < 4; nth += 1) await books.filed()
  await office.books.mark('untrue', { number: first })
  expect(await corrections(office)).toEqual([
    `更正：溪畔社区 ${first} 11月按时报送撤销 −1`,
    '更正：溪畔社区 2026-0005 11月按时报送补记 +1',
  ])
})
