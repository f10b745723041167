import { html } from './ui.js'

const address = /https?:\/\/[^\s<>“”‘’（）【】《》、，。；！]+/g

const link = (url, text) =>
  html`<a href=${url} target="_blank" rel="noopener noreferrer">${text}</a>`

/** Plain words with what looks like an address made to be clicked. */
export function withLinks(text) {
  const parts = []
  let end = 0
  for (const match of text.matchAll(address)) {
    parts.push(text.slice(end, match.index), link(match[0], match[0]))
    end = match.index + match[0].length
  }
  return [...parts, text.slice(end)]
}

// What the platforms' markdown knows inside a line.
const inline =
  /\*\*(?<bold>[^*]+)\*\*|`(?<code>[^`]+)`|\[(?<label>[^\]]+)\]\((?<url>https?:[^)\s]+)\)|<font color="(?<color>info|comment|warning)">(?<text>.*?)<\/font>/g

function drawInline({ bold, code, label, url, color, text }) {
  if (bold) return html`<strong>${bold}</strong>`
  if (code) return html`<code>${code}</code>`
  if (url) return link(url, label)
  return html`<span class=${`font-${color}`}>${text}</span>`
}

function inLine(line) {
  const parts = []
  let end = 0
  for (const match of line.matchAll(inline)) {
    parts.push(...withLinks(line.slice(end, match.index)), drawInline(match.groups))
    end = match.index + match[0].length
  }
  return [...parts, ...withLinks(line.slice(end))]
}

function drawLine(line) {
  const heading = /^#{1,6}\s+(.*)/.exec(line)
  if (heading) return html`<p class="md-heading">${inLine(heading[1])}</p>`
  const quote = /^>\s?(.*)/.exec(line)
  if (quote) return html`<p class="md-quote">${inLine(quote[1])}</p>`
  return html`<p>${line === '' ? html`<br />` : inLine(line)}</p>`
}

export const Markdown = ({ text }) =>
  html`<div class="markdown">${text.split('\n').map(drawLine)}</div>`
