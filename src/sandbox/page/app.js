import { getJson } from './api.js'
import { Chat } from './chat.js'
import { followHash, fullKeyOf } from './chats.js'
import { reportOpened } from './deeds.js'
import { listen, refresh } from './live.js'
import { People } from './people.js'
import { classes, html, render, useEffect } from './ui.js'
import { show, useView } from './view.js'
import { Wire } from './wire.js'

function Notice({ text, connected }) {
  const words = connected ? text : '和本机的程序断开了，正在重新连接……'
  return html`<div class="notice" role="status">${words && html`<p>${words}</p>`}</div>`
}

function App() {
  const { chat, pane, wireOpen, notice, connected } = useView()
  useEffect(() => {
    void refresh()
    if (chat?.kind === 'person') void reportOpened(chat)
  }, [chat && fullKeyOf(chat)])
  if (!chat) return html`<p class="boot">正在打开……</p>`
  return html`<div
    class=${classes('app', `pane-${pane}`, wireOpen && 'with-wire')}
    data-platform=${chat.platform}
  >
    <${People} />
    <${Chat} />
    ${wireOpen && html`<${Wire} />`}
    <${Notice} text=${notice} connected=${connected} />
  </div>`
}

async function start() {
  const [cast, state] = await Promise.all([
    getJson('/sandbox/api/cast'),
    getJson('/sandbox/api/state'),
  ])
  const wireOpen = matchMedia('(min-width: 1200px)').matches
  show({ cast, state, receivedAt: Date.now(), wireOpen })
  followHash()
  window.addEventListener('hashchange', followHash)
  listen()
}

render(html`<${App} />`, document.getElementById('app'))
start().catch(({ message }) => {
  document.getElementById('app').textContent = `打不开：${message}`
})
