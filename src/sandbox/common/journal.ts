import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What happened, a line each, and the bytes of media as files of their own. */
export class Journal<Event> {
  readonly #file: string | null
  readonly #bytes = new Map<string, Uint8Array>()
  constructor(file: string | null) {
    this.#file = file
    if (file) mkdirSync(this.#mediaFolder(file), { recursive: true })
  }

  append(event: Event): void {
    if (this.#file) appendFileSync(this.#file, `${JSON.stringify(event)}\n`)
  }

  replay(): Event[] {
    if (!this.#file || !existsSync(this.#file)) return []
    const lines = readFileSync(this.#file, 'utf8').split('\n')
    // A kill may have cut the last line short; the next append must not continue it.
    const torn = lines.pop()
    if (torn) writeFileSync(this.#file, lines.map((line) => `${line}\n`).join(''))
    return lines.map((line) => JSON.parse(line) as Event)
  }

  keepBytes(mediaId: string, bytes: Uint8Array): void {
    if (this.#file) writeFileSync(join(this.#mediaFolder(this.#file), mediaId), bytes)
    else this.#bytes.set(mediaId, bytes)
  }

  bytes(mediaId: string): Uint8Array {
    if (this.#file) return readFileSync(join(this.#mediaFolder(this.#file), mediaId))
    return this.#bytes.get(mediaId) ?? new Uint8Array()
  }

  clear(): void {
    this.#bytes.clear()
    if (!this.#file) return
    rmSync(this.#file, { force: true })
    rmSync(this.#mediaFolder(this.#file), { recursive: true, force: true })
    mkdirSync(this.#mediaFolder(this.#file), { recursive: true })
  }

  #mediaFolder(file: string): string {
    return `${file}-media`
  }
}
