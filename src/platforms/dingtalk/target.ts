import type { Chat } from '../../../schema/update.ts'

/** Where a message goes, read from the id of a chat. */
export type Target =
  | { kind: 'person'; userId: string }
  /** Somebody without a user id: answered by the webhook that came with what they said. */
  | { kind: 'session'; webhook: string }
  /** A group that the robot is a member of. */
  | { kind: 'group'; conversation: string }
  /** A custom robot, put into its group by hand; without a secret it is not signed. */
  | { kind: 'robot'; token: string; secret: string | undefined }

/** `undefined`: no chat of this platform has such an id. */
export function targetOf({ kind, id }: Chat): Target | undefined {
  const [, prefix, rest = ''] = /^(session|group|robot):(.+)$/s.exec(id) ?? []
  if (kind === 'person') {
    if (prefix === 'session') return { kind: 'session', webhook: rest }
    return isPlain(id) ? { kind: 'person', userId: id } : undefined
  }
  if (prefix === 'group' && isPlain(rest)) return { kind: 'group', conversation: rest }
  return prefix === 'robot' ? robotOf(rest) : undefined
}

function robotOf(keys: string): Target {
  const end = keys.indexOf('|')
  if (end < 0) return { kind: 'robot', token: keys, secret: undefined }
  const [token, secret] = [keys.slice(0, end), keys.slice(end + 1)]
  return { kind: 'robot', token, secret: secret === '' ? undefined : secret }
}

/** A semicolon would name several places for a card (platform document, section 6.2). */
const isPlain = (id: string) => /^[^;\s]+$/.test(id)
