import { onTestFinished } from 'vitest'
import { Organisation } from '../../../schema/organisation.ts'
import { sampleOrganisation, startChat } from '../../support/chat.ts'
import type { ChatOptions, ChatPerson, ChatRoom } from '../../support/chat.ts'
import type { Heard } from '../../support/fake-platform.ts'

export const title = '溪畔社区“下班后一小时”窗口试运行'
export const body =
  '溪畔社区便民服务站把周一、周三、周五的办事时间延长到晚上七点，方便白天上班的居民。'.repeat(2)

/** The people of the sample whom these stories are about. */
export interface Cast {
  room: ChatRoom
  /** 林晓禾, correspondent of 溪畔社区. */
  lin: ChatPerson
  /** 赵乐山, its head. */
  zhao: ChatPerson
  /** 唐屿安, its leader in charge. */
  tang: ChatPerson
  /** 陆衡之, deputy secretary. */
  lu: ChatPerson
  /** 沈知夏, publicity director and editor. */
  shen: ChatPerson
  /** 程亦舟, editor. */
  cheng: ChatPerson
}

export async function castOf(options: ChatOptions = {}): Promise<Cast> {
  const room = await startChat(options)
  onTestFinished(() => room.close())
  const [lin, zhao, tang, lu, shen, cheng] = [
    'linxiaohe',
    'zhaoleshan',
    'tangyuan',
    'luhengzhi',
    'shenzhixia',
    'chengyizhou',
  ].map((account) => room.as(account))
  if (!lin || !zhao || !tang || !lu || !shen || !cheng) throw new Error('nobody came')
  return { room, lin, zhao, tang, lu, shen, cheng }
}

export const sample = (): Organisation => Organisation.parse(sampleOrganisation())

/** The sample with a second head of 溪畔社区: 郑一诺. */
export function twoHeads(): Organisation {
  const organisation = sample()
  const unit = organisation.units.find(({ code }) => code === 'C01')
  const second = organisation.people.find(({ name }) => name === '郑一诺')
  if (!unit || !second) throw new Error('the sample has changed')
  unit.heads.push(second.id)
  second.roles.push('unitHead')
  return organisation
}

/** 1 一般性稿件 · 2 重大活动 · 3 重要决策 */
export async function sendItem(writer: ChatPerson, tier: 1 | 2 | 3 = 1, heading = title) {
  for (const answer of ['投稿', String(tier), '4', heading, '昨天', body, '完成', '跳过']) {
    await writer.says(answer)
  }
  return writer.says('提交')
}

export type CardHeard = Extract<Heard, { type: 'card' }>

export const cardsOf = (person: ChatPerson): CardHeard[] =>
  person.heard.filter((one) => one.type === 'card')

export const newestCard = (person: ChatPerson): CardHeard['shown'] => person.lastCard().shown

/** What the person sees under 过程. */
export const timeline = async (person: ChatPerson, number = '1'): Promise<string> =>
  (await person.says(`过程 ${number}`)).at(-1) ?? ''
