import { platformNames, unreadOf } from './chats.js'
import { html } from './ui.js'

export const sumUnread = (view, chats) => chats.reduce((sum, chat) => sum + unreadOf(view, chat), 0)

export function Badge({ count }) {
  if (!count) return null
  return html`<span class="badge">
    ${count > 99 ? '99+' : count}<span class="only-spoken">条未读</span>
  </span>`
}

/** News that is not on the platform in front is marked with where it is. */
export function Elsewhere({ view, chats }) {
  const others = chats.filter(
    (chat) => chat.platform !== view.chat.platform && unreadOf(view, chat) > 0,
  )
  return others.map(
    ({ platform }) =>
      html`<span class="elsewhere" key=${platform}>${platformNames[platform]}</span>`,
  )
}
