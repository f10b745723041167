import type { Effect } from '../../schema/effect.ts'
import type { ItemContent } from '../../schema/submission.ts'
import type { Command, Handler, Read, SubmissionRecord, Turn } from '../contract.ts'
import { categoryLabel, tierLabel } from '../labels.ts'
import { readAll } from './cards.ts'
import { findItem } from './find.ts'
import { say, showCard } from './show.ts'

/**
 * `全文 2026-0001`: stands in for the page where no public address is set (product, section 3).
 * Where there is one it also brings a new link: an expired page sends its reader here for it.
 */
export const fullTextTyped: Handler<Command> = {
  async run(read, command, turn) {
    const found = await findItem(read, command, turn)
    if ('answer' in found) return found.answer
    const { item } = found
    const told = await fullText(read, item, item.version)
    return turn.office.publicAddress ? [...told, freshLink(item, turn)] : told
  },
}

const freshLink = ({ number, version, content }: SubmissionRecord, turn: Turn): Effect =>
  showCard(
    turn,
    null,
    { kind: 'article', number, version },
    {
      title: content.title,
      subtitle: `${number} · 链接 7 天内有效`,
      facts: [],
      buttons: [readAll(number)],
    },
  )

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
