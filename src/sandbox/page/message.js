import { Card } from './card.js'
import { Avatar } from './people.js'
import { Markdown, withLinks } from './rich.js'
import { html } from './ui.js'

const kilobytes = (bytes) =>
  bytes < 1024 * 1024
    ? `${Math.max(1, Math.round(bytes / 1024))} KB`
    : `${(bytes / 1024 / 1024).toFixed(1)} MB`

function Image({ body, onEnlarge }) {
  return html`<button
    type="button"
    class="image"
    aria-label="放大照片"
    onClick=${() => onEnlarge(body)}
  >
    <img src=${body.path} width=${body.width} height=${body.height} alt="照片" loading="lazy" />
  </button>`
}

function File({ body }) {
  return html`<a class="file" href=${body.path} download=${body.name}>
    <span class="file-type" aria-hidden="true"
      >${/\.([a-z0-9]{1,4})$/i.exec(body.name)?.[1] ?? '文件'}</span
    >
    <span class="file-text">
      <span class="file-name">${body.name}</span>
      <span class="quiet">${kilobytes(body.bytes)} · 点此下载</span>
    </span>
  </a>`
}

function Body({ message, playable, onEnlarge }) {
  const { body } = message
  if (body.type === 'text') return html`<div class="bubble">${withLinks(body.text)}</div>`
  if (body.type === 'markdown')
    return html`<div class="bubble"><${Markdown} text=${body.text} /></div>`
  if (body.type === 'image') return html`<${Image} body=${body} onEnlarge=${onEnlarge} />`
  if (body.type === 'file') return html`<${File} body=${body} />`
  return html`<${Card} message=${message} playable=${playable} />`
}

const BotAvatar = () => html`<span class="avatar bot" aria-hidden="true">报</span>`

export function Message({ message, chat, onEnlarge }) {
  if (message.body.type === 'deed')
    return html`<li class="deed" data-message=${message.id}>${message.body.text}</li>`
  const mine = message.from === 'person'
  return html`<li class=${`message ${mine ? 'mine' : 'theirs'}`} data-message=${message.id}>
    ${mine ? html`<${Avatar} chat=${chat} />` : html`<${BotAvatar} />`}
    <span class="only-spoken">${mine ? `${chat.name}：` : '报送助手：'}</span>
    <${Body} message=${message} playable=${chat.kind === 'person'} onEnlarge=${onEnlarge} />
  </li>`
}

/** One line for those who hear the page. */
export function spoken({ body }) {
  if (body.type === 'text' || body.type === 'markdown') return body.text
  if (body.type === 'card') return `卡片：${body.card.title ?? body.card.text ?? ''}`
  return body.type === 'file' ? `文件：${body.name}` : '照片'
}
