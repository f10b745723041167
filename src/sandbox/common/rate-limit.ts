/** So many of one key in any window of that length. */
export class RateLimit {
  readonly #count: number
  readonly #windowMs: number
  readonly #taken = new Map<string, number[]>()
  constructor(count: number, windowMs: number) {
    this.#count = count
    this.#windowMs = windowMs
  }
  full(key: string, now: number): boolean {
    const recent = (this.#taken.get(key) ?? []).filter((at) => at > now - this.#windowMs)
    this.#taken.set(key, recent)
    return recent.length >= this.#count
  }
  take(key: string, now: number): void {
    const taken = this.#taken.get(key)
    if (taken) taken.push(now)
    else this.#taken.set(key, [now])
  }
  clear(): void {
    this.#taken.clear()
  }
}
