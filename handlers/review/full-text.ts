import type { Effect } from '../../schema/effect.ts'
import type { ItemContent } from '../../schema/submission.ts'
import type { Command, Handler, Read, SubmissionRecord } from '../contract.ts'
import { categoryLabel, tierLabel } from '../labels.ts'
import { findItem } from './find.ts'
import { say } from './show.ts'

/** `全文 2026-0001`: stands in for the page where no public address is set (plan, section 3). */
export const fullTextTyped: Handler<Command> = {
  async run(read, command, turn) {
    const found = await findItem(read, command, turn)
    return 'answer' in found ? found.answer : fullText(read, found.item, found.item.version)
  },
}

/** Text, then the photos in their order. */
export async function fullText(
  read: Read,
  item: SubmissionRecord,
  version: number,
): Promise<Effect[]> {
  const shown = version === item.version ? item : await read.version(item.number, version)
  if (!shown) return [say(`${item.number} 没有第${version}版。`)]
  return [
    say(wholeText(item, shown.content, version)),
    ...shown.content.photos.map(({ photo }): Effect => ({ type: 'send-photo', photo })),
  ]
}

function wholeText(item: SubmissionRecord, content: ItemContent, version: number): string {
  const { number, unit, author, late } = item
  const captions = content.photos.map(({ caption }, index) => `图${index + 1} ${caption}`)
  return [
    content.title,
    `${number} 第${version}版 · ${unit.name} · ${author.name}`,
    `${tierLabel[content.tier]} · ${categoryLabel[content.category]} · ${content.eventDate}${late ? ' · 迟报' : ''}`,
    '',
    content.body,
    ...(captions.length === 0 ? [] : ['', ...captions]),
  ].join('\n')
}
