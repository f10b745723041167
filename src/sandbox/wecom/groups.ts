import { createHash, randomBytes } from 'node:crypto'
import type { StandInChat } from '../stand-in.ts'
import { bytesOf, type JsonObject, objectAt, textAt, textsAt } from '../common/json.ts'
import { APPCHAT_ROOM, readMessage, type Room } from './message-rules.ts'
import { measure } from '../common/picture.ts'
import { readUpload } from './multipart.ts'
import type { WecomGroup } from './options.ts'
import { Refusal, refuseIf } from './refusal.ts'
import { type Call, memberOf, say, type Stage } from './stage.ts'

const WEBHOOK_IMAGE_BYTES = 2 * 1024 * 1024

/** appchat/create (WeCom document 90245). */
export function createAppchat(stage: Stage, call: Call): JsonObject {
  const users = textsAt(call.body, 'userlist')
  refuseIf(users.length < 2 || users.length > 2000, 86006, 'userlist takes 2 to 2000')
  refuseIf(
    users.some((user) => !memberOf(stage, user)),
    86216,
    'unknown member',
  )
  const name = textAt(call.body, 'name')
  refuseIf(Array.from(name).length > 50, 86004, 'name too long')
  const owner = textAt(call.body, 'owner') || (users[0] ?? '')
  refuseIf(!users.includes(owner), 86207, 'owner is no member')
  const chatid = textAt(call.body, 'chatid') || randomBytes(16).toString('hex')
  refuseIf(!/^[0-9a-zA-Z]{1,32}$/.test(chatid), 86001, 'invalid chatid')
  refuseIf(stage.world.group(`appchat:${chatid}`) !== undefined, 86215, 'chatid taken')
  const group = { id: `appchat:${chatid}`, name: name || '群聊', members: users }
  stage.world.record({ type: 'group', group, owner })
  return { chatid }
}

export function getAppchat(stage: Stage, call: Call): JsonObject {
  const chatid = call.query.get('chatid') ?? ''
  const group = stage.world.group(`appchat:${chatid}`)
  if (!group) throw new Refusal(86003, 'no such chat')
  const { name, owner, members } = group
  return { chat_info: { chatid, name, owner, userlist: members, chat_type: 0 } }
}

/** appchat/send (WeCom document 90248). */
export function sendAppchat(stage: Stage, call: Call): JsonObject {
  const id = `appchat:${textAt(call.body, 'chatid')}`
  if (!stage.world.group(id)) throw new Refusal(86003, 'no such chat')
  call.about = id
  const bodies = readMessage(stage, call, APPCHAT_ROOM)
  for (const body of bodies) say(stage, { kind: 'group', id }, 'bot', body)
  return {}
}

/** webhook/send (WeCom document 91770). */
export async function sendWebhook(stage: Stage, call: Call): Promise<JsonObject> {
  const group = webhookOf(stage, call)
  const chat: StandInChat = { kind: 'group', id: group.id }
  refuseIf(stage.limits.webhookFull(group.id, call.now), 45009, 'api freq out of limit')
  const type = textAt(call.body, 'msgtype')
  if (type === 'image') await sayWebhookImage(stage, call, group)
  else if (type === 'markdown_v2') sayMarkdownV2(stage, call, chat)
  else {
    refuseEmpty(call, type)
    const bodies = readMessage(stage, call, webhookRoom(group))
    for (const body of bodies) say(stage, chat, 'bot', body)
  }
  stage.limits.countWebhook(group.id, call.now)
  return {}
}

export async function uploadToWebhook(stage: Stage, call: Call): Promise<JsonObject> {
  const group = webhookOf(stage, call)
  const file = readUpload(call.headers, call.raw)
  const kind = call.query.get('type') ?? ''
  const media = await stage.media.upload(kind, ['file', 'voice'], file, group.id)
  return { type: kind, media_id: media.id, created_at: String(Math.floor(media.at / 1000)) }
}

function webhookOf(stage: Stage, call: Call): WecomGroup {
  const group = stage.world.group(`webhook:${call.query.get('key') ?? ''}`)
  if (!group) throw new Refusal(93000, 'invalid webhook url')
  call.about = group.id
  return group
}

function webhookRoom(group: WecomGroup): Room {
  const types = ['text', 'markdown', 'news', 'file', 'voice', 'template_card']
  return { types, markdownBytes: 4096, mediaOwner: group.id }
}

function refuseEmpty(call: Call, type: string): void {
  if (type !== 'text' && type !== 'markdown') return
  refuseIf(textAt(objectAt(call.body, type), 'content') === '', 93017, 'empty content')
}

function sayMarkdownV2(stage: Stage, call: Call, chat: StandInChat): void {
  const text = textAt(objectAt(call.body, 'markdown_v2'), 'content')
  refuseIf(text === '', 93017, 'empty content')
  refuseIf(bytesOf(text) > 4096, 45002, 'content size out of limit')
  say(stage, chat, 'bot', { type: 'markdown', text })
}

async function sayWebhookImage(stage: Stage, call: Call, group: WecomGroup): Promise<void> {
  const image = objectAt(call.body, 'image')
  const base64 = textAt(image, 'base64')
  refuseIf(!/^[A-Za-z0-9+/]+={0,2}$/.test(base64), 40058, 'invalid base64')
  const bytes = Buffer.from(base64, 'base64')
  refuseIf(bytes.length > WEBHOOK_IMAGE_BYTES, 93018, 'picture too large')
  const md5 = createHash('md5').update(bytes).digest('hex')
  refuseIf(textAt(image, 'md5').toLowerCase() !== md5, 301019, 'md5 does not match')
  const format = (await measure(bytes))?.format ?? ''
  refuseIf(!['jpeg', 'png'].includes(format), 40123, 'not a picture')
  const { id, width, height } = await stage.media.keepPicture(bytes, group.id)
  const body = { type: 'image' as const, path: `media/${id}`, width, height }
  say(stage, { kind: 'group', id: group.id }, 'bot', body)
}
