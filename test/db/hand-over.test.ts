import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { PersonId } from '../../schema/ids.ts'
import { Organisation } from '../../schema/organisation.ts'
import { sampleOrganisation, startChat } from '../support/chat.ts'
import type { ChatPerson, ChatRoom } from '../support/chat.ts'
import { folder, run } from '../scripts/run.ts'
import { eventually } from '../support/eventually.ts'

const title = '溪畔社区“下班后一小时”窗口试运行'
const body = '溪畔社区便民服务站把办事时间延长到晚上七点，方便白天上班的居民来办事。'.repeat(2)

interface Running {
  room: ChatRoom
  /** The sample without these people is imported by the command, beside the running program. */
  without: (ids: string[], change?: (file: Organisation) => void) => Promise<void>
}

async function office(): Promise<Running> {
  const dir = folder()
  const room = await startChat({ database: join(dir, 'baosong.db') })
  onTestFinished(() => room.close())
  const without: Running['without'] = async (ids, change = () => undefined) => {
    const file = Organisation.parse(sampleOrganisation())
    const stays = (id: string) => !ids.includes(id)
    file.people = file.people.filter(({ id }) => stays(id))
    for (const unit of file.units) unit.heads = unit.heads.filter(stays)
    change(file)
    writeFileSync(join(dir, 'org.json'), JSON.stringify(file))
    // The command goes by the sandbox's clock; the one in here stands still while it runs.
    const aheadMs = room.clock.now() - Date.now() - 60_000
    writeFileSync(join(dir, 'clock.json'), JSON.stringify({ aheadMs }))
    expect(await run(dir, 'org-import', join(dir, 'org.json'))).toMatchObject({ code: 0 })
  }
  return { room, without }
}

/** What a person is told, whenever the running bot has noticed. */
const told = (person: ChatPerson): Promise<string[]> =>
  eventually(() => {
    const news = person.news()
    expect(news).not.toEqual([])
    return news
  })

async function write(writer: ChatPerson, ...answers: string[]) {
  for (const answer of ['投稿', '1', '4', title, '昨天', body, ...answers])
    await writer.says(answer)
}

test('who leaves in the middle of a draft hands it to a colleague, who goes on with it', async () => {
  const { room, without } = await office()
  const [writer, colleague] = [room.as('linxiaohe'), room.as('zhengyinuo')]
  await write(writer)
  await without(['linxiaohe'])
  expect(await told(colleague)).toEqual([
    `同事的草稿《${title}》转给您了。回复“继续”接着写；不用了，回复“删除草稿”。`,
  ])
  expect((await colleague.says('继续')).join()).toContain('5/7')
  for (const answer of ['完成', '跳过', '提交']) await colleague.says(answer)
  expect((await colleague.says('我的稿件')).join()).toContain('2026-0001')
  expect((await writer.says('继续')).join()).toContain('沈知夏')
})

test('a reviewer who leaves is followed by who holds the role now', async () => {
  const { room, without } = await office()
  const [writer, successor] = [room.as('linxiaohe'), room.as('zhengyinuo')]
  await write(writer, '完成', '跳过', '提交')
  await without(['zhaoleshan'], ({ units, people }) => {
    for (const person of people) if (person.id === 'zhengyinuo') person.roles = ['unitHead']
    for (const unit of units) if (unit.code === 'C01') unit.heads = [PersonId.parse('zhengyinuo')]
  })
  expect((await told(successor)).join()).toContain('通过 退回 转交 看全文')
  expect((await room.as('zhaoleshan').says('通过 2026-0001')).join()).toContain('沈知夏')
  await successor.taps('通过')
  expect((await writer.says('过程 2026-0001')).join()).toContain('郑一诺 通过（第1版）')
})

test('where nobody holds the role any more, the publicity office is told', async () => {
  const { room, without } = await office()
  await write(room.as('linxiaohe'), '完成', '跳过', '提交')
  const editor = room.as('chengyizhou')
  await without(['zhaoleshan'])
  expect((await told(editor)).join()).toContain('溪畔社区缺主要负责人')
})

test('where nobody of the unit is left, the draft waits for whoever comes', async () => {
  const { room, without } = await office()
  const [writer, colleague] = [room.as('linxiaohe'), room.as('zhengyinuo')]
  await write(writer)
  await without(['linxiaohe', 'zhengyinuo', 'zhaoleshan'])
  await without(['linxiaohe'])
  expect((await told(colleague)).join()).toContain('转给您了')
})
