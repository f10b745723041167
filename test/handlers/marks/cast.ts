import type { Organisation } from '../../../schema/organisation.ts'
import { filedItem } from '../desk/cast.ts'
import type { DeskCast } from '../desk/cast.ts'

export const UNTRUE = '记分 2026-0001 失实 参加人数与签到表不符。'

export const stateOf = async ({ room }: DeskCast, ordinal = 1) =>
  (
    await room.app.db
      .selectFrom('mark')
      .select('state')
      .where('ordinal', '=', ordinal)
      .executeTakeFirstOrThrow()
  ).state

export const confirmations = async ({ room }: DeskCast) =>
  (
    await room.app.db
      .selectFrom('mark_confirmation')
      .select(['role', 'person_id'])
      .orderBy('role')
      .execute()
  ).map(({ role, person_id }) => [role, person_id])

/** The item was used by the district and the city before it turned out to be untrue. */
export async function usedItem(organisation?: Organisation) {
  const cast = await filedItem(organisation ? { organisation } : {})
  await cast.cheng.says('用稿 2026-0001 区县 溪城日报 通讯')
  await cast.cheng.says('用稿 2026-0001 市 云州晚报')
  const { lin, zhao, shen, cheng, gu, lu } = cast
  for (const person of [lin, zhao, shen, cheng, gu, lu]) person.news()
  return cast
}
