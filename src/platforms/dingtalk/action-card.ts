import type { ShownCard } from '../../../schema/delivery.ts'
import type { CardId } from '../../../schema/ids.ts'
import { clip } from '../common/split.ts'
import { factLines, TITLE_CHARACTERS } from './card.ts'
import { escapeLine, escapeLines, linkTo, MESSAGE_BREAK } from './markdown.ts'
import type { LinkButton, Message } from './message.ts'

type Button = ShownCard['buttons'][number]

/** The most that a message of this kind shows (platform document, section 4.3). */
const MOST_BUTTONS = 5
/** Keeps the whole below 15,000 bytes, whatever it consists of. */
const TEXT_CHARACTERS = 2_000
const LABEL_CHARACTERS = 20

/**
 * A card where there is no template: a message whose buttons send a word (section 6.7). It cannot
 * be changed. `words`: whether a button that is tapped says something; where nobody would
 * understand it, as in a group, only those that open a page are left.
 */
export function cardMessage(
  shown: ShownCard,
  card: CardId,
  { words }: { words: boolean },
): Message {
  const open = words && shown.closed === undefined
  const usable = shown.buttons.filter(({ url }) => open || url !== undefined)
  const buttons = usable.slice(0, MOST_BUTTONS).map((button) => drawButton(button, card))
  const lines = [
    `### ${escapeLine(clip(shown.title, TITLE_CHARACTERS))}`,
    ...escapeLines(clip(shown.source ?? '', 40)),
    ...factLines(shown),
    ...escapeLines(clip(shown.text ?? '', TEXT_CHARACTERS)),
    ...(open ? choiceLine(shown.choice) : []),
    ...usable.slice(MOST_BUTTONS).map(drawMore),
    ...escapeLines(clip(shown.closed ?? '', 200)),
  ]
  const title = clip(shown.title, TITLE_CHARACTERS)
  const text = lines.join(MESSAGE_BREAK)
  return buttons.length === 0
    ? { type: 'markdown', title, text }
    : { type: 'actions', title, text, buttons }
}

/** A tap makes the person say this, as if it was typed: the id tells which card was meant. */
function tapWord(label: string, card: CardId): string {
  return `${label} #${card}`
}

function drawButton({ label, url }: Button, card: CardId): LinkButton {
  const title = clip(label, LABEL_CHARACTERS)
  const said = encodeURIComponent(tapWord(title, card).toWellFormed())
  return { title, url: url ?? `dtmd://dingtalkclient/sendMessage?content=${said}` }
}

function drawMore({ label, url }: Button): string {
  return url === undefined
    ? `更多：回复“${escapeLine(clip(label, LABEL_CHARACTERS))}”`
    : linkTo(label, url)
}

function choiceLine(choice: ShownCard['choice']): string[] {
  if (!choice) return []
  const options = choice.options.map(
    ({ label }, place) => `${place + 1}. ${escapeLine(clip(label, LABEL_CHARACTERS))}`,
  )
  return [`可选：${options.join(' ')}`]
}
