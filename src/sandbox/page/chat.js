import { Header } from './chat-header.js'
import { fullKeyOf } from './chats.js'
import { Composer } from './composer.js'
import { GroupFoot } from './group-foot.js'
import { Log } from './log.js'
import { MenuBar } from './menu-bar.js'
import { startStory } from './story.js'
import { StoryBar } from './story-bar.js'
import { refresh } from './live.js'
import { html, useEffect } from './ui.js'
import { platformState, useView } from './view.js'

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
    ${plays && html`<${Composer} key=${fullKeyOf(chat)} chat=${chat} />`}
    ${plays && html`<${MenuBar} entries=${platformState(view)?.menu ?? []} />`}
    ${!plays && html`<${GroupFoot} key=${fullKeyOf(chat)} group=${chat} open=${drawn?.open} />`}
  </main>`
}
