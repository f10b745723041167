import { clickMenu } from './deeds.js'
import { Popover } from './controls.js'
import { html } from './ui.js'

function Entry({ entry }) {
  if (entry.children.length === 0)
    return html`<button type="button" class="menu-entry" onClick=${() => clickMenu(entry.key)}>
      ${entry.name}
    </button>`
  const label = html`<span class="menu-lines" aria-hidden="true">≡</span> ${entry.name}`
  return html`<${Popover} className="menu-entry" label=${label}>
    ${entry.children.map(
      ({ name, key }) =>
        html`<button type="button" onClick=${() => clickMenu(key)}>${name}</button>`,
    )}
  <//>`
}

/** The app's menu, as it stands at the foot of its chat. */
export function MenuBar({ entries }) {
  if (entries.length === 0) return null
  return html`<div class="menu-bar" role="group" aria-label="应用菜单">
    ${entries.map((entry) => html`<${Entry} key=${entry.name} entry=${entry} />`)}
  </div>`
}
