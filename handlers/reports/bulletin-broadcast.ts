import type { Broadcast } from '../../schema/effect.ts'
import type { BulletinRecord } from '../contract.ts'
import { documentOf, fileOf } from './bulletin-draft.ts'
import { summaryText } from './summary.ts'

/**
 * Text and file of what was confirmed. Harmless when it is asked for again: a channel has each part
 * once, and one that is new since gets them then.
 */
export function broadcastOf(record: BulletinRecord): Broadcast {
  const { subdistrict, period } = record.content
  const head = `${subdistrict}宣传信息工作通报（${period}）`
  const foot = '全文见通报文件，没有收到文件的请向宣传办索取。'
  return {
    type: 'broadcast',
    what: 'bulletin',
    period: record.quarter,
    parts: [
      { part: 'text', text: summaryText(documentOf(record), head, foot) },
      { part: 'file', ...fileOf(record) },
    ],
  }
}
