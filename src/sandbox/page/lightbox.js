import { html, useEffect, useRef } from './ui.js'

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

export const Lightbox = ({ image, onClose }) =>
  html`<${Dialog} label="图片" className="lightbox" onClose=${onClose}>
    <img src=${image.path} width=${image.width} height=${image.height} alt="原图" />
  <//>`
