import { AttachPanel } from './attach-panel.js'
import { sendEach } from './attachments.js'
import { sendText } from './deeds.js'
import { classes, html, useLayoutEffect, useRef, useState } from './ui.js'
import { show, useView } from './view.js'

/** Photos and files that are pasted, or dropped anywhere on the composer. */
function useDropping(chat) {
  const [over, setOver] = useState(false)
  const handlers = {
    onDragOver: (event) => {
      event.preventDefault()
      setOver(true)
    },
    onDragLeave: () => setOver(false),
    onDrop: (event) => {
      event.preventDefault()
      setOver(false)
      sendEach(event.dataTransfer.files, chat)
    },
    onPaste: (event) => {
      const { files, types } = event.clipboardData
      // Word and the like put a picture of copied text beside the text itself.
      if (files.length === 0 || types.includes('text/plain')) return
      event.preventDefault()
      sendEach(files, chat)
    },
  }
  return [over, handlers]
}

/** Grows with what is typed, up to five lines. */
function useGrowing(text) {
  const field = useRef(null)
  useLayoutEffect(() => {
    field.current.style.height = 'auto'
    field.current.style.height = `${Math.min(field.current.scrollHeight + 2, 140)}px`
  }, [text])
  return field
}

function TextField({ chat, text, setText, onSend }) {
  const field = useGrowing(text)
  const onKeyDown = (event) => {
    // 229: Enter that only ends the choice of a character in an input method.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229)
      return
    event.preventDefault()
    onSend()
  }
  return html`<textarea
    ref=${field}
    rows="1"
    aria-label=${`以${chat.name}的身份输入`}
    placeholder="输入……"
    value=${text}
    onInput=${({ target }) => setText(target.value)}
    onKeyDown=${onKeyDown}
  ></textarea>`
}

export function Composer({ chat }) {
  const { story } = useView()
  const [typed, setTyped] = useState('')
  const [attaching, setAttaching] = useState(false)
  const opener = useRef(null)
  const [over, dropping] = useDropping(chat)
  const played = story?.running && story.typing?.chat === chat.id ? story.typing.text : null
  const text = played ?? typed
  const setText = (value) => {
    // Whoever starts typing takes over from the demo.
    if (played !== null) show({ story: { ...story, typing: null } })
    setTyped(value)
  }
  const onSend = async () => {
    const words = text.trim()
    if (!words) return
    setTyped('')
    if (!(await sendText(words, chat))) setTyped(words)
  }
  const onClose = () => {
    setAttaching(false)
    opener.current.focus()
  }
  return html`<div class=${classes('composer', over && 'over')} ...${dropping}>
    ${attaching && html`<${AttachPanel} chat=${chat} onClose=${onClose} />`}
    <div class="composer-row">
      <button
        type="button"
        ref=${opener}
        class="attach"
        aria-label="发照片或文件"
        aria-expanded=${String(attaching)}
        onClick=${() => setAttaching(!attaching)}
      >
        ＋
      </button>
      <${TextField} chat=${chat} text=${text} setText=${setText} onSend=${onSend} />
      <button type="button" class="primary send" disabled=${text.trim() === ''} onClick=${onSend}>
        发送
      </button>
    </div>
  </div>`
}
