import { AttachPanel } from './attach-panel.js'
import { sendEach } from './attachments.js'
import { fullKeyOf } from './chats.js'
import { sendText } from './deeds.js'
import { TextField } from './text-field.js'
import { classes, html, useRef, useState } from './ui.js'
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

export function Composer({ chat }) {
  const { story } = useView()
  const [typed, setTyped] = useState('')
  const [attaching, setAttaching] = useState(false)
  const opener = useRef(null)
  const [over, dropping] = useDropping(chat)
  const played = story?.running && story.typing?.chat === fullKeyOf(chat) ? story.typing.text : null
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
