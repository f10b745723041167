import { html, useLayoutEffect, useRef } from './ui.js'

/** Grows with what is typed, up to five lines. */
function useGrowing(text) {
  const field = useRef(null)
  useLayoutEffect(() => {
    field.current.style.height = 'auto'
    field.current.style.height = `${Math.min(field.current.scrollHeight + 2, 140)}px`
  }, [text])
  return field
}

/** Enter sends; `chat` is whose words they are. */
export function TextField({ chat, text, setText, onSend }) {
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
