import { classes, html } from './ui.js'

/** Its size is known before its bytes are there, so that nothing jumps when they come. */
export const Picture = ({ picture: { path, width, height }, alt }) =>
  html`<img
    class="picture"
    src=${path}
    width=${width}
    height=${height}
    alt=${alt}
    loading="lazy"
    style=${{ '--wide': `${width}px`, '--ratio': width / height }}
  />`

/** One in a chat: a tap opens it large. */
export const Enlargeable = ({ picture, alt, className, onEnlarge }) =>
  html`<button
    type="button"
    class=${classes('enlarge', className)}
    aria-label="放大图片"
    onClick=${() => onEnlarge(picture)}
  >
    <${Picture} picture=${picture} alt=${alt} />
  </button>`
