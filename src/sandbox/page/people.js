import { allContacts, openContact, sections } from './chats.js'
import { Controls } from './controls.js'
import { classes, html, useEffect, useRef, useState } from './ui.js'
import { Badge, Elsewhere, sumUnread } from './unread.js'
import { platformsOn, useView } from './view.js'

/** Chat clients show the last two characters of a Chinese name. */
export function Avatar({ of: { kind, name, hash } }) {
  const tone = [...hash].reduce((sum, letter) => sum + letter.codePointAt(0), 0) % 6
  const text = kind === 'group' ? '群' : name.slice(-2)
  return html`<span class=${`avatar tone-${tone}`} aria-hidden="true">${text}</span>`
}

function isInSight(row) {
  const list = row.closest('.lists').getBoundingClientRect()
  const { top, bottom } = row.getBoundingClientRect()
  return top >= list.top && bottom <= list.bottom
}

function Row({ contact, view }) {
  const active = contact.hash === view.chat.hash
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
      data-chat=${contact.hash}
      onClick=${() => openContact(contact)}
    >
      <${Avatar} of=${contact} />
      <span class="row-text">
        <span class="row-name">${contact.name}</span>
        <span class="row-line">${contact.line}</span>
      </span>
      <${Elsewhere} view=${view} chats=${contact.chats} />
      <${Badge} count=${sumUnread(view, contact.chats)} />
    </button>
  </li>`
}

function Section({ name, contacts, view, forced }) {
  const [open, setOpen] = useState(true)
  const total = sumUnread(
    view,
    contacts.flatMap(({ chats }) => chats),
  )
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
        <span class="heading-count">${contacts.length}</span>
        ${!shown && html`<${Badge} count=${total} />`}
      </button>
    </h2>
    ${
      shown &&
      html`<ul>
        ${contacts.map(
          (contact) => html`<${Row} key=${contact.hash} contact=${contact} view=${view} />`,
        )}
      </ul>`
    }
  </section>`
}

const isGroup = ({ kind }) => Number(kind === 'group')

/**
 * Whoever has something new, without a search through the list; its height never changes. Groups
 * come first: when all correspondents have news at once, theirs would lie far to the right.
 */
function Unread({ view }) {
  const waiting = allContacts(view.cast, platformsOn(view))
    .filter(({ chats }) => sumUnread(view, chats) > 0)
    .toSorted((one, other) => isGroup(other) - isGroup(one))
  return html`<div class="unread" role="group" aria-label="未读">
    ${waiting.map(
      (contact) =>
        html`<button type="button" key=${contact.hash} onClick=${() => openContact(contact)}>
          ${contact.name}<${Elsewhere} view=${view} chats=${contact.chats} />
          <${Badge} count=${sumUnread(view, contact.chats)} />
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

const matches =
  (word) =>
  ({ name, line, hash }) =>
    `${name}${line}${hash}`.includes(word)

export function People() {
  const view = useView()
  const [word, setWord] = useState('')
  const found = sections(view.cast, platformsOn(view))
    .map(({ name, contacts }) => ({ name, contacts: contacts.filter(matches(word.trim())) }))
    .filter(({ contacts }) => contacts.length > 0)
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
    <${Unread} view=${view} />
    <div class="lists">
      ${found.map(
        (section) =>
          html`<${Section}
            key=${section.name}
            ...${section}
            view=${view}
            forced=${word.trim() !== ''}
          />`,
      )}
      ${found.length === 0 && html`<p class="nobody">没有找到“${word}”。</p>`}
    </div>
    <${Controls} />
  </nav>`
}
