import { expect } from 'vitest'
import type { Locator, Page } from 'playwright-core'

/** Plays one person in a window as somebody at the page would: by reading, clicking and typing. */
export class PhoneUser {
  readonly page: Page
  constructor(page: Page) {
    this.page = page
  }

  get #field(): Locator {
    return this.page.getByRole('textbox', { name: /的身份输入$/ })
  }

  /** Waits for something newer than what has been there; the last message is what counts. */
  async hears(text: string | RegExp): Promise<void> {
    const last = this.page.locator('.message.theirs').last()
    await expect
      .poll(async () => matches(await last.innerText(), text), {
        timeout: 30_000,
        interval: 50,
        message: `hears ${String(text)}`,
      })
      .toBe(true)
  }

  async says(text: string, answer: string | RegExp): Promise<void> {
    await this.#field.fill(text)
    await this.#field.press('Enter')
    await expect.poll(() => this.#field.inputValue(), { interval: 20 }).toBe('')
    await this.hears(answer)
  }

  /** Several lines, broken as people do it. */
  async saysLines(lines: readonly string[], answer: string | RegExp): Promise<void> {
    await this.#field.focus()
    for (const [index, line] of lines.entries()) {
      if (index > 0) await this.#field.press('Shift+Enter')
      await this.page.keyboard.insertText(line)
    }
    await this.page.getByRole('button', { name: '发送', exact: true }).click()
    await this.hears(answer)
  }

  /** The newest card with such a button. */
  card(label: string): Locator {
    const button = this.page.locator('.card-button', { hasText: new RegExp(`^\\s*${label}\\s*$`) })
    return this.page.locator('.card', { has: button }).last()
  }

  async taps(label: string): Promise<void> {
    await this.card(label)
      .getByRole('button', { name: label, exact: true })
      .click({ timeout: 30_000 })
  }

  async sendsPhotos(photos: readonly Uint8Array[], answer: string | RegExp): Promise<void> {
    await this.#attach()
    const files = photos.map((bytes, index) => ({
      name: `IMG_${index + 1}.jpg`,
      mimeType: 'image/jpeg',
      buffer: Buffer.from(bytes),
    }))
    await this.page.locator('input[aria-label=照片]').setInputFiles(files)
    await this.hears(answer)
  }

  async #attach(): Promise<void> {
    await this.page.getByRole('button', { name: '发照片或文件' }).click()
  }
}

function matches(shown: string, wanted: string | RegExp): boolean {
  return typeof wanted === 'string' ? shown.includes(wanted) : wanted.test(shown)
}
