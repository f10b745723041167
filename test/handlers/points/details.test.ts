import { describe, expect, test } from 'vitest'
import { importOrganisation } from '../../../src/organisation.ts'
import { loadRuleSets } from '../../../src/rules.ts'
import type { ChatPerson } from '../../support/chat.ts'
import { castOf, sample, sendItem, type Cast } from '../review/cast.ts'
import { Books } from './books.ts'

const booksOf = ({ room }: Cast) => new Books(room.app.db, room.clock.now(), loadRuleSets())

/** 2026-0001 of 溪畔社区, filed, shared with 松风社区 and used by the city. */
async function jointItem(): Promise<Cast> {
  const cast = await castOf()
  const { lin, zhao, cheng } = cast
  await sendItem(lin)
  await zhao.says('通过 1')
  await cheng.says('联合 1 松风社区')
  await cheng.says('用稿 1 市 溪城晚报')
  lin.news()
  return cast
}

/** Lines of entries alone. */
async function listed(person: ChatPerson, said = '积分 明细'): Promise<string[]> {
  person.news()
  const lines = (await person.says(said)).join('\n').split('\n')
  return lines.filter((line) => /^(?:\d{4}-)?\d\d-\d\d /u.test(line))
}

describe('what other units have of my items', () => {
  test('is said beside my own points, where it is not the unit’s', async () => {
    const { lin } = await jointItem()
    expect((await lin.says('积分'))[0]?.split('\n').slice(0, 2)).toEqual([
      '林晓禾：本月 11 分（含联合单位分得的 5.5 分），今年 11 分（含联合单位分得的 5.5 分）',
      '溪畔社区：本月 5.5 分（村社区组第 1 名），今年 5.5 分',
    ])
    expect((await lin.says('积分 第四季度'))[0]).toContain(
      '林晓禾：11 分（含联合单位分得的 5.5 分）\n溪畔社区：5.5 分',
    )
    expect((await lin.says('积分 上月'))[0]).toContain('林晓禾：0 分\n')
  })

  test('closes the list, which has the unit’s entries alone', async () => {
    const { lin, zhao } = await jointItem()
    expect((await lin.says('积分 明细'))[0]?.split('\n').slice(-2)).toEqual([
      '11-20 2026-0001 市级用稿 溪城晚报 10，2 家平分 +5',
      '林晓禾：11 分（含联合单位分得的 5.5 分）',
    ])
    zhao.news()
    expect((await zhao.says('积分 明细')).join()).not.toContain('含联合单位')
  })

  test('is not said of what I wrote for another unit before', async () => {
    const cast = await castOf()
    const books = booksOf(cast)
    await books.filed({ unit: 'C02', author: 'linxiaohe' })
    expect((await cast.lin.says('积分'))[0]).toContain('林晓禾：本月 1 分，今年 1 分\n')
  })
})

describe('whose item a line is about', () => {
  test('is said where it is another writer’s', async () => {
    const cast = await castOf()
    const second = cast.room.as('zhengyinuo')
    await sendItem(cast.lin)
    await cast.zhao.says('通过 1')
    await sendItem(second, 1, '郑一诺的第一篇稿件')
    await cast.zhao.says('通过 2')
    const [lins, others] = ['11-20 2026-0001', '11-20 2026-0002']
    expect(await listed(cast.lin)).toEqual([`${lins} 按时报送 +1`, `${others} 郑一诺 按时报送 +1`])
    expect(await listed(second)).toEqual([`${lins} 林晓禾 按时报送 +1`, `${others} 按时报送 +1`])
    expect(await listed(cast.zhao)).toEqual([
      `${lins} 林晓禾 按时报送 +1`,
      `${others} 郑一诺 按时报送 +1`,
    ])
  })

  test('goes without saying where one person has written all of it', async () => {
    const { zhao } = await jointItem()
    expect((await listed(zhao)).join()).not.toContain('林晓禾')
  })

  test('is left out where the line would be too long', async () => {
    const cast = await castOf()
    const books = booksOf(cast)
    const number = await books.filed({ author: 'zhengyinuo' })
    const outlet = '溪城日报社区新闻版与溪城电视台联合专栏特别报道'
    await books.adopt(number, { level: 'national', usedAs: 'research', outlet, day: '2026-11-20' })
    const [short, long] = await listed(cast.lin)
    expect(short).toContain('郑一诺')
    expect(long).toContain(outlet)
    expect(long).not.toContain('郑一诺')
  })

  test('is known of whoever has left', async () => {
    const cast = await castOf()
    const second = cast.room.as('zhengyinuo')
    await sendItem(second)
    await cast.zhao.says('通过 1')
    const organisation = sample()
    organisation.people = organisation.people.filter(({ name }) => name !== '郑一诺')
    await importOrganisation(cast.room.app.db, organisation, cast.room.clock.now())
    expect(await listed(cast.lin)).toEqual(['11-20 2026-0001 郑一诺 按时报送 +1'])
  })
})

test('a mark is told by its number and its reason, in the words that the unit was told', async () => {
  const cast = await castOf()
  const { lin, cheng } = cast
  await cheng.says('记分 溪畔社区 表扬 区 夜间服务获区领导批示。')
  await cheng.says('记分 溪畔社区 漏报 消防演练列入全年计划，事后也没有补报给宣传办公室')
  await cheng.says('撤销记分 2 记错了单位')
  await cheng.says('撤销记分 1')
  expect(lin.news().join()).toContain('区级表扬')
  expect(await listed(lin)).toEqual([
    '11-20 第1号 区级表扬：夜间服务获区领导批示 +10',
    '11-20 第2号 漏报重点事项：消防演练列入全年计划，事后也没有补报给… −2',
    '11-20 第2号 撤销：漏报重点事项（记错了单位） +2',
    '11-20 第1号 撤销：区级表扬 −10',
  ])
})
