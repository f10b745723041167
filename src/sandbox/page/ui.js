import htm from './vendor/htm.js'
import { h } from './vendor/preact.js'

export { Fragment, render } from './vendor/preact.js'
export { useEffect, useLayoutEffect, useRef, useState } from './vendor/hooks.js'

export const html = htm.bind(h)

/** `classes('card', wide && 'wide')` */
export const classes = (...names) => names.filter(Boolean).join(' ')
