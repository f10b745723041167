import { html } from './ui.js'

/** Grows with what is typed, up to five lines. Enter sends; `chat` is whose words they are. */
export function TextField({ chat, text, setText, onSend }) {
  const onKeyDown = (event) => {
    // 229: Enter that only ends the choice of a character in an input method.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229)
      return
    event.preventDefault()
    onSend()
  }
  return html`<div class="field" data-text=${text}>
    <textarea
      rows="1"
      aria-label=${`以${chat.name}的身份输入`}
      placeholder="输入……"
      value=${text}
      onInput=${({ target }) => setText(target.value)}
      onKeyDown=${onKeyDown}
    ></textarea>
  </div>`
}
