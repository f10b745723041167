import type { Delivery, Receipt } from '../../../schema/delivery.ts'
import { PlatformRefusedError } from '../../errors.ts'
import { cardMessage } from './action-card.ts'
import { type CardTarget, createCard, updateCard } from './cards-api.ts'
import { CARD_UNKNOWN, MESSAGE_TYPE, refusal, ROBOT_CALL, SESSION_CALL } from './errors.ts'
import { sendToGroup } from './group.ts'
import { mediaMessage } from './media.ts'
import { type Message, textPieces } from './message.ts'
import { receiptOf, sendToPerson } from './person.ts'
import { sendToRobot } from './robot.ts'
import type { Sender, Try } from './sender.ts'
import { sendToSession } from './session.ts'
import type { Target } from './target.ts'

type Of<Type extends Delivery['type']> = Extract<Delivery, { type: Type }>

export async function deliverTo(
  sender: Sender,
  target: Target,
  delivery: Exclude<Delivery, Of<'fetch-photo'>>,
  attempt: Try,
): Promise<Receipt> {
  switch (delivery.type) {
    case 'text':
      return sendText(sender, target, delivery.text, attempt)
    case 'card':
      return sendCard(sender, target, delivery, attempt)
    case 'card-update':
      return changeCard(sender, target, delivery, attempt)
    case 'image':
    case 'file':
      return sendMedia(sender, target, delivery, attempt)
  }
}

/** Whether cards there are instances of a template, which have an id and can be changed. */
export function holdsCards(target: Target): target is CardTarget {
  return target.kind === 'person' || target.kind === 'group'
}

/** Each piece is a message of its own; those that were taken are not sent again. */
async function sendText(sender: Sender, target: Target, text: string, attempt: Try) {
  const { progress } = attempt
  for (const [place, piece] of textPieces(text).entries()) {
    if (place < progress.taken) continue
    const receipt = await send(sender, target, { type: 'text', text: piece }, attempt, place)
    Object.assign(progress, receipt, { taken: place + 1 })
  }
  return receiptOf(progress.messageId)
}

async function sendCard(sender: Sender, target: Target, content: Of<'card'>, attempt: Try) {
  const template = sender.settings.cardTemplateId
  if (template !== null && holdsCards(target)) {
    return createCard(sender, template, target, content, attempt)
  }
  // A word that somebody says in a group is not taken for a tap.
  const words = target.kind === 'person'
  return send(sender, target, cardMessage(content.shown, content.card, { words }), attempt)
}

/** A message cannot be changed: where it was one, it is said in words if it must be said. */
async function changeCard(
  sender: Sender,
  target: Target,
  { otherwise, ...content }: Of<'card-update'>,
  attempt: Try,
): Promise<Receipt> {
  if (sender.settings.cardTemplateId !== null && holdsCards(target)) {
    try {
      await updateCard(sender, content, attempt)
      return {}
    } catch (error) {
      // It may have been sent before there was a template.
      if (!(error instanceof PlatformRefusedError) || error.code !== CARD_UNKNOWN) throw error
    }
  }
  return otherwise === undefined ? {} : sendText(sender, target, otherwise, attempt)
}

async function sendMedia(
  sender: Sender,
  target: Target,
  media: Of<'image' | 'file'>,
  attempt: Try,
) {
  // Told before it is uploaded.
  if (media.type === 'file' && !holdsCards(target)) {
    throw refusal(target.kind === 'robot' ? ROBOT_CALL : SESSION_CALL, MESSAGE_TYPE)
  }
  const message = await mediaMessage(sender, media, attempt)
  try {
    return await send(sender, target, message, attempt)
  } catch (error) {
    // It may be the upload that was refused: the next try makes another.
    if (error instanceof PlatformRefusedError && error.decision.retry === 'never') {
      delete attempt.progress.media
    }
    throw error
  }
}

async function send(
  sender: Sender,
  target: Target,
  message: Message,
  attempt: Try,
  piece = 0,
): Promise<Receipt> {
  switch (target.kind) {
    case 'person':
      return sendToPerson(sender, target.userId, message, attempt)
    case 'session':
      return sendToSession(sender, target.webhook, message, attempt)
    case 'group':
      return sendToGroup(sender, target.conversation, message, attempt)
    case 'robot':
      return sendToRobot(sender, target, message, attempt, piece)
  }
}
