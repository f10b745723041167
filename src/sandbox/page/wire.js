import { refreshWire } from './live.js'
import { WireEntry } from './wire-entry.js'
import { allContacts, platformNames } from './chats.js'
import { html, useEffect, useLayoutEffect, useRef, useState } from './ui.js'
import { platformsOn, show, useView } from './view.js'

/** New entries come at the end; the end is followed until somebody scrolls up. */
function useEnd(count) {
  const list = useRef(null)
  const following = useRef(true)
  useLayoutEffect(() => {
    if (following.current) list.current.scrollTop = list.current.scrollHeight
  }, [count])
  const onScroll = () => {
    const { scrollHeight, scrollTop, clientHeight } = list.current
    following.current = scrollHeight - scrollTop - clientHeight < 60
  }
  return { list, onScroll }
}

function Filter({ value, contacts, platforms, here, onChange }) {
  return html`<label class="wire-filter">
    <span class="only-spoken">只看谁的</span>
    <select value=${value} onChange=${({ target }) => onChange(target.value)}>
      <option value="">所有人</option>
      <option value="here">当前：${here.name}</option>
      ${platforms.length > 1 && platforms.map((id) => html`<option value=${id}>${platformNames[id]}</option>`)}
      ${contacts.map(({ hash, name }) => html`<option value=${`#${hash}`}>${name}</option>`)}
    </select>
  </label>`
}

const keyOfEntry = ({ platform, id }) => `${platform}/${id}`
const placeOf = ({ platform, chat }) => `${platform}/${chat}`

/** Whose the accounts and groups are that the entries name. */
const ownersOf = (contacts) =>
  new Map(
    contacts.flatMap((contact) =>
      contact.chats.map(({ platform, id }) => [placeOf({ platform, chat: id }), contact]),
    ),
  )

/** `wanted`: nothing, the chat in front, a platform, or somebody on any platform. */
const wantedBy = (wanted, here, owners) => (entry) => {
  if (!wanted) return true
  if (wanted === 'here') return entry.platform === here.platform && entry.chat === here.id
  if (wanted.startsWith('#')) return owners.get(placeOf(entry))?.hash === wanted.slice(1)
  return entry.platform === wanted
}

/** What goes over the line between bot and platform, decrypted. */
export function Wire() {
  const view = useView()
  const { wire, cast, chat } = view
  const [wanted, setWanted] = useState('')
  useEffect(() => {
    void refreshWire()
  }, [])
  const platforms = platformsOn(view)
  const contacts = allContacts(cast, platforms)
  const owners = ownersOf(contacts)
  const shown = wire.filter(wantedBy(wanted, chat, owners))
  const { list, onScroll } = useEnd(shown.at(-1) && keyOfEntry(shown.at(-1)))
  return html`<aside class="wire" aria-label="接口记录">
    <header class="wire-header">
      <h2>接口记录</h2>
      <${Filter}
        value=${wanted}
        contacts=${contacts}
        platforms=${platforms}
        here=${chat}
        onChange=${setWanted}
      />
      <button type="button" class="wire-close" onClick=${() => show({ wireOpen: false })}>
        收起
      </button>
    </header>
    <ol class="wire-list" ref=${list} onScroll=${onScroll}>
      ${shown.map(
        (entry) =>
          html`<${WireEntry}
            key=${keyOfEntry(entry)}
            entry=${entry}
            name=${owners.get(placeOf(entry))?.name ?? entry.chat}
            marked=${platforms.length > 1}
          />`,
      )}
      ${shown.length === 0 && html`<li class="nobody">还没有记录。发一条消息，就能看到平台和机器人之间的往来。</li>`}
    </ol>
  </aside>`
}
