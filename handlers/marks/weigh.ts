import type { MarkRecord, Read, Turn } from '../contract.ts'
import { rulesNow } from './confirming.ts'
import { amountOf, type Weighed } from './words.ts'

/** What it would come to by the rules of today. */
export const weighedNow = (mark: MarkRecord, turn: Turn): Weighed => ({
  mark,
  hundredths: amountOf(mark, rulesNow(turn)),
})

/** What it came to when it began to count, or would today. */
export async function weighed(read: Read, mark: MarkRecord, turn: Turn): Promise<Weighed> {
  const [posted] = await read.entriesOfMark(mark.id)
  return posted ? { mark, hundredths: posted.hundredths } : weighedNow(mark, turn)
}
