import { sayInGroup } from './deeds.js'
import { speakersIn } from './speakers.js'
import { TextField } from './text-field.js'
import { html, useState } from './ui.js'
import { show, useView } from './view.js'

function Who({ speakers, speaker }) {
  return html`<label class="speaker">
    <span>以</span>
    <select
      aria-label="发言人"
      value=${speaker.hash}
      onChange=${({ target }) => show({ speaker: target.value })}
    >
      ${speakers.map(
        ({ hash, name, line }) =>
          html`<option value=${hash} selected=${hash === speaker.hash}>${name}（${line}）</option>`,
      )}
    </select>
    <span>的身份发言</span>
  </label>`
}

/** In a group the bot hears only those who mention it. */
function Speech({ group, view }) {
  const [typed, setTyped] = useState('')
  const { all, self } = speakersIn(view, group)
  if (!self) return null
  const onSend = async () => {
    const words = typed.trim()
    if (!words) return
    setTyped('')
    if (!(await sayInGroup(words, group, self))) setTyped(words)
  }
  return html`<div class="composer">
    <${Who} speakers=${all} speaker=${self} />
    <div class="composer-row">
      <span class="mention">@报送助手</span>
      <${TextField} chat=${self} text=${typed} setText=${setTyped} onSend=${onSend} />
      <button type="button" class="primary send" disabled=${typed.trim() === ''} onClick=${onSend}>
        发送
      </button>
    </div>
  </div>`
}

/** What stands below a group's messages. `open`: people can speak to the bot there. */
export function GroupFoot({ group, open }) {
  const view = useView()
  if (open) return html`<${Speech} group=${group} view=${view} />`
  return html`<p class="listeners">群里由机器人发布通知和排行，这里只看不发。</p>`
}
