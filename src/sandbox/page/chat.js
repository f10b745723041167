import { allChats, openChat, platformNames } from './chats.js'
import { Composer } from './composer.js'
import { faultNames } from './controls.js'
import { Log } from './log.js'
import { MenuBar } from './menu-bar.js'
import { startStory } from './story.js'
import { StoryBar } from './story-bar.js'
import { refresh, refreshWire } from './live.js'
import { html, useEffect } from './ui.js'
import { current, platformState, show, useView } from './view.js'

function choosePlatform(platform) {
  const { chat, cast } = current()
  const there = allChats(cast, platform)
  const same = there.find(({ hash }) => hash === chat.hash)
  openChat(same ?? there[0], platform)
}

function PlatformChooser({ platforms, platform }) {
  return html`<label class="platform">
    <span class="only-spoken">平台</span>
    <select onChange=${({ target }) => choosePlatform(target.value)}>
      ${platforms.map(
        ({ id }) =>
          html`<option value=${id} selected=${id === platform}>${platformNames[id] ?? id}</option>`,
      )}
    </select>
  </label>`
}

function toggleWire() {
  const wireOpen = !current().wireOpen
  show({ wireOpen })
  if (wireOpen) void refreshWire()
}

function Header({ view }) {
  const { chat, state, platform, wireOpen } = view
  const unread = Object.values(platformState(view)?.unread ?? {}).reduce(
    (sum, count) => sum + count,
    0,
  )
  const fault = platformState(view)?.fault ?? 'none'
  return html`<header class="chat-header">
    <button
      type="button"
      class="back"
      aria-label="返回人员列表"
      onClick=${() => show({ pane: 'people' })}
    >
      <span aria-hidden="true">‹</span
      >${unread > 0 && html`<span class="badge">${unread > 99 ? '99+' : unread}</span>`}
    </button>
    <div class="chat-title">
      <h1>${chat.name}</h1>
      <p>${chat.line}</p>
    </div>
    ${fault !== 'none' && html`<span class="fault-mark">${faultNames[fault]}</span>`}
    <${PlatformChooser} platforms=${state?.platforms ?? []} platform=${platform} />
    <button
      type="button"
      class="wire-toggle"
      aria-label="接口记录"
      aria-pressed=${String(wireOpen)}
      onClick=${toggleWire}
    >
      <span>接口</span><span class="wide-only">记录</span>
    </button>
  </header>`
}

/** Until the person has said something: what to type, and that one can just watch. */
function Hint({ messages }) {
  if (messages.some(({ from, body }) => from === 'person' && body.type !== 'deed')) return null
  return html`<div class="hint">
    <p>试试发送<strong>“投稿”</strong>，或先看一遍怎么用。</p>
    <button type="button" class="primary" onClick=${startStory}>演示一遍</button>
  </div>`
}

export function Chat() {
  const view = useView()
  const { chat, state, receivedAt, last, story } = view
  useEffect(() => {
    void refresh()
  }, [last])
  useEffect(() => {
    document.title = `${chat.name} · 报送助手试用`
  }, [chat.name])
  const drawn = state?.chat ?? null
  const now = state ? state.clock.now + Date.now() - receivedAt : 0
  const plays = chat.kind === 'person'
  return html`<main class="chat">
    <${Header} view=${view} />
    <${StoryBar} story=${story} />
    <${Log} chat=${chat} drawn=${drawn} now=${now} last=${last} />
    ${plays && drawn && !story && chat.person.group === '信息员' && html`<${Hint} messages=${drawn.messages} />`}
    ${plays && html`<${Composer} key=${chat.id} chat=${chat} />`}
    ${plays && html`<${MenuBar} entries=${platformState(view)?.menu ?? []} />`}
    ${!plays && html`<p class="listeners">群里由机器人发布通知和排行，这里只看不发。</p>`}
  </main>`
}
