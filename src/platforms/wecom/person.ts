import type { Delivery, Receipt, ShownCard } from '../../../schema/delivery.ts'
import { type CardId, Instant } from '../../../schema/ids.ts'
import type { CardHandle } from '../../../schema/update.ts'
import type { Clock } from '../../clock.ts'
import { PlatformRefusedError } from '../../errors.ts'
import type { DeliveryKey } from '../adapter.ts'
import { cardAsText, drawCard, drawUpdate } from './card.ts'
import type { Answer, WecomClient } from './client.ts'
import { HANDLE_LIFE_MS } from './decode-event.ts'
import { BAD_USER_ID, HANDLE_SPENT, NO_RECIPIENT, refusal, TASK_USED } from './errors.ts'
import { mediaIdOf, readUpload } from '../common/upload.ts'
import { multipart } from '../common/multipart.ts'
import type { Pace } from '../common/pace.ts'
import type { Progress } from '../common/progress.ts'
import { splitText } from '../common/split.ts'
import { TEXT_BYTES } from './limits.ts'

export interface PersonSender {
  client: WecomClient
  agentId: number
  clock: Clock
  pace: Pace
}

/** One try of one delivery. */
export interface Try {
  key: DeliveryKey
  progress: Progress
  handle: CardHandle | undefined
  signal: AbortSignal
}

const SEND = 'message/send'
const UPDATE = 'message/update_template_card'
const DUPLICATE_WINDOW_S = 14_400

export async function deliverToPerson(
  sender: PersonSender,
  account: string,
  delivery: Exclude<Delivery, { type: 'fetch-photo' }>,
  attempt: Try,
): Promise<Receipt> {
  // "|" would name several people and "@all" everybody: section 4 has the alphabet.
  if (!/^[A-Za-z0-9][\w.@-]*$/.test(account)) throw refusal(SEND, BAD_USER_ID)
  switch (delivery.type) {
    case 'text':
      return sendText(sender, account, delivery.text, attempt)
    case 'card':
      return sendCard(sender, account, delivery, attempt)
    case 'card-update':
      return updateCard(sender, account, delivery, attempt)
    case 'image':
      return sendMedia(sender, account, { ...delivery, name: undefined }, attempt)
    case 'file':
      return sendMedia(sender, account, delivery, attempt)
  }
}

/** Each piece is a message of its own; those that were taken are not sent again. */
async function sendText(sender: PersonSender, account: string, text: string, attempt: Try) {
  const { progress } = attempt
  for (const [place, content] of splitText(text, TEXT_BYTES).entries()) {
    if (place < progress.taken) continue
    const answer = await send(sender, account, attempt, { msgtype: 'text', text: { content } })
    progress.taken = place + 1
    Object.assign(progress, receiptOf(answer, sender.clock))
  }
  return progress.messageId === undefined ? {} : { messageId: progress.messageId }
}

async function sendCard(
  sender: PersonSender,
  account: string,
  { card, shown }: { card: CardId; shown: ShownCard },
  attempt: Try,
): Promise<Receipt> {
  const drawn = drawCard(shown, card)
  if (!drawn) return sendText(sender, account, cardAsText(shown), attempt)
  try {
    const message = { msgtype: 'template_card', template_card: drawn }
    return receiptOf(await send(sender, account, attempt, message), sender.clock)
  } catch (error) {
    // Its id is ours alone, so an earlier try, perhaps before a restart, has brought it there.
    if (error instanceof PlatformRefusedError && error.code === TASK_USED) return {}
    throw error
  }
}

async function updateCard(
  { client, agentId, clock }: PersonSender,
  account: string,
  { card, shown }: { card: CardId; shown: ShownCard },
  { handle, signal }: Try,
): Promise<Receipt> {
  if (!handle || handle.expiresAt <= clock.now()) throw refusal(UPDATE, HANDLE_SPENT)
  const json = {
    userids: [account],
    agentid: agentId,
    response_code: handle.code,
    template_card: drawUpdate(shown, card),
  }
  const { invaliduser } = await client.call({ name: UPDATE, json, signal })
  if (Array.isArray(invaliduser) && names(invaliduser, account)) throw refusal(UPDATE, NO_RECIPIENT)
  return {}
}

async function sendMedia(
  sender: PersonSender,
  account: string,
  media: { type: 'image' | 'file'; file: string; name: string | undefined },
  attempt: Try,
): Promise<Receipt> {
  const { progress, signal } = attempt
  progress.media ??= await uploadMedia(sender.client, media, signal)
  const { type } = media
  try {
    const message = { msgtype: type, [type]: { media_id: progress.media } }
    return receiptOf(await send(sender, account, attempt, message), sender.clock)
  } catch (error) {
    // It may be the upload that was refused: the next try makes another.
    if (error instanceof PlatformRefusedError && error.decision.retry === 'never') {
      delete progress.media
    }
    throw error
  }
}

/** Of the app, for three days (section 11). */
export async function uploadMedia(
  client: WecomClient,
  { type, file, name }: { type: 'image' | 'file'; file: string; name: string | undefined },
  signal: AbortSignal,
): Promise<string> {
  const body = multipart(await readUpload(file, name))
  const call = { name: 'media/upload', query: { type }, body, slow: true, signal }
  return mediaIdOf(call.name, await client.call(call))
}

async function send(
  { client, agentId, pace }: PersonSender,
  account: string,
  { key, progress, signal }: Try,
  message: Record<string, unknown>,
): Promise<Answer> {
  pace.take(SEND, account)
  const json = {
    touser: account,
    ...message,
    agentid: agentId,
    enable_duplicate_check: 1,
    duplicate_check_interval: duplicateInterval(key, progress.taken),
  }
  const answer = await client.call({ name: SEND, json, signal })
  // errcode is 0 as long as the request was right: whom it did not reach stands beside it.
  const missed = [answer['invaliduser'], answer['unlicenseduser']]
  if (missed.some((list) => typeof list === 'string' && names(list.split('|'), account))) {
    throw refusal(SEND, NO_RECIPIENT)
  }
  return answer
}

/**
 * WeCom recognises a retry by its JSON, every byte of it, so two texts that are meant would merge
 * where they are alike. The interval is part of that JSON: it differs by a few seconds between two
 * deliveries, and between two pieces of one, and is the same on every try. At least two hours.
 */
function duplicateInterval(key: DeliveryKey, piece: number): number {
  return DUPLICATE_WINDOW_S - ((key + piece * 97) % (DUPLICATE_WINDOW_S / 2))
}

/** The API's answers are in lower case (section 4). */
function names(list: readonly unknown[], account: string): boolean {
  const wanted = account.toLowerCase()
  return list.some((name) => typeof name === 'string' && name.toLowerCase() === wanted)
}

function receiptOf(answer: Answer, clock: Clock): Receipt {
  const { msgid, response_code: code } = answer
  const expiresAt = Instant.parse(clock.now() + HANDLE_LIFE_MS)
  return {
    ...(typeof msgid === 'string' && msgid !== '' && { messageId: msgid }),
    ...(typeof code === 'string' && code !== '' && { handle: { code, expiresAt } }),
  }
}
