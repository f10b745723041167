import { chatOn, contactInFront, openChat, platformNames, unreadOf } from './chats.js'
import { faultNames, ofPlatform } from './controls.js'
import { refreshWire } from './live.js'
import { html } from './ui.js'
import { Badge } from './unread.js'
import { current, platformState, show } from './view.js'

/** The same person or group on another platform, where they are on it. */
function PlatformChooser({ view }) {
  const contact = contactInFront(view)
  const optionOf = ({ id }) => {
    const chat = contact && chatOn(contact, id)
    const news = chat && id !== view.chat.platform && unreadOf(view, chat)
    return html`<option value=${id} selected=${id === view.chat.platform} disabled=${!chat}>
      ${platformNames[id]}${news > 0 && ` · ${news} 条新消息`}
    </option>`
  }
  const elsewhere = (contact?.chats ?? []).filter(({ platform }) => platform !== view.chat.platform)
  const waiting = elsewhere.some((chat) => unreadOf(view, chat) > 0)
  return html`<div class="platform">
    <select aria-label="平台" onChange=${({ target }) => openChat(chatOn(contact, target.value))}>
      ${(view.state?.platforms ?? []).map(optionOf)}
    </select>
    ${waiting && html`<span class="news-dot"><span class="only-spoken">另一平台有新消息</span></span>`}
  </div>`
}

function toggleWire() {
  const wireOpen = !current().wireOpen
  show({ wireOpen })
  if (wireOpen) void refreshWire()
}

function Back({ platforms }) {
  const unread = platforms
    .flatMap((platform) => Object.values(platform.unread))
    .reduce((sum, count) => sum + count, 0)
  return html`<button
    type="button"
    class="back"
    aria-label="返回人员列表"
    onClick=${() => show({ pane: 'people' })}
  >
    <span aria-hidden="true">‹</span><${Badge} count=${unread} />
  </button>`
}

/** DingTalk names whom one talks to, WeCom's page whom one plays: the other stands below. */
function Title({ chat }) {
  if (chat.platform !== 'dingtalk' || chat.kind === 'group')
    return html`<h1>${chat.name}</h1>
      <p>${chat.line}</p>`
  return html`<h1>报送助手<span class="robot-tag">机器人</span></h1>
    <p>${chat.name} · ${chat.line}</p>`
}

export function Header({ view }) {
  const { chat, state, wireOpen } = view
  const fault = platformState(view)?.fault ?? 'none'
  return html`<header class="chat-header">
    <${Back} platforms=${state?.platforms ?? []} />
    <div class="chat-title"><${Title} chat=${chat} /></div>
    ${fault !== 'none' && html`<span class="fault-mark">${ofPlatform(view, faultNames[fault])}</span>`}
    <${PlatformChooser} view=${view} />
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
