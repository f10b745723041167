import { refreshWire } from './live.js'
import { WireEntry } from './wire-entry.js'
import { allChats } from './chats.js'
import { html, useEffect, useLayoutEffect, useRef, useState } from './ui.js'
import { show, useView } from './view.js'

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

function Filter({ value, chats, here, onChange }) {
  return html`<label class="wire-filter">
    <span class="only-spoken">只看谁的</span>
    <select value=${value} onChange=${({ target }) => onChange(target.value)}>
      <option value="">所有人</option>
      <option value="here">当前：${here.name}</option>
      ${chats.map(({ id, name }) => html`<option value=${id}>${name}</option>`)}
    </select>
  </label>`
}

/** What goes over the line between bot and platform, decrypted. */
export function Wire() {
  const { wire, platform, cast, chat } = useView()
  const [wanted, setWanted] = useState('')
  useEffect(() => {
    void refreshWire()
  }, [platform])
  const chats = allChats(cast, platform)
  const names = new Map(chats.map(({ id, name }) => [id, name]))
  const id = wanted === 'here' ? chat.id : wanted
  const shown = wire.filter((entry) => !id || entry.chat === id)
  const { list, onScroll } = useEnd(shown.at(-1)?.id)
  return html`<aside class="wire" aria-label="接口记录">
    <header class="wire-header">
      <h2>接口记录</h2>
      <${Filter} value=${wanted} chats=${chats} here=${chat} onChange=${setWanted} />
      <button type="button" class="wire-close" onClick=${() => show({ wireOpen: false })}>
        收起
      </button>
    </header>
    <ol class="wire-list" ref=${list} onScroll=${onScroll}>
      ${shown.map(
        (entry) =>
          html`<${WireEntry}
            key=${entry.id}
            entry=${entry}
            platform=${platform}
            name=${names.get(entry.chat) ?? entry.chat}
          />`,
      )}
      ${shown.length === 0 && html`<li class="nobody">还没有记录。发一条消息，就能看到平台和机器人之间的往来。</li>`}
    </ol>
  </aside>`
}
