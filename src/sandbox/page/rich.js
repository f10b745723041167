import { Enlargeable } from './picture.js'
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
  /!\[(?<alt>[^\]]*)\]\((?<picture>[^)\s]+)\)|\*\*(?<bold>[^*]+)\*\*|`(?<code>[^`]+)`|\[(?<label>[^\]]+)\]\((?<url>https?:[^)\s]+)\)|<font color="(?<color>info|comment|warning)">(?<text>.*?)<\/font>/g

/** Only what the platform keeps itself is fetched; a picture that lies elsewhere is a link. */
function drawPicture({ 0: whole, groups: { alt, picture: name } }, { pictures = [], onEnlarge }) {
  const picture = pictures.find((one) => one.name === name)
  if (picture)
    return html`<${Enlargeable}
      picture=${picture}
      alt=${alt || '图片'}
      className="md-picture"
      onEnlarge=${onEnlarge}
    />`
  return /^https?:/.test(name) ? link(name, alt || '图片') : whole
}

function drawInline(match, drawn) {
  const { picture, bold, code, label, url, color, text } = match.groups
  if (picture) return drawPicture(match, drawn)
  if (bold) return html`<strong>${bold}</strong>`
  if (code) return html`<code>${code}</code>`
  if (url) return link(url, label)
  return html`<span class=${`font-${color}`}>${text}</span>`
}

function inLine(line, drawn) {
  const parts = []
  let end = 0
  for (const match of line.matchAll(inline)) {
    parts.push(...withLinks(line.slice(end, match.index)), drawInline(match, drawn))
    end = match.index + match[0].length
  }
  return [...parts, ...withLinks(line.slice(end))]
}

function drawLine(line, drawn) {
  const heading = /^#{1,6}\s+(.*)/.exec(line)
  if (heading) return html`<p class="md-heading">${inLine(heading[1], drawn)}</p>`
  const quote = /^>\s?(.*)/.exec(line)
  if (quote) return html`<p class="md-quote">${inLine(quote[1], drawn)}</p>`
  return html`<p>${line === '' ? html`<br />` : inLine(line, drawn)}</p>`
}

/** `pictures`: what stands where the text names one of them. */
export const Markdown = ({ text, pictures, onEnlarge }) =>
  html`<div class="markdown">
    ${text.split('\n').map((line) => drawLine(line, { pictures, onEnlarge }))}
  </div>`

/** For those who hear it. */
export const withoutMarks = (text) =>
  text.replaceAll(inline, (...args) => {
    const { picture, alt, bold, code, label, text: words } = args.at(-1)
    return picture ? alt || '图片' : (bold ?? code ?? label ?? words)
  })
