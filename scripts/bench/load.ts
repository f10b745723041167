import { performance } from 'node:perf_hooks'
import type { Api } from './api.ts'
import type { Callback } from './dialect.ts'
import type { Lines } from './lines.ts'

/** Something was lost, refused, doubled or came too late: what was measured counts for nothing. */
class WorthlessRunError extends Error {
  override name = 'WorthlessRunError'
}

export interface Run {
  /** Callbacks a second. */
  rate: number
  /** Milliseconds, one each. */
  acknowledged: number[]
  replied: number[]
}

const LIMIT_MS = 120_000

/** So many callbacks on their way at any time; `until`: what lets the next one go. */
export async function closedLoop(
  lines: Lines,
  callbacks: readonly Callback[],
  options: { depth: number; until: 'acknowledged' | 'replied'; replies: Replies | null },
): Promise<Run> {
  const { depth, until, replies } = options
  const acknowledged: number[] = []
  const replied: number[] = []
  const startedAt = performance.now()
  let next = 0
  let open = callbacks.length
  await within(
    (resolve, reject) => {
      const send = () => {
        const callback = callbacks[next]
        if (!callback) return
        next += 1
        const sentAt = performance.now()
        const end = () => {
          open -= 1
          if (open === 0) resolve()
          else send()
        }
        if (until === 'replied') {
          replies?.expect(callback.account, () => {
            replied.push(performance.now() - sentAt)
            end()
          })
        } else replies?.expect(callback.account, () => undefined)
        lines.ask(callback.request, (status) => {
          acknowledged.push(performance.now() - sentAt)
          if (status !== 200) reject(new WorthlessRunError(`a callback was answered ${status}`))
          if (until === 'acknowledged') end()
        })
      }
      for (let count = 0; count < depth; count += 1) send()
    },
    () => `${open} of ${callbacks.length} were not ${until}`,
  )
  const rate = (callbacks.length * 1000) / (performance.now() - startedAt)
  return { rate, acknowledged, replied }
}

/** So many a second, whatever becomes of them; times count from when each was due. */
export async function openLoop(
  lines: Lines,
  callbacks: readonly Callback[],
  { perSecond, replies }: { perSecond: number; replies: Replies | null },
): Promise<Run> {
  const acknowledged: number[] = []
  const replied: number[] = []
  const startedAt = performance.now()
  const dueAt = (index: number) => startedAt + (index * 1000) / perSecond
  let next = 0
  await within(
    (resolve, reject) => {
      const tick = () => {
        for (; next < callbacks.length && dueAt(next) <= performance.now(); next += 1) {
          const due = dueAt(next)
          const { account, request } = callbacks[next] as Callback
          replies?.expect(account, () => replied.push(performance.now() - due))
          lines.ask(request, (status) => {
            acknowledged.push(performance.now() - due)
            if (status !== 200) reject(new WorthlessRunError(`a callback was answered ${status}`))
            if (acknowledged.length === callbacks.length) resolve()
          })
        }
        if (next < callbacks.length) setTimeout(tick, Math.max(0, dueAt(next) - performance.now()))
      }
      tick()
    },
    () => `${callbacks.length - acknowledged.length} were not acknowledged`,
  )
  const rate = (callbacks.length * 1000) / (performance.now() - startedAt)
  return { rate, acknowledged, replied }
}

/** Waits for each reply, first come first served within a chat, and counts those nobody waits for. */
export class Replies {
  readonly #waiting = new Map<string, (() => void)[]>()
  readonly #api: Api
  #open = 0
  #extra = 0
  #whenDone: (() => void) | null = null

  constructor(api: Api) {
    this.#api = api
    api.onMessage = (account) => {
      const arrived = this.#waiting.get(account)?.shift()
      if (!arrived) {
        this.#extra += 1
        return
      }
      this.#open -= 1
      arrived()
      if (this.#open === 0) this.#whenDone?.()
    }
  }

  expect(account: string, arrived: () => void): void {
    this.#open += 1
    const waiting = this.#waiting.get(account)
    if (waiting) waiting.push(arrived)
    else this.#waiting.set(account, [arrived])
  }

  /** Once every one has come; throws if one has not, or came twice. */
  async all(): Promise<void> {
    if (this.#open > 0) {
      await within(
        (resolve) => {
          this.#whenDone = resolve
        },
        () => `${this.#open} replies are missing`,
      )
    }
    this.#api.received.clear()
    if (this.#extra > 0) throw new WorthlessRunError(`${this.#extra} replies too many`)
  }
}

async function within(
  work: (resolve: () => void, reject: (error: Error) => void) => void,
  complaint: () => string,
): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  try {
    await new Promise<void>((resolve, reject) => {
      timer = setTimeout(() => {
        reject(new WorthlessRunError(complaint()))
      }, LIMIT_MS)
      work(resolve, reject)
    })
  } finally {
    clearTimeout(timer)
  }
}
