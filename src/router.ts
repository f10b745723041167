import type { Command, CommandId, Handlers, Read, Turn } from '../handlers/contract.ts'
import type { CardRecord, ChatEvent, ListItem, Place } from '../handlers/contract.ts'
import type { Effect } from '../schema/effect.ts'

/** They change nothing, and most repeat the question that is open: it stays so. */
const ASKED_IN_BETWEEN: ReadonlySet<CommandId> = new Set([
  'help',
  'points',
  'ranking',
  'allowance',
  'history',
  'fullText',
  'later',
])

/** What a known person did, after their account was found. */
export type PersonEvent = ChatEvent | { type: 'menu'; key: string }

/**
 * Finds the one handler whose turn it is: card tap → command → number of a list → open question →
 * draft in progress → out of the blue.
 */
export async function route(
  handlers: Handlers,
  read: Read,
  event: PersonEvent,
  turn: Turn,
): Promise<Effect[]> {
  switch (event.type) {
    case 'tapped':
      return onTap(handlers, read, event, turn)
    case 'menu': {
      const command = handlers.menu(event.key)
      return command
        ? withListCleared(turn, await onCommand(handlers, read, command, turn))
        : handlers.outOfTheBlue.run(read, { type: 'sent-other', what: 'menu' }, turn)
    }
    case 'said':
      return withListCleared(turn, await onText(handlers, read, event, turn))
    case 'timer': {
      const timer = handlers.timers[event.name]
      if (!timer) throw new Error(`no handler for timer ${event.name}`)
      return timer.run(read, event, turn)
    }
    case 'photographed':
    case 'photo-settled':
    case 'sent-other':
      return inProgress(handlers, turn).run(read, event, turn)
  }
}

function inProgress(handlers: Handlers, turn: Turn) {
  return turn.place.focus ? handlers.flow : handlers.outOfTheBlue
}

async function onTap(
  handlers: Handlers,
  read: Read,
  event: Extract<ChatEvent, { type: 'tapped' }>,
  turn: Turn,
): Promise<Effect[]> {
  const card: CardRecord | undefined = await read.card(event.card)
  if (card?.person !== turn.actor.id) return [{ type: 'say', text: handlers.foreignCard() }]
  return handlers.cards[card.purpose.kind].run(read, { ...event, card }, turn)
}

async function onText(
  handlers: Handlers,
  read: Read,
  event: Extract<ChatEvent, { type: 'said' }>,
  turn: Turn,
): Promise<Effect[]> {
  const { place } = turn
  const command = handlers.parse(event.text)
  if (command && (await handlers.isMeant?.(read, command, turn)) !== false)
    return onCommand(handlers, read, command, turn)
  const picked = pickedFrom(place, event.text)
  if (picked === 'beyond')
    return withListKept(turn, [{ type: 'say', text: handlers.notInList(place.list?.length ?? 0) }])
  if (picked) {
    const effects = await handlers.pick.run(read, picked, turn)
    return isLookedAt(picked) && !place.focus ? withListKept(turn, effects) : effects
  }
  if (place.aside) return handlers.asides[place.aside.kind].run(read, event.text, turn)
  return inProgress(handlers, turn).run(read, event, turn)
}

async function onCommand(
  handlers: Handlers,
  read: Read,
  command: Command,
  turn: Turn,
): Promise<Effect[]> {
  const { aside, focus } = turn.place
  if (aside && (command.id === 'back' || command.id === 'cancel')) {
    return handlers.asides[aside.kind].run(read, command.word, turn)
  }
  const effects =
    focus && handlers.flowCommands.has(command.id)
      ? await handlers.flow.run(read, { type: 'said', text: asTyped(command) }, turn)
      : await handlers.commands[command.id].run(read, command, turn)
  if (!aside || ASKED_IN_BETWEEN.has(command.id)) return effects
  return [{ type: 'ask', person: turn.actor.id, aside: null }, ...effects]
}

function asTyped({ word, args }: Command): string {
  return args === '' ? word : `${word} ${args}`
}

function pickedFrom({ list, focus }: Place, text: string): ListItem | 'beyond' | undefined {
  const [, typed] = /^(\d{1,3})[.。、,]?$/u.exec(text.normalize('NFKC').trim()) ?? []
  if (!list || typed === undefined) return undefined
  return list[Number(typed) - 1] ?? (focus ? undefined : 'beyond')
}

/** One item after the other is opened from the same list; a choice is made once. */
const isLookedAt = ({ type }: ListItem): boolean => type === 'pending' || type === 'submission'

function withListKept({ place, actor }: Turn, effects: Effect[]): Effect[] {
  if (!place.list || effects.some((effect) => effect.type === 'list')) return effects
  return [...effects, { type: 'list', person: actor.id, items: [...place.list] }]
}

/** A list answers to its numbers until something else is said. */
function withListCleared(turn: Turn, effects: Effect[]): Effect[] {
  if (!turn.place.list || effects.some((effect) => effect.type === 'list')) return effects
  return [{ type: 'list', person: turn.actor.id, items: null }, ...effects]
}
