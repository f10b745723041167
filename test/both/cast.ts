import { expect } from 'vitest'
import { Organisation } from '../../schema/organisation.ts'
import { sampleOrganisation } from '../support/chat.ts'
import type { CardSeen, Player } from './player.ts'
import type { Stage } from './stage.ts'

export const TITLE = '小小修理铺开张 修好六十三件旧物'
export const BODY =
  '11月18日上午，松风社区小小修理铺志愿服务活动在社区广场举行，十五名志愿者为居民免费修雨伞、磨剪刀、换拉链、查小家电故障。'
export const ARTICLE = `${TITLE}\n${BODY}\n社区准备把这项活动固定在每月第三个周日。`

export const PREVIEW = '（7/7）核对提交 [提交 修改 取消]'
export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** The people of the sample whom these stories are about. */
export function castOf(stage: Stage) {
  return {
    /** 林晓禾, correspondent of 溪畔社区. */
    lin: stage.as('linxiaohe'),
    /** 赵乐山, its head. */
    zhao: stage.as('zhaoleshan'),
    /** 郑一诺, its other correspondent; a second head in `twoHeads`. */
    zheng: stage.as('zhengyinuo'),
    /** 唐屿安, its leader in charge. */
    tang: stage.as('tangyuan'),
    /** 陆衡之, deputy secretary. */
    lu: stage.as('luhengzhi'),
    /** 程亦舟, editor. */
    cheng: stage.as('chengyizhou'),
    /** 顾南枝, another one. */
    gu: stage.as('gunanzhi'),
    /** 沈知夏, director of the publicity office and editor. */
    shen: stage.as('shenzhixia'),
    /** 钱慕云, head of 松风社区. */
    qian: stage.as('qianmuyun'),
  }
}

/** The sample with a second head of 溪畔社区: 郑一诺. */
export function twoHeads(): Organisation {
  const organisation = Organisation.parse(sampleOrganisation())
  const unit = organisation.units.find(({ code }) => code === 'C01')
  const second = organisation.people.find(({ name }) => name === '郑一诺')
  if (!unit || !second) throw new Error('the sample has changed')
  unit.heads.push(second.id)
  second.roles.push('unitHead')
  return organisation
}

const ANSWERS = ['投稿', '1', '4', TITLE, '昨天', BODY, '完成', '跳过'] as const

/** Says the answers up to question `place` and returns what that question was. */
export async function upTo(writer: Player, place: 1 | 2 | 3 | 4 | 5 | 6 | 7): Promise<string[]> {
  const count = { 1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 7, 7: 8 }[place]
  let last: string[] = []
  for (const answer of ANSWERS.slice(0, count)) last = await writer.says(answer)
  return last
}

/** 1 一般性稿件 · 2 重大活动 · 3 重要决策; the title keeps items apart. */
export async function sendItem(writer: Player, tier: 1 | 2 | 3 = 1, title = TITLE) {
  await writer.says('投稿')
  await writer.says(`${tier} 4 昨天\n${title}\n${BODY}`)
  await writer.says('跳过')
  const [told = ''] = await writer.says('提交')
  expect(told).toMatch(/^已提交 2026-\d{4}/)
  return told
}

/** What the database has of an item. */
export async function itemOf(stage: Stage, number = '2026-0001') {
  return stage.app.db
    .selectFrom('submission')
    .select(['status', 'version', 'late'])
    .where('number', '=', number)
    .executeTakeFirst()
}

/** The newest event of an item with its note. */
export async function lastEvent(stage: Stage, number = '2026-0001') {
  return stage.app.db
    .selectFrom('submission_event')
    .select(['event', 'actor_id', 'version', 'note'])
    .where('number', '=', number)
    .orderBy('id', 'desc')
    .executeTakeFirst()
}

/**
 * A card that was sent shows that it is settled. A message with buttons, which DingTalk sends
 * without a template, cannot be changed: it goes on looking as it did, and tells when it is tapped.
 */
export function expectClosed(stage: Stage, person: Player, seen: CardSeen, words: RegExp) {
  const now = person.cards().find(({ id }) => id === seen.id)
  if (stage.changesCards) expect(now?.card.replaced).toMatch(words)
  else expect(now).toEqual(seen)
}

/** 2026-0001, or the next one, has just been filed; nobody has anything left to read. */
export async function fileItem(stage: Stage, title = TITLE) {
  const cast = castOf(stage)
  await sendItem(cast.lin, 1, title)
  await cast.zhao.taps('通过')
  for (const person of Object.values(cast)) person.news()
  return cast
}

/** What the ledger has, entry by entry: `onTime 100`, in hundredths. */
export async function ledgerOf(stage: Stage): Promise<string[]> {
  const { db } = stage.app
  const rows = await db.selectFrom('ledger_entry').selectAll().orderBy('id').execute()
  return rows.map(({ rule, hundredths }) => `${rule} ${hundredths}`)
}
