import { expect, test } from 'vitest'
import { type Bot, credentials, stage } from './support.ts'

const agent = `agentid=${credentials.agentId}`
const click = (name: string, key: string) => ({ type: 'click', name, key })
const create = (bot: Bot, button: object[]) => bot.post('menu/create', { button }, agent)

test('a menu is shown, and a tap on a nested entry is a click event with its key', async () => {
  const { bot, standIn, listener } = await stage()
  expect((await bot.get('menu/get', agent)).errcode).toBe(46003)
  const mine = { name: '我的', sub_button: [click('我的稿件', 'my'), click('待审', 'todo')] }
  expect((await create(bot, [click('投稿', 'new'), mine])).errcode).toBe(0)
  expect(standIn.menu()).toEqual([
    { name: '投稿', key: 'new', children: [] },
    {
      name: '我的',
      key: null,
      children: [
        { name: '我的稿件', key: 'my' },
        { name: '待审', key: 'todo' },
      ],
    },
  ])
  await standIn.clickMenu('lilei', 'todo')
  const xml = listener.received[0]?.xml
  expect(xml).toContain('<Event><![CDATA[click]]></Event>')
  expect(xml).toContain('<EventKey><![CDATA[todo]]></EventKey>')
  await expect(standIn.clickMenu('lilei', 'none')).rejects.toThrow('no such menu entry')
  expect((await bot.get('menu/get', agent))['button']).toHaveLength(2)
  await bot.get('menu/delete', agent)
  expect(standIn.menu()).toEqual([])
})

test('a menu keeps to its counts and lengths', async () => {
  const { bot } = await stage()
  const codeOf = async (button: object[]) => (await create(bot, button)).errcode
  const four = ['a', 'b', 'c', 'd'].map((key) => click(key, key))
  const nested = (sub: object) => [{ name: '我的', sub_button: [sub] }]
  expect(await codeOf([])).toBe(40016)
  expect(await codeOf(four)).toBe(40016)
  expect(await codeOf([click('六个汉字太长', 'k')])).toBe(40018)
  expect(await codeOf([{ name: 'a', type: 'press' }])).toBe(40017)
  expect(await codeOf([click('a', 'k'.repeat(129))])).toBe(40019)
  expect(await codeOf([{ name: 'a', type: 'view' }])).toBe(40020)
  expect(await codeOf([{ name: 'a', sub_button: [...four, ...four] }])).toBe(40023)
  expect(await codeOf(nested({ name: 'b', sub_button: four }))).toBe(40022)
  expect(await codeOf(nested(click('b'.repeat(41), 'k')))).toBe(40025)
  expect((await bot.get('menu/get', 'agentid=1')).errcode).toBe(40056)
})
