import { sendPhotos, sendText } from './deeds.js'
import { PhotoPanel } from './photo-panel.js'
import { classes, html, useLayoutEffect, useRef, useState } from './ui.js'
import { notify, show, useView } from './view.js'

const MAX_PHOTOS = 9

const imagesOf = (list) => [...list].filter(({ type }) => type.startsWith('image/'))

function send(files, chat) {
  if (files.length === 0) return
  if (files.length > MAX_PHOTOS) notify(`一次最多 ${MAX_PHOTOS} 张，只发了前 ${MAX_PHOTOS} 张。`)
  void sendPhotos(files.slice(0, MAX_PHOTOS), chat)
}

/** Photos that are pasted, or dropped anywhere on the composer. */
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
      send(imagesOf(event.dataTransfer.files), chat)
    },
    onPaste: (event) => {
      const images = imagesOf(event.clipboardData.files)
      if (images.length === 0) return
      event.preventDefault()
      send(images, chat)
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
  const [photosOpen, setPhotosOpen] = useState(false)
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
  return html`<div class=${classes('composer', over && 'over')} ...${dropping}>
    ${photosOpen && html`<${PhotoPanel} chat=${chat} onClose=${() => setPhotosOpen(false)} onFiles=${(files) => send(imagesOf(files), chat)} />`}
    <div class="composer-row">
      <button
        type="button"
        class="photos-button"
        aria-expanded=${String(photosOpen)}
        onClick=${() => setPhotosOpen(!photosOpen)}
      >
        ＋照片
      </button>
      <${TextField} chat=${chat} text=${text} setText=${setText} onSend=${onSend} />
      <button type="button" class="primary send" disabled=${text.trim() === ''} onClick=${onSend}>
        发送
      </button>
    </div>
  </div>`
}
