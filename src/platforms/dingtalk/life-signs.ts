import type { WebSocket } from 'ws'

/** Tells a connection that works from a half-open one, of which TCP would not know for many minutes. */
export interface LifeSigns {
  heard(): void
  stop(): void
}

/** Pings, and calls `onSilent` when two intervals have passed without a frame or a pong (section 2.5). */
export function watchForLife(
  socket: WebSocket,
  intervalMs: number,
  onSilent: () => void,
): LifeSigns {
  const pings = setInterval(() => {
    socket.ping(() => undefined)
  }, intervalMs)
  let verdict: NodeJS.Immediate | undefined
  const silence = setTimeout(() => {
    // A process that stood still itself has yet to read what came in the meantime.
    verdict = setImmediate(onSilent)
  }, 2 * intervalMs)
  const heard = () => {
    clearImmediate(verdict)
    silence.refresh()
  }
  socket.on('pong', heard).on('ping', heard)
  return {
    heard,
    stop() {
      clearInterval(pings)
      clearTimeout(silence)
      clearImmediate(verdict)
      socket.off('pong', heard).off('ping', heard)
    },
  }
}
