import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import type { PhotoId } from '../../schema/ids.ts'
import { writePhotoReady } from '../../src/db/photos.ts'
import { storePhoto } from '../../src/photos.ts'
import { drawScene } from '../../src/sandbox/scenes.ts'
import type { SceneName } from '../../src/sandbox/scenes.ts'
import ARTICLES from '../../src/sandbox/samples/articles.json' with { type: 'json' }
import { linkOn, open, photosOn, send, story } from '../http/pages.ts'
import type { Story } from '../http/pages.ts'
import { ROOT, temporaryFolder } from '../process/program.ts'
import { VIEWS, SCHEMES, launch, photograph } from './browser.ts'

const FONT = join(ROOT, 'node_modules/@embedpdf/fonts-sc/fonts/NotoSansHans-Regular.otf')
const SCENES: SceneName[] = ['便民窗口', '社区院落']

let browser: Browser
const folder = temporaryFolder()

beforeAll(async () => {
  browser = await launch()
}, 60_000)

afterAll(async () => {
  await browser.close()
  rmSync(folder, { recursive: true, force: true })
})

/** A sample article with photos of the size that phones send, returned once and sent again. */
async function published(): Promise<string> {
  const it = await story({ env: { MEDIA_DIR: folder } })
  const [article] = ARTICLES
  if (!article) throw new Error('the sample has changed')
  const { title: heading, body, photos } = article
  const captioned = photos.map(({ caption }, at) => [String(at), caption] as const)
  await send(it, { heading: '溪畔社区延时窗口试运行', body, photos: captioned })
  await it.room.later(3 * 3600_000)
  await it.head.says('退回 2026-0001 要素不全')
  await it.writer.taps('修改')
  for (const answer of ['标题', heading, '提交']) await it.writer.says(answer)
  await paint(it)
  const address = await it.room.app.server.listen({ port: 0, host: '127.0.0.1' })
  return `${address}${linkOn(it.head)}`
}

/** The chat's own pictures are thumbnails: these are looked at. */
async function paint(it: Story) {
  for (const [at, url] of photosOn(await open(it, linkOn(it.head))).entries()) {
    const bytes = await drawScene(SCENES[at] ?? '便民市场', 11 + at)
    const stored = await storePhoto(folder, url.split('/').at(-1) as PhotoId, bytes)
    if (stored.outcome === 'ready') await writePhotoReady(it.room.app.db, stored.photo)
  }
}

const count = (page: Page, script: string) => page.evaluate<number>(script)

/** How much the page moved while its pictures came in late. */
const SHIFT = `new Promise((done) => {
  let sum = 0
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) sum += entry.value
  }).observe({ type: 'layout-shift', buffered: true })
  requestAnimationFrame(() => requestAnimationFrame(() => done(sum)))
})`

/** The worst contrast of any text on the page with what is behind it (WCAG 2.2, 1.4.3). */
const CONTRAST = `(() => {
  const numbers = (colour) => (colour.match(/[\\d.]+/g) ?? []).map(Number)
  const light = (colour) => {
    const [r, g, b] = numbers(colour).map((part) => {
      const share = part / 255
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const behind = (element) => {
    const { backgroundColor } = getComputedStyle(element)
    return numbers(backgroundColor)[3] === 0 ? behind(element.parentElement) : backgroundColor
  }
  const texts = [...document.querySelectorAll('body *')].filter((element) =>
    [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== ''))
  return Math.min(...texts.map((element) => {
    const [dark, bright] = [light(getComputedStyle(element).color), light(behind(element))].sort((a, b) => a - b)
    return (bright + 0.05) / (dark + 0.05)
  }))
})()`

test('the page keeps its own rules: nothing is refused, nothing moves, all can be tapped', async () => {
  const link = await published()
  const context = await browser.newContext({ viewport: VIEWS.phone })
  onTestFinished(() => context.close())
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.location().url.endsWith('/favicon.ico'))
      complaints.push(message.text())
  })
  await page.goto(link)
  await page.locator('figure').last().scrollIntoViewIfNeeded()
  await page.waitForFunction(`[...document.images].every((image) => image.naturalWidth === 1280)`)
  expect(await count(page, SHIFT)).toBe(0)
  expect(await count(page, 'document.scripts.length')).toBe(0)
  expect(await count(page, 'document.documentElement.scrollWidth')).toBe(VIEWS.phone.width)
  await page.getByRole('link', { name: '第1版' }).click()
  await page.getByRole('heading', { name: '溪畔社区延时窗口试运行' }).waitFor()
  await page.keyboard.press('Tab')
  const target = await page.locator(':focus').boundingBox()
  expect(target?.height).toBeGreaterThanOrEqual(44)
  expect(complaints).toEqual([])
})

test('the page can be read on a phone, a desktop and paper, light and dark', async () => {
  const link = await published()
  // The font is brought for the picture only: the page itself may load none.
  const context = await browser.newContext({ bypassCSP: true })
  onTestFinished(() => context.close())
  await context.route('**/font.otf', (route) => route.fulfill({ body: readFileSync(FONT) }))
  const page = await context.newPage()
  const dressed = async () => {
    await page.goto(link)
    await page.addStyleTag({
      content: `@font-face { font-family: "Noto Sans SC"; src: url("${new URL('/font.otf', link).href}"); }`,
    })
  }
  for (const view of ['phone', 'desktop'] as const) {
    for (const colorScheme of SCHEMES) {
      await page.setViewportSize(VIEWS[view])
      await page.emulateMedia({ colorScheme, media: 'screen' })
      await dressed()
      expect(await count(page, CONTRAST)).toBeGreaterThanOrEqual(4.5)
      await photograph(page, `article-${view}-${colorScheme}`)
      await page.evaluate('scrollTo(0, document.body.scrollHeight)')
      await photograph(page, `article-${view}-${colorScheme}-end`)
    }
  }
  await page.setViewportSize({ width: 658, height: 971 })
  await page.emulateMedia({ colorScheme: 'dark', media: 'print' })
  await dressed()
  expect(await count(page, CONTRAST)).toBeGreaterThanOrEqual(4.5)
  await photograph(page, 'article-paper')
  const paper = await page.pdf({ preferCSSPageSize: true })
  expect(paper.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(2)
  expect(paper.toString('latin1')).toMatch(/\/MediaBox \[0 0 59[45]\S* 84[12]\S*\]/)
})
