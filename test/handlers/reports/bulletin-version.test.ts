import { expect, test } from 'vitest'
import { bulletinOf, DRAFTED_AT, inGroups, keptBefore, openDesk, START, strike } from './quarter.ts'

test('a card that should still be open confirms no version but its own', async () => {
  const desk = await openDesk({ now: START })
  const { room, shen } = desk
  await keptBefore(room)
  await room.laterUntil(DRAFTED_AT)
  const card = shen.lastCard()
  await strike(desk, '1')
  const stays = async () => {
    await room.app.db.updateTable('card').set({ open: 1 }).where('id', '=', card.id).execute()
  }
  const undecided = [{ state: 'draft', version: 2 }, [[], []]]
  await stays()
  await shen.tapsOn(card, '确认发送')
  expect([await bulletinOf(desk), inGroups(desk)]).toMatchObject(undecided)
  await stays()
  expect((await shen.says('通报 确认')).join()).toContain('还没有送审')
  expect([await bulletinOf(desk), inGroups(desk)]).toMatchObject(undecided)
})
