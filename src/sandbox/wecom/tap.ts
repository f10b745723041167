import { ImpossibleTapError } from '../common/impossible.ts'
import type { DrawnCard } from '../stand-in.ts'
import type { XmlFields } from './callback-xml.ts'
import { choicesOf, drawCard } from './draw-card.ts'
import { numberAt, objectAt, objectsAt, textAt } from '../common/json.ts'
import { newResponseCode, type Stage } from './stage.ts'
import type { CardCopy } from './world-event.ts'

type Choice = NonNullable<DrawnCard['choice']>

export interface Tap {
  event: 'template_card_event' | 'template_card_menu_event'
  fields: XmlFields
}

/** What a tap on a card tells the app (WeCom document 90240). */
export function readTap(
  stage: Stage,
  copy: CardCopy,
  key: string,
  choices: Record<string, string[]>,
): Tap {
  const drawn = drawCard(copy.card, copy.replaced)
  if (!drawn.buttons.some((button) => button.key === key)) {
    throw new ImpossibleTapError('no such button on this card, or no longer')
  }
  const menu = objectsAt(objectAt(copy.card, 'action_menu'), 'action_list')
  const onMenu = menu.some((entry) => textAt(entry, 'key') === key)
  const selected = onMenu ? [] : selectedItems(copy, choices)
  const taskId = stage.world.sent.get(copy.msgid)?.taskId ?? ''
  const fields: XmlFields = [
    ['EventKey', key],
    // After an update without a task_id the event is taken to name the first one (undocumented).
    ['TaskId', taskId],
    ['CardType', textAt(copy.card, 'card_type')],
    ['ResponseCode', newResponseCode(stage, copy.msgid)],
    ...(selected.length > 0 ? [['SelectedItems', selected] as const] : []),
  ]
  return { event: onMenu ? 'template_card_menu_event' : 'template_card_event', fields }
}

function selectedItems(copy: CardCopy, choices: Record<string, string[]>): XmlFields {
  return choicesOf(copy.card).flatMap((choice): XmlFields => {
    const ids = idsOf(copy, choice, choices[choice.key])
    if (ids.length === 0) return []
    const options: XmlFields = ids.map((id) => ['OptionId', id])
    return [
      [
        'SelectedItem',
        [
          ['QuestionKey', choice.key],
          ['OptionIds', options],
        ],
      ],
    ]
  })
}

function idsOf(copy: CardCopy, choice: Choice, chosen: string[] | undefined): string[] {
  const box = objectAt(copy.card, 'checkbox')
  const checked = objectsAt(box, 'option_list').filter((option) => option['is_checked'] === true)
  const inBox = textAt(box, 'question_key') === choice.key
  const standing = inBox ? checked.map((option) => textAt(option, 'id')) : [choice.selected ?? '']
  if (chosen === undefined || choice.disabled) return standing.filter(Boolean)
  const several = inBox && numberAt(box, 'mode') === 1
  if (chosen.length > 1 && !several) throw new ImpossibleTapError('only one can be chosen')
  const known = new Set(choice.options.map(({ id }) => id))
  if (!chosen.every((id) => known.has(id))) throw new ImpossibleTapError('no such option')
  return chosen
}
