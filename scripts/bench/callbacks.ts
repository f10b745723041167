import type { Callback, Dialect } from './dialect.ts'

/**
 * One word from many: so many people that nobody meets the 30 messages a minute that a platform
 * lets one member get. Goes on with the next person where the last call ended.
 */
export class Senders {
  readonly #accounts: readonly string[]
  readonly #dialect: Dialect
  #next = 0
  constructor(accounts: readonly string[], dialect: Dialect) {
    this.#accounts = accounts
    this.#dialect = dialect
  }

  prepare(count: number): Callback[] {
    return Array.from({ length: count }, () => {
      const account = this.#accounts[this.#next % this.#accounts.length] ?? ''
      this.#next += 1
      return this.#dialect.text(account, '帮助')
    })
  }
}
