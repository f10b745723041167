import { allContacts, chatOn, firstCorrespondent } from './chats.js'
import { platformsOn } from './view.js'

/**
 * Whoever can speak in a chat, each as their own chat on its platform, and who of them is played:
 * in a group the one that was played last.
 */
export function speakersIn(view, chat) {
  if (chat.kind === 'person') return { all: [chat], self: chat }
  const all = allContacts(view.cast, platformsOn(view))
    .filter(({ kind }) => kind === 'person')
    .map((contact) => chatOn(contact, chat.platform))
    .filter(Boolean)
  return { all, self: all.find(({ hash }) => hash === view.speaker) ?? firstCorrespondent(all) }
}

/** Who said it; nobody is the bot. */
export function senderOf({ from, by }, { kind }, { all, self }) {
  if (from === 'bot') return null
  if (kind === 'person') return self
  return all.find(({ id }) => id === by) ?? { kind: 'person', name: '群成员', hash: by ?? '' }
}
