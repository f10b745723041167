import { Card } from './card.js'
import { Avatar } from './people.js'
import { Enlargeable } from './picture.js'
import { Markdown, withLinks, withoutMarks } from './rich.js'
import { senderOf } from './speakers.js'
import { classes, html } from './ui.js'

const kilobytes = (bytes) =>
  bytes < 1024 * 1024
    ? `${Math.max(1, Math.round(bytes / 1024))} KB`
    : `${(bytes / 1024 / 1024).toFixed(1)} MB`

const Said = ({ body, onEnlarge }) =>
  html`<div class=${classes('bubble', body.pictures && 'pictured')}>
    <${Markdown} text=${body.text} pictures=${body.pictures} onEnlarge=${onEnlarge} />
  </div>`

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
  if (body.type === 'markdown') return html`<${Said} body=${body} onEnlarge=${onEnlarge} />`
  if (body.type === 'image')
    return html`<${Enlargeable}
      picture=${body}
      alt="图片"
      className="image"
      onEnlarge=${onEnlarge}
    />`
  if (body.type === 'file') return html`<${File} body=${body} />`
  return html`<${Card} message=${message} playable=${playable} />`
}

const BotAvatar = () => html`<span class="avatar bot" aria-hidden="true">报</span>`

/** In its groups DingTalk says above each message of somebody else whose it is. */
const Sender = ({ sender }) =>
  html`<span class="sender" aria-hidden="true">
    ${sender?.name ?? html`报送助手<span class="robot-tag">机器人</span>`}
  </span>`

export function Message({ message, chat, speakers, onEnlarge }) {
  if (message.body.type === 'deed')
    return html`<li class="deed" data-message=${message.id}>${message.body.text}</li>`
  const sender = senderOf(message, chat, speakers)
  const mine = sender !== null && sender.hash === speakers.self?.hash
  const named = chat.kind === 'group' && chat.platform === 'dingtalk' && !mine
  return html`<li
    class=${classes('message', mine ? 'mine' : 'theirs', named && 'named')}
    data-message=${message.id}
  >
    ${sender ? html`<${Avatar} of=${sender} />` : html`<${BotAvatar} />`}
    <span class="only-spoken">${sender?.name ?? '报送助手'}：</span>
    ${named && html`<${Sender} sender=${sender} />`}
    <${Body} message=${message} playable=${chat.kind === 'person'} onEnlarge=${onEnlarge} />
  </li>`
}

/** One line for those who hear the page. */
export function spoken({ body }) {
  if (body.type === 'text') return body.text
  if (body.type === 'markdown') return withoutMarks(body.text)
  if (body.type === 'card') return `卡片：${body.card.title ?? body.card.text ?? ''}`
  return body.type === 'file' ? `文件：${body.name}` : '图片'
}
