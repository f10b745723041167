import type { UnitRecord } from '../contract.ts'
import { plain } from '../text.ts'
import { unitsMeant } from '../units-meant.ts'

const MOST = 8

/** The one unit that is meant; else what to answer. */
export function unitMeant(
  units: readonly UnitRecord[],
  text: string,
): { unit: UnitRecord } | { answer: string } {
  const said = plain(text)
  const similar = unitsMeant(units, text)
  const [only] = similar
  if (only && similar.length === 1) return { unit: only }
  const names = (similar.length > 0 ? similar : units).slice(0, MOST).map(({ name }) => name)
  const more = (similar.length > 0 ? similar : units).length > MOST ? '等' : ''
  const listed = `${names.join('、')}${more}`
  return {
    answer:
      similar.length > 0
        ? `“${said}”可能是 ${listed}，请写完整名称。`
        : `没有叫“${said.slice(0, 20)}”的单位，请写单位名称：${listed}。`,
  }
}
