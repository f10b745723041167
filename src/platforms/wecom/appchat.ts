import type { WecomClient } from './client.ts'

export interface NewGroup {
  chatId: string
  name: string
  /** Accounts; the owner is among the members. */
  owner: string
  members: readonly string[]
}

/** Makes a group of the app (platform document, section 10.1): its id is ours to choose. */
export async function createGroup(
  client: WecomClient,
  { chatId, name, owner, members }: NewGroup,
  signal: AbortSignal,
): Promise<void> {
  const json = { chatid: chatId, name, owner, userlist: members }
  await client.call({ name: 'appchat/create', json, signal })
}

/** Members do not see a group before its first message. */
export async function greetGroup(
  client: WecomClient,
  { chatId }: Pick<NewGroup, 'chatId'>,
  content: string,
  signal: AbortSignal,
): Promise<void> {
  const json = { chatid: chatId, msgtype: 'text', text: { content }, safe: 0 }
  await client.call({ name: 'appchat/send', json, signal })
}
