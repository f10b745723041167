import { sendScenes } from './deeds.js'
import { classes, html, useRef, useState } from './ui.js'
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

/** One's own photos, or drawn ones for whoever has none at hand; sent in the order of choosing. */
export function PhotoPanel({ chat, onClose, onFiles }) {
  const { cast } = useView()
  const [chosen, setChosen] = useState([])
  const picker = useRef(null)
  const toggle = (name) =>
    setChosen(chosen.includes(name) ? chosen.filter((one) => one !== name) : [...chosen, name])
  const sendChosen = () => {
    onClose()
    void sendScenes(chosen, chat)
  }
  const onPick = ({ target }) => {
    onFiles(target.files)
    onClose()
  }
  return html`<section
    class="photo-panel"
    aria-label="发照片"
    onKeyDown=${({ key }) => key === 'Escape' && onClose()}
  >
    <div class="photo-actions">
      <button type="button" onClick=${() => picker.current.click()}>从本机选照片</button>
      <button type="button" class="primary" disabled=${chosen.length === 0} onClick=${sendChosen}>
        ${chosen.length > 0 ? `发送 ${chosen.length} 张` : '发送示例'}
      </button>
      <p class="quiet">也可以粘贴或拖进来。手边没有？选几张示例：</p>
      <input ref=${picker} type="file" accept="image/*" multiple hidden onChange=${onPick} />
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
