import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import sparticuz from '@sparticuz/chromium'
import { chromium } from 'playwright-core'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { ROOT } from '../process/program.ts'

const ARTEFACTS = join(ROOT, 'test/artefacts')
/** Set to renew the two pictures of the README. */
const PICTURES = process.env['BAOSONG_PICTURES'] ? join(ROOT, 'test/pictures') : null

export const VIEWS = {
  phone: { width: 390, height: 844 },
  desktop: { width: 1280, height: 800 },
} as const
export type View = keyof typeof VIEWS
export const SCHEMES = ['light', 'dark'] as const

/** Chromium comes out of a package of the registry; it has no Chinese font of its own. */
export async function launch(): Promise<Browser> {
  // In one process, closing one of several windows takes the whole browser down.
  sparticuz.setGraphicsMode = false
  const args = sparticuz.args.filter((arg) => arg !== '--single-process')
  return chromium.launch({ args, executablePath: await sparticuz.executablePath() })
}

export interface Window {
  page: Page
  /** What the browser complained about: errors, refused scripts, missing files. */
  complaints: string[]
}

/** A window on the page; all of them belong to one browser and share its cache. `person` is played. */
export async function openWindow(
  context: BrowserContext,
  base: string,
  person: string,
  view: View,
): Promise<Window> {
  const page = await context.newPage()
  await page.setViewportSize(VIEWS[view])
  const complaints: string[] = []
  page.on('pageerror', ({ message }) => complaints.push(message))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  await page.goto(`${base}/sandbox${person}`)
  await page.locator('.messages').waitFor()
  return { page, complaints }
}

/** Waits until fonts and pictures are there, so that a picture is the same each time. */
async function settled(page: Page): Promise<void> {
  await page.evaluate('document.fonts.ready')
  // One that lies far from what is shown is not even fetched.
  const near = `[...document.images].filter((image) => image.complete || image.loading !== 'lazy')`
  await page.evaluate(`Promise.all(${near}.map((image) => image.decode()))`)
}

export async function photograph(page: Page, name: string, picture?: string): Promise<Buffer> {
  await settled(page)
  mkdirSync(ARTEFACTS, { recursive: true })
  const bytes = await page.screenshot({ path: join(ARTEFACTS, `${name}.png`) })
  if (PICTURES && picture) {
    mkdirSync(PICTURES, { recursive: true })
    await page.screenshot({ path: join(PICTURES, `${picture}.png`) })
  }
  return bytes
}
