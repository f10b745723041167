import { platformNames } from './chats.js'
import { advanceClock, reportOpened, sendSamples, setFault, startAfresh } from './deeds.js'
import { refresh } from './live.js'
import { clockText, presets } from './time.js'
import { startStory } from './story.js'
import { html, useEffect, useRef, useState } from './ui.js'
import { current, notify, platformState, platformsOn, useView } from './view.js'

export const faultNames = {
  none: '平台正常',
  slow: '平台变慢',
  refusing: '平台拒绝',
  'answers-lost': '丢失应答',
}

/** The sandbox's time, which goes on between two answers of the server. */
function useNow({ state, receivedAt }) {
  const [, redraw] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => redraw((count) => count + 1), 5000)
    return () => clearInterval(timer)
  }, [])
  return state ? state.clock.now + Date.now() - receivedAt : null
}

/** A list over its button; Esc and a click elsewhere close it. */
export function Popover({ label, className, children }) {
  const [open, setOpen] = useState(false)
  const root = useRef(null)
  useEffect(() => {
    if (!open) return
    const away = ({ target }) => !root.current?.contains(target) && setOpen(false)
    document.addEventListener('pointerdown', away)
    return () => document.removeEventListener('pointerdown', away)
  }, [open])
  const onKey = ({ key }) => {
    if (key !== 'Escape' || !open) return
    setOpen(false)
    root.current?.querySelector('button')?.focus()
  }
  return html`<div class=${`popover ${className}`} ref=${root} onKeyDown=${onKey}>
    <button
      type="button"
      class="popover-button"
      aria-expanded=${String(open)}
      onClick=${() => setOpen(!open)}
    >
      ${label}
    </button>
    ${open && html`<div class="popover-list" onClick=${() => setOpen(false)}>${children}</div>`}
  </div>`
}

function Clock({ now }) {
  const label = html`<span class="clock">${clockText(now)}</span><span class="quiet">快进 ▴</span>`
  return html`<${Popover} className="clock-control" label=${label}>
    ${presets(now).map(
      ({ name, at }) =>
        html`<button type="button" onClick=${() => advanceClock(Math.max(0, Math.ceil(at - now)))}>
          ${name}
        </button>`,
    )}
  <//>`
}

/** `平台变慢` of the platform in front; where there are several, it is named. */
export function ofPlatform(view, words) {
  const several = platformsOn(view).length > 1
  return several ? words.replace('平台', platformNames[view.chat.platform]) : words
}

function Fault({ view }) {
  const value = platformState(view)?.fault ?? 'none'
  return html`<label class="fault">
    <span class="only-spoken">${ofPlatform(view, '平台故障')}</span>
    <select
      value=${value}
      onChange=${({ target }) => setFault(target.value)}
      class=${value === 'none' ? '' : 'faulty'}
    >
      ${Object.entries(faultNames).map(
        ([fault, text]) =>
          html`<option value=${fault} selected=${fault === value}>
            ${ofPlatform(view, text)}
          </option>`,
      )}
    </select>
  </label>`
}

function Afresh() {
  const [asked, setAsked] = useState(false)
  if (!asked) return html`<button type="button" onClick=${() => setAsked(true)}>清空</button>`
  const clear = async () => {
    setAsked(false)
    if (!(await startAfresh())) return
    notify('已清空，从头开始。')
    // Whoever came by an import is gone with it.
    await refresh()
    const { chat } = current()
    if (chat.kind === 'person') void reportOpened(chat)
  }
  return html`<button type="button" class="danger" onClick=${clear} onBlur=${() => setAsked(false)}>
    确定清空？
  </button>`
}

function Samples({ demo }) {
  const failed = demo.failed ? '样稿没有全部送到' : '送入十篇样稿'
  const words = demo.running ? `送样稿 ${demo.done}/${demo.total || 10}` : failed
  return html`<button type="button" disabled=${demo.running} onClick=${sendSamples}>
    ${words}
  </button>`
}

export function Controls() {
  const view = useView()
  const now = useNow(view)
  if (now === null) return null
  return html`<div class="controls" role="group" aria-label="试用设置">
    <${Clock} now=${now} />
    <div class="control-row">
      <${Fault} view=${view} />
      <${Afresh} />
    </div>
    <div class="control-row">
      <button type="button" onClick=${startStory} disabled=${view.story?.running}>演示一遍</button>
      <${Samples} demo=${view.state.demo} />
    </div>
  </div>`
}
