import { percentOf } from '../../schema/figure-text.ts'
import type { BulletinContent } from '../../schema/report.ts'
import { bytesIn, shorten } from '../text.ts'

/** So much the chats take at once (product, section 4). */
const ROOM = 2000
const NAME = 20
const MOST = 12

/** What the document says, for phones: under 2,000 bytes whatever the names, `head` and `foot` included. */
export function summaryText(content: BulletinContent, head: string, foot: string): string {
  for (let most = MOST; most > 0; most--) {
    const text = render(content, most, head, foot)
    if (bytesIn(text) < ROOM) return text
  }
  return render(content, 0, head, foot)
}

function render(content: BulletinContent, most: number, head: string, foot: string): string {
  const { totals, commendation, zero, criticism } = content
  const { submitted, filed, late, adopted, rate } = totals
  const named = (list: readonly { unit: string; why: string }[]) =>
    list.map(({ unit, why }) => `${shorten(unit, NAME)}（${why}）`)
  return [
    head,
    `提交 ${submitted} 篇，报送 ${filed} 篇，迟报 ${late} 篇；用稿 ${adopted} 篇，采用率 ${percentOf(rate)}。`,
    ...section('表扬', named(commendation), most),
    ...section(
      '零报送',
      zero.map((name) => shorten(name, NAME)),
      most,
    ),
    ...section('通报批评', named(criticism), most),
    foot,
  ].join('\n')
}

function section(label: string, all: readonly string[], most: number): string[] {
  if (all.length === 0) return []
  const shown = all.slice(0, most).join('、')
  const more = all.length > most ? `${most > 0 ? ' 等' : ''} ${all.length} 个单位` : ''
  return [`${label}：${shown}${more}`]
}
