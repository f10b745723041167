import type { DingtalkStandIn } from '../../../src/sandbox/dingtalk/index.ts'
import type { DingtalkStandInOptions } from '../../../src/sandbox/dingtalk/options.ts'
import { type Answer, type Bot, credentials, lilei, stage } from './support.ts'
import { connect } from './stream-client.ts'

export const review = {
  source: '投稿审核',
  title: '稿件 2026-0042 待审',
  facts: '春季运动会报道  \n**单位**：红旗社区  \n**作者**：韩\\*梅梅',
  excerpt: '运动会闭幕',
  link: 'https://bot.example.com/articles/abc',
  status: 'open',
  status_text: '',
  a1: '通过',
  a2: '退回',
  a3: '转交',
  a4: '',
  a5: '',
  a6: '',
  reasons: '["数据有误","要素不全"]',
  note: 'true',
}

/** A createAndDeliver call to one person. */
export function cardTo(userId: string, outTrackId: string, params: object, rest: object = {}) {
  return {
    cardTemplateId: credentials.cardTemplateId,
    outTrackId,
    callbackType: 'STREAM',
    cardData: { cardParamMap: params },
    openSpaceId: `dtv1.card//IM_ROBOT.${userId}`,
    imRobotOpenSpaceModel: { supportForward: false },
    imRobotOpenDeliverModel: { spaceType: 'IM_ROBOT' },
    userIdType: 1,
    ...rest,
  }
}

export const create = (bot: Bot, body: object) => bot.api('card/instances/createAndDeliver', body)
export const update = (bot: Bot, body: object) => bot.api('card/instances', body, 'PUT')
export const code = ({ status, body }: Answer) => (status === 200 ? 'ok' : body['code'])
export const byKey = {
  cardUpdateOptions: { updateCardDataByKey: true, updatePrivateDataByKey: true },
}
export const change = (outTrackId: string, cardParamMap: object, rest: object = byKey) => ({
  outTrackId,
  cardData: { cardParamMap },
  ...rest,
})

export function drawn(
  standIn: DingtalkStandIn,
  chat: { kind: 'person' | 'group'; id: string } = lilei,
) {
  const body = standIn.messages(chat).at(-1)?.body
  if (body?.type !== 'card') throw new Error('no card')
  return body.card
}

export const options = {
  cardUpdateOptions: { updateCardDataByKey: true, updatePrivateDataByKey: true },
}
export const closed = { status: 'closed', status_text: '已由 李雷 通过' }
export const answerWith = (cardParamMap: object) => ({ ...options, cardData: { cardParamMap } })
export const acked = (response: object) => ({ data: JSON.stringify({ response }) })
export const twoPeople = ['staff0001', 'staff0002']
  .map((id) => `dtv1.card//IM_ROBOT.${id}`)
  .join(';')

export async function withCard(rest: object = {}, given: Partial<DingtalkStandInOptions> = {}) {
  const world = await stage({ timeLimits: { card: 100 }, ...given })
  const { bot, standIn } = world
  const client = await connect(bot)
  await bot.api('card/instances/createAndDeliver', cardTo('staff0001', 'review-42', review, rest))
  const id = standIn.messages(lilei).at(-1)?.id ?? ''
  const tap = (key: string, choices: Record<string, string[]> = {}, account = 'staff0001') =>
    standIn.tap(account, id, key, choices)
  const replaced = (chat: { kind: 'person' | 'group'; id: string } = lilei) => {
    const body = standIn.messages(chat).at(-1)?.body
    return body?.type === 'card' ? body.card.replaced : undefined
  }
  const update = () => {
    const body = { outTrackId: 'review-42', cardData: { cardParamMap: closed }, ...options }
    return bot.api('card/instances', body, 'PUT')
  }
  return { ...world, client, id, tap, replaced, update }
}
