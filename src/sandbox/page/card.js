import { tap } from './deeds.js'
import { withLinks } from './rich.js'
import { classes, html, useState } from './ui.js'
import { current } from './view.js'

function Facts({ facts }) {
  if (facts.length === 0) return null
  return html`<dl class="facts">
    ${facts.map(
      ({ label, value }) =>
        html`<div>
          <dt>${label}</dt>
          <dd>${withLinks(value)}</dd>
        </div>`,
    )}
  </dl>`
}

function Choice({ choice, selected, onSelect }) {
  return html`<label class="choice">
    <span>${choice.label}</span>
    <select
      value=${selected}
      disabled=${choice.disabled}
      onChange=${({ target }) => onSelect(target.value)}
    >
      ${choice.selected === null && html`<option value="">请选择</option>`}
      ${choice.options.map(
        ({ id, text }) => html`<option value=${id} selected=${id === selected}>${text}</option>`,
      )}
    </select>
  </label>`
}

/** Only DingTalk's cards have an input of their own. */
function Note({ hint, disabled, text, onInput }) {
  return html`<input
    class="note"
    type="text"
    aria-label=${hint}
    placeholder=${hint}
    maxlength="200"
    disabled=${disabled}
    value=${text}
    onInput=${({ target }) => onInput(target.value)}
  />`
}

/** The demo shows what it presses next. */
const isPointedAt = (messageId, key) => {
  const pointing = current().story?.pointing
  return pointing?.messageId === messageId && pointing.key === key
}

function Button({ button, pointed, busy, onTap }) {
  const className = classes('card-button', `look-${button.look}`, pointed && 'pointed')
  if (button.url)
    return html`<a class=${className} href=${button.url} target="_blank" rel="noopener noreferrer"
      >${button.text}</a
    >`
  return html`<button
    type="button"
    class=${className}
    disabled=${busy || !button.key}
    onClick=${onTap}
  >
    ${button.text}
  </button>`
}

function Buttons({ message, busy, onTap }) {
  const { buttons, replaced } = message.body.card
  if (!replaced && buttons.length === 0) return null
  return html`<div class=${classes('card-buttons', buttons.length % 2 === 1 && 'odd')}>
    ${replaced && html`<p class="replaced">${replaced}</p>`}
    ${buttons.map(
      (button) =>
        html`<${Button}
          key=${button.key ?? button.url}
          button=${button}
          pointed=${button.key && isPointedAt(message.id, button.key)}
          busy=${busy}
          onTap=${() => onTap(button)}
        />`,
    )}
  </div>`
}

function Main({ card }) {
  return html`${card.source && html`<p class="card-source">${card.source}</p>`}
    ${card.title && html`<h3>${card.title}</h3>`}
    ${card.subtitle && html`<p class="card-subtitle">${card.subtitle}</p>`}
    ${card.quote && html`<blockquote>${withLinks(card.quote)}</blockquote>`}
    ${card.text && html`<p class="card-text">${withLinks(card.text)}</p>`}
    <${Facts} facts=${card.facts} />`
}

/** A template card with all its parts, as the platform's client draws it. */
export function Card({ message, playable }) {
  const { card } = message.body
  const { choice, note } = card
  const [busy, setBusy] = useState(false)
  const [chosen, setChosen] = useState(null)
  const [written, setWritten] = useState('')
  const selected = chosen ?? choice?.selected
  const onTap = async ({ key }) => {
    const words = written.trim()
    setBusy(true)
    await tap(message.id, key, {
      ...(choice && selected && { [choice.key]: [selected] }),
      ...(note && words && { [note.key]: [words] }),
    })
    setBusy(false)
  }
  return html`<article
    class=${classes('card', card.replaced && 'settled')}
    aria-busy=${String(busy)}
  >
    <div class="card-main">
      <${Main} card=${card} />
      ${choice && html`<${Choice} choice=${choice} selected=${selected} onSelect=${setChosen} />`}
      ${note && html`<${Note} hint=${note.hint} disabled=${!playable} text=${written} onInput=${setWritten} />`}
    </div>
    <${Buttons} message=${message} busy=${busy || !playable} onTap=${onTap} />
  </article>`
}
