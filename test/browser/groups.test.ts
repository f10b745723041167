import sharp from 'sharp'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { type Bot, stage } from '../sandbox/dingtalk/support.ts'
import { startPage } from '../support/sandbox-page.ts'
import { launch, openWindow, photograph, SCHEMES, type View } from './browser.ts'

/** The sample's first group, where a custom robot of DingTalk sends. */
const GROUP = '#dingtalk/group-1'
const TOKEN = 'demo-access-token-1'

let browser: Browser
let context: BrowserContext

beforeAll(async () => {
  browser = await launch()
  context = await browser.newContext()
}, 60_000)

afterAll(() => browser.close())

/** The page before a DingTalk to whose group a custom robot speaks, without a bot behind it. */
async function group() {
  const groups = [{ id: `robot:${TOKEN}`, name: '信息员工作群', members: [] }]
  const members = [{ account: 'dt_linxiaohe', name: '林晓禾' }]
  const { standIn, bot } = await stage({ groups, members })
  const bench = await startPage({}, [standIn])
  onTestFinished(() => bench.close())
  const base = await bench.app.listen({ port: 0, host: '127.0.0.1' })
  const complaints: string[] = []
  const open = async (view: View, hash = GROUP): Promise<Page> => {
    const window = await openWindow(context, base, hash, view)
    onTestFinished(async () => {
      complaints.push(...window.complaints)
      await window.page.close()
      expect(complaints).toEqual([])
    })
    return window.page
  }
  const hook = `${standIn.url}/robot/send?access_token=${TOKEN}`
  const says = async (text: string) => {
    const sent = await bot.hook(hook, { msgtype: 'markdown', markdown: { title: '排行', text } })
    expect(sent['errcode']).toBe(0)
  }
  return { bot, open, says }
}

/** Its media_id. */
async function uploaded(bot: Bot, width: number, height: number): Promise<string> {
  const plain = { width, height, channels: 3 as const, background: '#2b7de9' }
  const bytes = new Uint8Array(await sharp({ create: plain }).png().toBuffer())
  return String((await bot.upload('image', '排行.png', bytes))['media_id'])
}

/** Keeps the bytes of every picture back until it is told otherwise. */
async function withoutBytes(page: Page): Promise<() => void> {
  let release: () => void = () => undefined
  const held = new Promise<void>((resolve) => (release = resolve))
  await page.route('**/sandbox/api/media/**', async (route) => {
    await held
    await route.continue()
  })
  return release
}

const box = async (page: Page, selector: string) => {
  const shown = page.locator(selector).last()
  await shown.waitFor()
  const found = await shown.boundingBox()
  if (!found) throw new Error(`${selector} is not shown`)
  return found
}

const isLoaded = `[...document.images].every((image) => image.naturalWidth > 1)`

test.each(['phone', 'desktop'] as const)(
  'a picture in the markdown of a custom robot is drawn, and nothing jumps when it comes: %s',
  async (view) => {
    const { bot, open, says } = await group()
    const page = await open(view)
    const release = await withoutBytes(page)
    await says(`**11月排行**\n![](${await uploaded(bot, 900, 780)})`)
    const picture = page.getByRole('img', { name: '图片' })
    await picture.waitFor()
    expect(await page.evaluate(isLoaded)).toBe(false)
    const before = await box(page, '.bubble')
    const { width, height } = await box(page, '.bubble img')
    expect(width / height).toBeCloseTo(900 / 780, 1)
    // Legible in a chat, and not wider than it.
    expect(width).toBeGreaterThan(300)
    expect(width).toBeLessThan(420)
    expect(await page.locator('[aria-live]').allInnerTexts()).toContain('报送助手：11月排行 图片')

    release()
    await expect.poll(() => page.evaluate(isLoaded)).toBe(true)
    expect(await box(page, '.bubble')).toEqual(before)
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme })
      await photograph(page, `sandbox-${view}-group-${colorScheme}`)
    }
  },
)

test('a photo of its own has its size before it comes, also one that is higher than wide', async () => {
  const { bot, open } = await group()
  const page = await open('phone', '#dingtalk/linxiaohe')
  const release = await withoutBytes(page)
  for (const [width, height] of [
    [1280, 960],
    [300, 900],
    [40, 30],
  ] as const) {
    const photoURL = await uploaded(bot, width, height)
    await bot.send('sampleImageMsg', { photoURL }, { userIds: ['dt_linxiaohe'] })
  }
  await page.locator('.image').nth(2).waitFor()
  const sizes = async () =>
    (
      await Promise.all((await page.locator('.image img').all()).map((one) => one.boundingBox()))
    ).map((shown) => [shown?.width, shown?.height])
  const before = await sizes()
  expect(before).toEqual([
    [234, 175.5],
    [80, 240],
    [40, 30],
  ])
  release()
  await expect.poll(() => page.evaluate(isLoaded)).toBe(true)
  expect(await sizes()).toEqual(before)
})

test('a picture opens large, and one that is very high can be scrolled', async () => {
  const { bot, open, says } = await group()
  await says(`![](${await uploaded(bot, 900, 780)})`)
  await says(`![](${await uploaded(bot, 900, 2700)})`)
  for (const [view, wide] of [
    ['phone', 374],
    ['desktop', 900],
  ] as const) {
    const page = await open(view)
    const dialog = page.getByRole('dialog', { name: '图片' })
    const close = dialog.getByRole('button', { name: '关闭' })
    const enlarge = page.getByRole('button', { name: '放大图片' })
    await enlarge.first().click()
    const small = await box(page, 'dialog')
    expect(small.width).toBeGreaterThan(view === 'phone' ? 370 : 780)
    expect(await page.evaluate(scrolls)).toBe(false)
    await close.click()
    await dialog.waitFor({ state: 'detached' })
    await enlarge.last().click()
    expect((await box(page, 'dialog img')).width).toBeCloseTo(wide, -1)
    expect(await page.evaluate(scrolls)).toBe(true)
    const { y, height } = await box(page, 'dialog')
    expect((await box(page, 'dialog img')).y).toBe(y)
    expect(y).toBeGreaterThan(0)
    const button = await box(page, '.dialog-close')
    expect(button.y + button.height).toBeCloseTo(y + height, 0)
    await photograph(page, `sandbox-${view}-long-picture`)
    await close.click()
    await dialog.waitFor({ state: 'detached' })
  }
})

const scrolls = `(() => {
  const { scrollHeight, clientHeight } = document.querySelector('dialog')
  return scrollHeight > clientHeight + 1
})()`

test('of everything else in markdown only the words are shown', async () => {
  const { bot, open, says } = await group()
  const page = await open('desktop')
  const known = await uploaded(bot, 90, 60)
  const hostile = [
    '<img src="/sandbox/assets/icon.svg" onerror="window.struck = 1">',
    '<script>window.struck = 1</script><svg onload="window.struck = 1">',
    '![](javascript:window.struck=1)',
    '![](data:image/svg+xml;base64,PHN2Zy8+)',
    '![](@lAnone)',
    '![](media/../../cast)',
    '![](/sandbox/api/scenes/x)',
    '[点我](javascript:window.struck=1)',
    '<font color="info"><b onclick="window.struck=1">绿</b></font>',
    '**<i>粗</i>** `<u>码</u>` # > <a href="javascript:1">链</a>',
  ]
  await says(hostile.join('\n'))
  const bubble = page.locator('.bubble').last()
  await bubble.waitFor()
  const words = (await bubble.innerText()).replaceAll(/\n+/g, '\n')
  expect(words).toBe(
    hostile
      .join('\n')
      .replace(/<font color="info">(.*)<\/font>/, '$1')
      .replace('**<i>粗</i>** `<u>码</u>`', '<i>粗</i> <u>码</u>'),
  )
  const tags = `[...new Set([...document.querySelectorAll('.bubble *')].map((one) => one.localName))].sort().join()`
  expect(await page.evaluate(tags)).toBe('code,div,p,span,strong')

  await says(`![" onload="window.struck=1](${known}) ![外面](https://example.com/a.png)`)
  const drawn = page.locator('.bubble.pictured')
  await drawn.waitFor()
  expect(await drawn.locator('img').getAttribute('alt')).toBe('" onload="window.struck=1')
  expect(await drawn.locator('img').getAttribute('onload')).toBeNull()
  expect(await drawn.locator('img').getAttribute('src')).toMatch(
    /^\/sandbox\/api\/media\/dingtalk\//,
  )
  expect(await drawn.locator('img').count()).toBe(1)
  await drawn.getByRole('link', { name: '外面' }).waitFor()
  await expect.poll(() => page.evaluate(isLoaded)).toBe(true)
  expect(await page.evaluate('window.struck')).toBeUndefined()
})

test('a link to a group shows the whole page, with its row in sight', async () => {
  const { open, says, bot } = await group()
  const page = await open('desktop')
  await page.locator('[data-chat=linxiaohe]').click()
  await says('11月排行')
  await bot.say('您好', { userIds: ['dt_linxiaohe'] })
  await page.goto(`${page.url().split('#')[0] ?? ''}${GROUP}`)
  await page.reload()
  await page.locator('.row.active[data-chat=group-1]').waitFor()
  expect((await box(page, '.chat-header')).y).toBe(0)
  expect(await page.evaluate(`document.querySelector('.app').scrollTop`)).toBe(0)
  const [row, list] = [await box(page, '.row.active'), await box(page, '.lists')]
  expect(row.y + row.height).toBeLessThanOrEqual(list.y + list.height)
  await photograph(page, 'sandbox-desktop-link')
})

test('among the news those of groups come first', async () => {
  const { open, says, bot } = await group()
  const page = await open('desktop', '#zhaoleshan')
  await bot.say('您好', { userIds: ['dt_linxiaohe'] })
  await says('11月排行')
  const news = page.getByRole('group', { name: '未读' }).getByRole('button')
  await expect.poll(() => news.count()).toBe(2)
  const [first, second] = await news.allInnerTexts()
  expect(first).toContain('信息员工作群')
  expect(second).toContain('林晓禾')
})

test('whoever reads further up is left there, and told of what is new', async () => {
  const { open, says } = await group()
  const page = await open('phone')
  for (const number of [1, 2, 3]) await says(`${number}\n`.repeat(20))
  await page.locator('.bubble').nth(2).waitFor()
  const top = () => page.evaluate(`document.querySelector('.log').scrollTop`)
  const end = await top()
  await page.mouse.move(195, 400)
  await page.mouse.wheel(0, -300)
  await expect.poll(top).toBe(Number(end) - 300)
  await says('11月排行')
  const news = page.getByRole('button', { name: '↓ 有新消息' })
  await news.waitFor()
  expect(await top()).toBe(Number(end) - 300)
  await news.click()
  await expect.poll(top).toBeGreaterThan(Number(end))
  await news.waitFor({ state: 'detached' })
})
