import { useEffect, useState } from './ui.js'

const listeners = new Set()

/** Everything the page shows. The server's part comes whole with every change. */
let view = {
  cast: null,
  /** { platform, kind, id, name, line, hash, person? }: the chat in the middle. */
  chat: null,
  /** Who speaks in groups, by their hash. */
  speaker: null,
  /** As it came from /sandbox/api/state, and when. */
  state: null,
  receivedAt: 0,
  last: 200,
  /** On a narrow screen one of the panes is in front. */
  pane: 'chat',
  wireOpen: false,
  wire: [],
  notice: null,
  connected: true,
  story: null,
}

export const current = () => view

export function show(patch) {
  view = { ...view, ...patch }
  for (const listener of [...listeners]) listener()
}

export function useView() {
  const [, redraw] = useState(0)
  useEffect(() => {
    const listener = () => redraw((count) => count + 1)
    listeners.add(listener)
    listener()
    return () => listeners.delete(listener)
  }, [])
  return view
}

let noticeTimer
export function notify(text) {
  clearTimeout(noticeTimer)
  show({ notice: text })
  noticeTimer = setTimeout(() => show({ notice: null }), 6000)
}

export const platformsOn = ({ state }) => state?.platforms.map(({ id }) => id) ?? []

/** The platform in front, with its unread marks, menu and fault. */
export const platformState = ({ state, chat }) =>
  state?.platforms.find(({ id }) => id === chat?.platform) ?? null
