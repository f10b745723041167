import { setTimeout as pause } from 'node:timers/promises'
import type { DingtalkPhones } from './dingtalk-phones.ts'
import { type Platform, REPEAT_MS } from './dingtalk-program.ts'

export interface FloodPlan {
  messages: number
  cuts: number
}

/** So many that talk at once, over a stream that is cut again and again. */
export class Flood {
  readonly #plan: FloodPlan
  readonly #platform: Platform
  readonly #phones: DingtalkPhones
  #cuts = 0
  #nextCut = Promise.withResolvers<undefined>()
  sent = 0
  /** Milliseconds from each cut to the next connection. */
  readonly reconnects: number[] = []

  constructor(plan: FloodPlan, platform: Platform, phones: DingtalkPhones) {
    this.#plan = plan
    this.#platform = platform
    this.#phones = phones
  }

  /** Sends these one after the other; something goes on being said at every cut. */
  async say(count: number, send: (place: number) => Promise<void>): Promise<void> {
    const { messages, cuts } = this.#plan
    for (let place = 0; place < count; place += 1) {
      while (this.#cuts < cuts && this.sent > ((this.#cuts + 2) * messages) / cuts) {
        await this.#nextCut.promise
      }
      await this.connected()
      this.sent += 1
      await send(place)
    }
  }

  /** By turns without a word, and after asking it to go. */
  async cutAgainAndAgain(): Promise<void> {
    const { messages, cuts } = this.#plan
    while (this.#cuts < cuts) {
      await until(() => this.sent >= (this.#cuts * messages) / cuts)
      await this.#cut(this.#cuts % 2 === 0)
      const { acknowledged } = this.#phones
      const { size } = acknowledged
      await this.sendAgain()
      this.#cuts += 1
      this.#nextCut.resolve(undefined)
      this.#nextCut = Promise.withResolvers()
      // One that is cut before it brought anything is not replaced at once, and rightly so.
      await until(() => acknowledged.size > size + 20)
    }
  }

  async #cut(silently: boolean): Promise<void> {
    const { standIn } = this.#platform
    const cutAt = performance.now()
    if (silently) standIn.dropAll()
    else standIn.disconnectAll()
    if (silently) await until(() => standIn.connections() === 0)
    await this.connected()
    this.reconnects.push(performance.now() - cutAt)
  }

  connected(): Promise<void> {
    return until(() => this.#platform.standIn.connections() > 0)
  }

  /** What was cut off comes again, and is heard, before the next cut: it is not tried for ever. */
  async sendAgain(): Promise<void> {
    const before = this.#phones.unheard()
    this.#platform.clock.advance(REPEAT_MS)
    await until(() => before.every((id) => this.#phones.acknowledged.has(id)))
  }
}

async function until(holds: () => boolean): Promise<void> {
  const end = performance.now() + 20_000
  while (!holds() && performance.now() < end) await pause(2)
}
