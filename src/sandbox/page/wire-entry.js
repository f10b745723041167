import { getJson } from './api.js'
import { platformNames } from './chats.js'
import { clockText } from './time.js'
import { classes, html, useEffect, useRef, useState } from './ui.js'
import { notify } from './view.js'

const took = (ms) => (ms < 1000 ? `${Math.round(ms)} 毫秒` : `${(ms / 1000).toFixed(1)} 秒`)

/** In the form in which a test can read it. */
function fixtureOf({ direction, title, request, answer }, platform) {
  return JSON.stringify({ platform, direction, title, request, answer }, null, 2)
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text)
    notify('已复制。')
  } catch {
    notify('浏览器不让复制，请手动选中。')
  }
}

const Json = ({ label, value }) =>
  html`<h4>${label}</h4>
    <pre tabindex="0">${typeof value === 'string' ? value : JSON.stringify(value, null, 2)}</pre>`

function Full({ entry }) {
  const { platform } = entry
  const [full, setFull] = useState(null)
  const [problem, setProblem] = useState(null)
  const root = useRef(null)
  useEffect(() => root.current?.scrollIntoView({ block: 'nearest' }), [full !== null])
  // An entry goes on growing until its last try: fetched again when its line changes.
  useEffect(() => {
    getJson(`/sandbox/api/wire/${platform}/${entry.id}`).then(setFull, ({ message }) =>
      setProblem(message),
    )
  }, [entry.id, entry.tries, entry.ok, entry.tookMs])
  if (problem) return html`<p class="quiet">${problem}</p>`
  if (!full) return html`<p class="quiet">正在读取……</p>`
  return html`<div class="wire-full" ref=${root}>
    <p class="quiet">${clockText(full.at)} · 试了 ${full.tries} 次</p>
    <${Json}
      label=${full.direction === 'callback' ? '回调内容（已解密）' : '请求'}
      value=${full.request}
    />
    <${Json} label="应答" value=${full.answer} />
    <button type="button" onClick=${() => copy(fixtureOf(full, platform))}>复制为测试样本</button>
  </div>`
}

function outcome({ platform, ok, tookMs, tries }, name, marked) {
  const tried = tries > 1 ? `试了 ${tries} 次` : null
  return [marked && platformNames[platform], name, ok ? '成功' : '失败', took(tookMs), tried]
    .filter(Boolean)
    .join(' · ')
}

/** `marked`: it says on which platform. */
export function WireEntry({ entry, name, marked }) {
  const [open, setOpen] = useState(false)
  const incoming = entry.direction === 'callback'
  return html`<li class=${classes('wire-entry', !entry.ok && 'failed')}>
    <button type="button" aria-expanded=${String(open)} onClick=${() => setOpen(!open)}>
      <span class=${`arrow ${entry.direction}`} aria-hidden="true">${incoming ? '←' : '→'}</span>
      <span class="wire-text">
        <span class="wire-title"
          ><span class="only-spoken">${incoming ? '回调' : '调用'}</span>${entry.title}</span
        >
        <span class="quiet">${outcome(entry, name, marked)}</span>
      </span>
    </button>
    ${open && html`<${Full} entry=${entry} />`}
  </li>`
}
