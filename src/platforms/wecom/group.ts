import { createHash } from 'node:crypto'
import type { Delivery, Receipt } from '../../../schema/delivery.ts'
import { PlatformRefusedError, PlatformSilentError } from '../../errors.ts'
import { cardAsText } from './card.ts'
import type { WecomClient } from './client.ts'
import { BAD_PARAMETER, refusal } from './errors.ts'
import { mediaIdOf, readUpload } from '../common/upload.ts'
import { multipart } from '../common/multipart.ts'
import type { Limit, Pace } from '../common/pace.ts'
import { type Try, uploadMedia } from './person.ts'
import { splitText } from '../common/split.ts'
import { ROBOT_LIMITS, TEXT_BYTES } from './limits.ts'

export interface GroupSender {
  client: WecomClient
  pace: Pace
}

type Message = Record<string, unknown>
type ToGroup = Exclude<Delivery, { type: 'fetch-photo' }>

/**
 * A group is `webhook:KEY`, where a group robot was put in by hand, or `appchat:CHATID`, a group
 * that the app made (platform document, section 10). Both only listen, and neither shows a card
 * with buttons: a card is said in words there.
 */
export async function deliverToGroup(
  sender: GroupSender,
  group: string,
  delivery: ToGroup,
  attempt: Try,
): Promise<Receipt> {
  const post = posterTo(sender, group, attempt.signal)
  try {
    return await sendWith(post, delivery, attempt)
  } catch (error) {
    // A message to a group cannot be recognised as a repeat, but before it was sent there is none.
    const unsent = error instanceof PlatformSilentError && error.call !== post.call
    throw unsent ? new PlatformRefusedError(error.call, 'silent', { retry: 'later' }) : error
  }
}

async function sendWith(post: Poster, delivery: ToGroup, attempt: Try): Promise<Receipt> {
  switch (delivery.type) {
    case 'text':
      return sendPieces(post, delivery.text, attempt)
    case 'card':
      return sendPieces(post, cardAsText(delivery.shown), attempt)
    case 'card-update':
      throw refusal(post.call, BAD_PARAMETER)
    case 'image':
      await post.send(await post.image(delivery.file))
      return {}
    case 'file':
      await post.send(await post.file(delivery.file, delivery.name))
      return {}
  }
}

/** What a group may get; one that the app made has room for 200 messages a minute and member. */
export function groupLimits(group: string): readonly Limit[] {
  return group.startsWith('webhook:') ? ROBOT_LIMITS : []
}

interface Poster {
  call: string
  send(message: Message): Promise<void>
  image(file: string): Promise<Message>
  file(file: string, name: string): Promise<Message>
}

function posterTo(sender: GroupSender, group: string, signal: AbortSignal): Poster {
  const [, kind, id] = /^(webhook|appchat):(.+)$/.exec(group) ?? []
  if (kind === 'webhook' && id !== undefined) return robot(sender, id, signal)
  if (kind === 'appchat' && id !== undefined) return appchat(sender, id, signal)
  throw refusal('webhook/send', BAD_PARAMETER)
}

const ROBOT_IMAGE_BYTES = 2 * 1024 * 1024

/** The key is a secret: whoever has it can post. */
function robot({ client, pace }: GroupSender, key: string, signal: AbortSignal): Poster {
  const call = 'webhook/send'
  return {
    call,
    async send(json) {
      pace.take(call, key)
      await client.callWithoutToken({ name: call, query: { key }, json, signal })
    },
    async image(file) {
      const { name, bytes } = await readUpload(file)
      // A robot's picture may have 2 MB, its file 20.
      if (bytes.length > ROBOT_IMAGE_BYTES) return this.file(file, name)
      const md5 = createHash('md5').update(bytes).digest('hex')
      return { msgtype: 'image', image: { base64: bytes.toString('base64'), md5 } }
    },
    async file(file, name) {
      const body = multipart(await readUpload(file, name))
      const query = { key, type: 'file' }
      const upload = { name: 'webhook/upload_media', query, body, slow: true, signal }
      const media = mediaIdOf(upload.name, await client.callWithoutToken(upload))
      return { msgtype: 'file', file: { media_id: media } }
    },
  }
}

function appchat({ client }: GroupSender, chatid: string, signal: AbortSignal): Poster {
  const call = 'appchat/send'
  const uploaded = async (type: 'image' | 'file', file: string, name?: string) => {
    const media = await uploadMedia(client, { type, file, name }, signal)
    return { msgtype: type, [type]: { media_id: media } }
  }
  return {
    call,
    async send(message) {
      await client.call({ name: call, json: { chatid, ...message, safe: 0 }, signal })
    },
    image: (file) => uploaded('image', file),
    file: (file, name) => uploaded('file', file, name),
  }
}

async function sendPieces(post: Poster, text: string, { progress }: Try): Promise<Receipt> {
  for (const [place, content] of splitText(text, TEXT_BYTES).entries()) {
    if (place < progress.taken) continue
    await post.send({ msgtype: 'text', text: { content } })
    progress.taken = place + 1
  }
  return {}
}
