import { expect, test } from 'vitest'
import { createMenu } from '../../../src/platforms/wecom/menu.ts'
import { apiAndAdapter } from './api.ts'
import { APP } from './support.ts'

test('the menu is made of the words of the chat, within the lengths of WeCom', async () => {
  const { api, client, signal } = await apiAndAdapter()
  await createMenu(client, APP.agentId, signal)
  const [call] = api.calls('menu/create')
  expect(call?.query.get('agentid')).toBe('1000002')
  const { button } = JSON.parse(call?.body.toString() ?? '') as {
    button: { name: string; key?: string; sub_button?: { name: string; key: string }[] }[]
  }
  const names = button.map(({ name, key, sub_button }) => [
    name,
    key ?? sub_button?.map((sub) => sub.key),
  ])
  expect(names).toEqual([
    ['投稿', 'submit'],
    ['我的', ['mine', 'pending', 'points']],
    ['更多', ['ranking', 'urgent', 'help']],
  ])
  for (const { name } of button) expect(Buffer.byteLength(name)).toBeLessThanOrEqual(16)
})
