import { getJson, postJson } from './api.js'
import { followHash, fullKeyOf, keyOf, unreadOf } from './chats.js'
import { current, show } from './view.js'

/** Runs `work` once for many wishes, and once more if one came meanwhile. */
function coalesced(work) {
  let wanted = false
  let running = null
  const loop = async () => {
    while (wanted) {
      wanted = false
      await work(() => (wanted = true))
    }
  }
  return () => {
    wanted = true
    running ??= loop().finally(() => (running = null))
    return running
  }
}

const stateAddress = (chat, last) =>
  `/sandbox/api/state?${new URLSearchParams({ platform: chat.platform, chat: keyOf(chat), last })}`

export const fetchChat = async (chat, last = 40) =>
  (await getJson(stateAddress(chat, last))).chat.messages

/** Fetches what is in front; an answer about a chat that was left meanwhile is not shown. */
export const refresh = coalesced(async (again) => {
  const { chat, last } = current()
  if (!chat) return
  try {
    const state = await getJson(stateAddress(chat, last))
    const now = current()
    if (fullKeyOf(now.chat) !== fullKeyOf(chat)) return again()
    show({ state, receivedAt: Date.now(), connected: true })
    if (state.cast !== now.cast.version) await followCast()
    markRead()
    if (now.wireOpen) void refreshWire()
  } catch {
    show({ connected: false })
  }
})

/** The organisation was imported anew; whoever is in front may have left. */
async function followCast() {
  show({ cast: await getJson('/sandbox/api/cast') })
  const { pane } = current()
  followHash()
  show({ pane })
}

export const refreshWire = coalesced(async () => {
  const answer = await getJson('/sandbox/api/wire').catch(() => null)
  if (answer) show({ wire: answer.entries })
})

/** Read is what lies open in a window that somebody looks at. */
export function markRead() {
  const { chat, pane, state } = current()
  const looking =
    document.visibilityState === 'visible' &&
    (pane === 'chat' || !matchMedia('(max-width: 759px)').matches)
  if (!looking || !state?.chat || !unreadOf(current(), chat)) return
  const { platform, kind, id } = chat
  void postJson('/sandbox/api/read', { platform, chat: { kind, id } }).catch(() => undefined)
}

const waiting = new Set()
function wake() {
  for (const resolve of [...waiting]) resolve()
  waiting.clear()
}

/** Resolves when the server says that something changed, and after two seconds in any case. */
export const nextChange = () =>
  new Promise((resolve) => {
    waiting.add(resolve)
    setTimeout(resolve, 2000)
  })

function openEvents() {
  const events = new EventSource('/sandbox/api/events')
  events.addEventListener('changed', ({ data }) => {
    wake()
    if (data !== current().state?.revision || !current().connected) void refresh()
  })
  events.addEventListener('error', () => show({ connected: false }))
  return events
}

/** A browser has six lines to one server: windows that nobody sees leave theirs to the others. */
export function listen() {
  let events = openEvents()
  document.addEventListener('visibilitychange', () => {
    const seen = document.visibilityState === 'visible'
    if (!seen) events.close()
    else if (events.readyState === EventSource.CLOSED) events = openEvents()
    if (seen) markRead()
  })
}
