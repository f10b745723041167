import { fullKeyOf } from './chats.js'
import { Lightbox } from './lightbox.js'
import { Message, spoken } from './message.js'
import { speakersIn } from './speakers.js'
import { mark } from './time.js'
import { Fragment, html, useEffect, useLayoutEffect, useRef, useState } from './ui.js'
import { show, useView } from './view.js'

const PAUSE_MS = 5 * 60 * 1000
const NEAR_PX = 60

/** Follows what is new while the reader is at the end, and leaves them alone while they are not. */
function useFollow(chatKey, lastId) {
  const log = useRef(null)
  const following = useRef(true)
  // Contents that grow scroll too, and a window that is turned: only a reader's hand leaves the end.
  const byHand = useRef(false)
  const [missed, setMissed] = useState(false)
  const toEnd = () => {
    following.current = true
    setMissed(false)
    log.current.scrollTop = log.current.scrollHeight
  }
  const onScroll = () => {
    const { scrollHeight, scrollTop, clientHeight } = log.current
    const atEnd = scrollHeight - scrollTop - clientHeight < NEAR_PX
    if (atEnd) {
      following.current = true
      setMissed(false)
    } else if (byHand.current) following.current = false
  }
  const moved = () => (byHand.current = true)
  const letGo = () => (byHand.current = false)
  const hand = { onWheel: moved, onTouchMove: moved, onPointerDown: moved, onKeyDown: moved }
  useLayoutEffect(toEnd, [chatKey])
  useLayoutEffect(() => {
    if (following.current) toEnd()
    else setMissed(true)
  }, [lastId])
  useEffect(() => {
    const observer = new window.ResizeObserver(() => {
      letGo()
      if (following.current) toEnd()
    })
    observer.observe(log.current)
    observer.observe(log.current.firstElementChild)
    return () => observer.disconnect()
  }, [])
  return { log, missed, toEnd, watched: { ...hand, onPointerUp: letGo, onScroll } }
}

function Messages({ messages, chat, now, onEnlarge }) {
  const speakers = speakersIn(useView(), chat)
  return messages.map((message, index) => {
    const before = messages[index - 1]
    const paused = !before || message.at - before.at > PAUSE_MS
    return html`<${Fragment} key=${message.id}>
      ${paused && html`<li class="time">${mark(message.at, now)}</li>`}
      <${Message} message=${message} chat=${chat} speakers=${speakers} onEnlarge=${onEnlarge} />
    <//>`
  })
}

/** Says what is new in the open chat; a whole chat that is opened is not read out. */
function Announcer({ chatKey, message }) {
  const heard = useRef({ chatKey, id: message?.id })
  const isNew = heard.current.chatKey === chatKey && heard.current.id !== message?.id
  useEffect(() => {
    heard.current = { chatKey, id: message?.id }
  }, [chatKey, message?.id])
  const words = useRef('')
  if (isNew && message?.from === 'bot') words.current = `报送助手：${spoken(message)}`
  return html`<div class="only-spoken" aria-live="polite">${words.current}</div>`
}

export function Log({ chat, drawn, now, last }) {
  const messages = drawn?.messages ?? []
  const [enlarged, setEnlarged] = useState(null)
  const end = messages.at(-1)
  const { log, missed, toEnd, watched } = useFollow(fullKeyOf(chat), end?.id)
  return html`<div class="log-frame">
    <div
      class="log"
      ref=${log}
      ...${watched}
      tabindex="0"
      role="region"
      aria-label="${chat.name}的聊天记录"
    >
      <ol class="messages">
        ${
          drawn?.earlier > 0 &&
          html`<li class="time">
            <button type="button" class="more" onClick=${() => show({ last: last + 400 })}>
              更早的 ${drawn.earlier} 条
            </button>
          </li>`
        }
        ${drawn && !end && html`<li class="time">还没有消息</li>`}
        <${Messages} messages=${messages} chat=${chat} now=${now} onEnlarge=${setEnlarged} />
      </ol>
    </div>
    ${missed && html`<button type="button" class="new-below" onClick=${toEnd}>↓ 有新消息</button>`}
    <${Announcer} chatKey=${fullKeyOf(chat)} message=${drawn ? end : undefined} />
    ${enlarged && html`<${Lightbox} picture=${enlarged} onClose=${() => setEnlarged(null)} />`}
  </div>`
}
