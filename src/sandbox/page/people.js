import { allChats, keyOf, openChat, sections } from './chats.js'
import { Controls } from './controls.js'
import { classes, html, useEffect, useRef, useState } from './ui.js'
import { platformState, useView } from './view.js'

/** Chat clients show the last two characters of a Chinese name. */
export function Avatar({ chat }) {
  const tone = [...chat.id].reduce((sum, letter) => sum + letter.codePointAt(0), 0) % 6
  const text = chat.kind === 'group' ? '群' : chat.name.slice(-2)
  return html`<span class=${`avatar tone-${tone}`} aria-hidden="true">${text}</span>`
}

function Badge({ count }) {
  if (!count) return null
  return html`<span class="badge">
    ${count > 99 ? '99+' : count}<span class="only-spoken">条未读</span>
  </span>`
}

function isInSight(row) {
  const list = row.closest('.lists').getBoundingClientRect()
  const { top, bottom } = row.getBoundingClientRect()
  return top >= list.top && bottom <= list.bottom
}

function Row({ chat, count, active }) {
  const row = useRef(null)
  useEffect(() => {
    if (active && !isInSight(row.current)) row.current.scrollIntoView({ block: 'center' })
  }, [active])
  return html`<li>
    <button
      ref=${row}
      type="button"
      class=${classes('row', active && 'active')}
      aria-current=${active ? 'true' : undefined}
      data-chat=${chat.hash}
      onClick=${() => openChat(chat)}
    >
      <${Avatar} chat=${chat} />
      <span class="row-text">
        <span class="row-name">${chat.name}</span>
        <span class="row-line">${chat.line}</span>
      </span>
      <${Badge} count=${count} />
    </button>
  </li>`
}

function Section({ name, chats, unread, active, forced }) {
  const [open, setOpen] = useState(true)
  const total = chats.reduce((sum, chat) => sum + (unread[keyOf(chat)] ?? 0), 0)
  const shown = open || forced
  return html`<section class="section">
    <h2>
      <button
        type="button"
        class="heading"
        aria-expanded=${String(shown)}
        onClick=${() => setOpen(!open)}
      >
        <span class="fold" aria-hidden="true">${shown ? '▾' : '▸'}</span>
        <span>${name}</span>
        <span class="heading-count">${chats.length}</span>
        ${!shown && html`<${Badge} count=${total} />`}
      </button>
    </h2>
    ${
      shown &&
      html`<ul>
        ${chats.map(
          (chat) =>
            html`<${Row}
              key=${keyOf(chat)}
              chat=${chat}
              count=${unread[keyOf(chat)]}
              active=${keyOf(chat) === active}
            />`,
        )}
      </ul>`
    }
  </section>`
}

/** Whoever has something new, without a search through the list; its height never changes. */
function Unread({ chats, unread }) {
  const waiting = chats.filter((chat) => unread[keyOf(chat)])
  return html`<div class="unread" role="group" aria-label="未读">
    ${waiting.map(
      (chat) =>
        html`<button type="button" key=${keyOf(chat)} onClick=${() => openChat(chat)}>
          ${chat.name}<${Badge} count=${unread[keyOf(chat)]} />
        </button>`,
    )}
    ${waiting.length === 0 && html`<p class="quiet">没有未读消息</p>`}
  </div>`
}

/** Arrow keys walk through the rows, so that nobody has to press Tab fifty times. */
function walk(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (!step) return
  const stops = [...event.currentTarget.querySelectorAll('input, .row')]
  const next = stops[stops.indexOf(document.activeElement) + step]
  if (!next) return
  event.preventDefault()
  next.focus()
}

const matches = (word) => (chat) => `${chat.name}${chat.line}${chat.hash}`.includes(word)

export function People() {
  const view = useView()
  const [word, setWord] = useState('')
  const unread = platformState(view)?.unread ?? {}
  const found = sections(view.cast, view.platform)
    .map((section) => ({ ...section, chats: section.chats.filter(matches(word.trim())) }))
    .filter(({ chats }) => chats.length > 0)
  return html`<nav class="people" aria-label="人员和群" onKeyDown=${walk}>
    <div class="search">
      <input
        type="search"
        aria-label="搜索人员、单位"
        placeholder="搜索人员、单位"
        value=${word}
        onInput=${({ target }) => setWord(target.value)}
      />
    </div>
    <${Unread} chats=${allChats(view.cast, view.platform)} unread=${unread} />
    <div class="lists">
      ${found.map(
        (section) =>
          html`<${Section}
            key=${section.name}
            ...${section}
            unread=${unread}
            active=${keyOf(view.chat)}
            forced=${word.trim() !== ''}
          />`,
      )}
      ${found.length === 0 && html`<p class="nobody">没有找到“${word}”。</p>`}
    </div>
    <${Controls} />
  </nav>`
}
