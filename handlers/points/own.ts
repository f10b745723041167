import { pointsText } from '../../schema/figure-text.ts'
import type { PersonId } from '../../schema/ids.ts'
import type { Read, Span } from '../contract.ts'

/**
 * `−22.5 分（含联合单位分得的 −11.25 分）`: for all that a person wrote. `shared` of it are the points
 * of units that the items were written with, and so not among those of the person's own.
 */
export async function ownPoints(
  read: Read,
  person: PersonId,
  span: Span,
): Promise<{ text: string; shared: number }> {
  const sum = await read.sum({ person }, span)
  const shared = await read.sumOfPartners(person, span)
  const note = shared === 0 ? '' : `（含联合单位分得的 ${pointsText(shared)} 分）`
  return { text: `${pointsText(sum)} 分${note}`, shared }
}
