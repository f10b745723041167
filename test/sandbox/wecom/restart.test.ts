import { appendFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { credentials, lilei, stage } from './support.ts'

const card = {
  card_type: 'button_interaction',
  task_id: 'review-42@1',
  main_title: { title: '稿件 42 待审' },
  button_list: [{ text: '通过', key: 'approve' }],
}
const menu = { button: [{ type: 'click', name: '投稿', key: 'new' }] }

async function journal() {
  const folder = await mkdtemp(join(tmpdir(), 'stand-in-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  return join(folder, 'wecom.jsonl')
}

test('chats, cards, codes, media and the menu survive a restart', async () => {
  const journalFile = await journal()
  const before = await stage({ journalFile })
  await before.standIn.sendText('lilei', '投稿')
  const { response_code: code } = await before.bot.send('template_card', card)
  const { media_id: mediaId } = await before.bot.upload('file', '稿件.txt', new Uint8Array(9))
  await before.bot.post('menu/create', menu, `agentid=${credentials.agentId}`)
  const told = before.standIn.messages(lilei)
  await before.standIn.close()
  // As a kill in the middle of a write leaves it.
  await appendFile(journalFile, '{"type":"said","chat":{"ki')

  const { standIn, bot } = await stage({ journalFile })
  expect(standIn.messages(lilei)).toEqual(told)
  expect(standIn.menu()).toHaveLength(1)
  expect(standIn.media(String(mediaId))?.bytes).toHaveLength(9)
  expect((await bot.send('template_card', card)).errcode).toBe(42014)
  await standIn.tap('lilei', told.at(-1)?.id ?? '', 'approve', {})
  const head = { agentid: credentials.agentId, atall: 1, response_code: code }
  const update = { ...head, button: { replace_name: '已通过' } }
  expect((await bot.post('message/update_template_card', update)).errcode).toBe(0)
  await standIn.close()

  const third = await stage({ journalFile })
  expect(third.standIn.messages(lilei).at(-1)).toMatchObject({
    body: { card: { replaced: '已通过' } },
  })
  expect((await third.bot.post('message/update_template_card', update)).errcode).toBe(60140)
})

test('a reset forgets everything but the members and groups it began with', async () => {
  const journalFile = await journal()
  const { standIn, bot } = await stage({ journalFile })
  await bot.send('template_card', card)
  standIn.setFault('refusing')
  standIn.reset()
  expect([standIn.messages(lilei), standIn.wire(), standIn.fault()]).toEqual([[], [], 'none'])
  expect((await bot.send('template_card', card)).errcode).toBe(0)
  expect((await bot.get('appchat/get', 'chatid=newsroom')).errcode).toBe(0)
  await standIn.close()
  const again = await stage({ journalFile })
  expect(again.standIn.messages(lilei)).toHaveLength(1)
})

test('listeners hear which chats changed, until they unsubscribe', async () => {
  const { standIn } = await stage()
  const heard: unknown[] = []
  const stop = standIn.onChange((change) => heard.push(change))
  await standIn.sendText('lilei', '投稿')
  expect(heard).toEqual([
    { chats: [lilei], wire: false },
    { chats: [], wire: true },
  ])
  stop()
  await standIn.sendText('lilei', '投稿')
  expect(heard).toHaveLength(2)
})
