import type { Command, Read, Turn } from '../contract.ts'
import { SENTENCE } from '../grammar.ts'
import { isDesk } from '../review/find.ts'
import { dayOf } from '../time.ts'
import { isCalled, unitsMeant } from '../units-meant.ts'
import { askedIn } from './asked.ts'
import { unitsSeen } from './whose.ts'

const nameLike = new RegExp(`^(?!.*${SENTENCE}).{1,12}$`, 'u')

/**
 * Whether 积分 and what stands behind it asks for points. While something is being written or
 * answered, `积分 超市开进社区` is a part of that: there is no such unit.
 */
export async function pointsMeant(read: Read, { args }: Command, turn: Turn): Promise<boolean> {
  const { actor, place, now } = turn
  const asked = askedIn(args, dayOf(now))
  if (asked.about === 'item' || asked.unit === undefined) return true
  if (!place.focus && !place.aside) return true
  const { unit, period, each } = asked
  // A slip in a name must not go out as the desk's answer to somebody.
  if (place.aside && isDesk(actor) && nameLike.test(unit)) return true
  if ((await read.units()).some((one) => isCalled(one, unit))) return true
  // A caption may be a part of a name: 管理, 文化.
  const beyondDoubt = place.aside !== null || each || period !== ''
  return beyondDoubt && unitsMeant(await unitsSeen(read, actor), unit).length > 0
}
