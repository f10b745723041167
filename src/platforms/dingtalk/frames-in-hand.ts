import type { WebSocket } from 'ws'
import { ackText, type Frame } from './frames.ts'
import type { FrameTaker } from './take-frame.ts'

/** What has come in on a connection and is not acknowledged yet. */
export interface FramesInHand {
  take(frame: Frame): void
  /** Resolves once nothing is left; never rejects. */
  settled(): Promise<unknown>
}

/** A frame is acknowledged on the connection that it came by, after it was kept; or not at all. */
export function framesInHand(
  socket: WebSocket,
  take: FrameTaker,
  onFault: (error: unknown) => void,
): FramesInHand {
  const inHand = new Set<Promise<void>>()

  async function answer(frame: Frame) {
    const reply = await take(frame)
    if (!reply) return
    const { promise, resolve } = Promise.withResolvers<boolean>()
    socket.send(ackText(frame, reply.ack), (error) => {
      resolve(!error)
    })
    // An ack that is lost is no fault: the frame comes again, and is known by its key.
    reply.answered?.(await promise)
  }

  return {
    take(frame) {
      const work = answer(frame)
        .catch(onFault)
        .finally(() => inHand.delete(work))
      inHand.add(work)
    },
    settled: () => Promise.all(inHand),
  }
}
