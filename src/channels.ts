import type { Channel, Organisation } from '../schema/organisation.ts'
import type { Chat } from '../schema/update.ts'
import type { Db } from './db/open.ts'
import { parseOrganisation, readOrganisationText } from './db/organisation.ts'

/** Where one channel of a group is written to. */
export interface GroupChannel {
  group: string
  /** As the platforms' adapters read it. Some of it is secret: neither logged nor stored. */
  chat: Chat
  /** What it is known by, also after its secret was changed: what is queued for it is under this id. */
  key: string
  /** A custom robot of DingTalk shows texts and pictures, and no files (platform document, section 5.2). */
  takesFiles: boolean
}

/** Every channel of every group, in the file's order. */
export function channelsOf(file: Organisation | undefined): GroupChannel[] {
  return (file?.groups ?? []).flatMap(({ code, channels }) =>
    channels.map((channel) => ({
      group: code,
      chat: { platform: channel.platform, kind: 'group' as const, id: idOf(channel) },
      key: channel.kind === 'robot' ? `robot:${channel.accessToken}` : idOf(channel),
      takesFiles: channel.kind !== 'robot',
    })),
  )
}

let parsed: { text: string; channels: GroupChannel[] } | undefined

/** Where a channel known by that key is written to as of now; `undefined`: it was taken out of the file. */
export async function findChannel(db: Db, { platform, id }: Chat): Promise<Chat | undefined> {
  const text = await readOrganisationText(db)
  if (text === undefined) return undefined
  // Hundreds of sends in a row ask: a large file is parsed once for all of them.
  if (parsed?.text !== text) parsed = { text, channels: channelsOf(parseOrganisation(text)) }
  return parsed.channels.find(({ chat, key }) => chat.platform === platform && key === id)?.chat
}

function idOf(channel: Channel): string {
  switch (channel.kind) {
    case 'webhook':
      return `webhook:${channel.key}`
    case 'appchat':
      return `appchat:${channel.chatId}`
    case 'robot':
      return `robot:${channel.accessToken}|${channel.secret}`
    case 'group':
      return `group:${channel.openConversationId}`
  }
}
