import { sendAsFiles, sendAsPhotos } from './attachments.js'
import { sendScenes } from './deeds.js'
import { classes, html, useEffect, useRef, useState } from './ui.js'
import { useView } from './view.js'

function Scene({ name, place, onToggle }) {
  return html`<li>
    <button
      type="button"
      class=${classes('scene', place && 'chosen')}
      aria-pressed=${String(Boolean(place))}
      onClick=${onToggle}
    >
      <img
        src=${`/sandbox/api/scenes/${encodeURIComponent(name)}`}
        width="320"
        height="240"
        alt=""
      />
      <span>${name}</span>
      ${place > 0 && html`<span class="scene-place">${place}</span>`}
    </button>
  </li>`
}

/** A button that opens the system's own choice of files. */
function Picker({ label, first, onPick, ...kind }) {
  const button = useRef(null)
  const input = useRef(null)
  useEffect(() => {
    if (first) button.current.focus()
  }, [])
  return html`<button ref=${button} type="button" onClick=${() => input.current.click()}>
      ${label}
    </button>
    <input
      ref=${input}
      type="file"
      hidden
      aria-label=${label}
      ...${kind}
      onChange=${({ target }) => onPick(target.files)}
    />`
}

/** One's own photos and files, or drawn ones for whoever has none at hand; sent in the order of choosing. */
export function AttachPanel({ chat, onClose }) {
  const { cast } = useView()
  const [chosen, setChosen] = useState([])
  const toggle = (name) =>
    setChosen(chosen.includes(name) ? chosen.filter((one) => one !== name) : [...chosen, name])
  const sendChosen = () => {
    onClose()
    void sendScenes(chosen, chat)
  }
  const sending = (send) => (files) => {
    send(files, chat)
    onClose()
  }
  return html`<section
    class="attach-panel"
    aria-label="发照片或文件"
    onKeyDown=${({ key }) => key === 'Escape' && onClose()}
  >
    <div class="attach-actions">
      <${Picker} label="照片" first accept="image/*" multiple onPick=${sending(sendAsPhotos)} />
      <${Picker} label="文件" onPick=${sending(sendAsFiles)} />
      <button type="button" class="primary" disabled=${chosen.length === 0} onClick=${sendChosen}>
        ${chosen.length > 0 ? `发送 ${chosen.length} 张` : '发送示例'}
      </button>
      <p class="quiet">也可以粘贴或拖进来。手边没有照片？选几张示例：</p>
    </div>
    <ul class="scenes">
      ${cast.scenes.map(
        (name) =>
          html`<${Scene}
            key=${name}
            name=${name}
            place=${chosen.indexOf(name) + 1}
            onToggle=${() => toggle(name)}
          />`,
      )}
    </ul>
  </section>`
}
