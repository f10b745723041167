import { Picture } from './picture.js'
import { classes, html, useEffect, useRef } from './ui.js'

/** A native dialog: keeps the focus inside, Esc closes it. */
export function Dialog({ label, className, onClose, children }) {
  const dialog = useRef(null)
  useEffect(() => dialog.current?.showModal(), [])
  const outside = ({ target }) => target === dialog.current && dialog.current.close()
  return html`<dialog
    ref=${dialog}
    class=${className}
    aria-label=${label}
    onClose=${onClose}
    onClick=${outside}
  >
    ${children}
    <button type="button" class="dialog-close" onClick=${() => dialog.current.close()}>关闭</button>
  </dialog>`
}

const isLong = ({ width, height }) => width / height < 0.6

export const Lightbox = ({ picture, onClose }) =>
  html`<${Dialog}
    label="图片"
    className=${classes('lightbox', isLong(picture) && 'long')}
    onClose=${onClose}
  >
    <${Picture} picture=${picture} alt="原图" />
  <//>`
