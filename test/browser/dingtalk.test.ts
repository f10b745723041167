import { expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { drawScene } from '../../src/sandbox/scenes.ts'
import { SCHEMES, photograph } from './browser.ts'
import { PhoneUser } from './phone-user.ts'
import { BODY, sandboxStage, TITLE } from './sandbox-stage.ts'

const { open, address } = sandboxStage()

async function writesAnItem(writer: PhoneUser) {
  await writer.says('投稿', '1/7')
  await writer.says('1', '2/7')
  await writer.says('4', '3/7')
  await writer.says(TITLE, '4/7')
  await writer.says('昨天', '5/7')
  await writer.says(BODY, '已收到正文')
  await writer.says('完成', '6/7')
  await writer.says('跳过', '7/7')
  await writer.taps('提交')
  await writer.hears('2026-0001')
}

const platform = (page: Page) => page.getByRole('combobox', { name: '平台', exact: true })

async function settledCards(page: Page) {
  const settled = page.locator('.card.settled .replaced')
  await expect.poll(() => settled.last().innerText()).toMatch(/已由 赵乐山 于 .* 通过/)
  expect(await page.locator('.card-button', { hasText: '通过' }).count()).toBe(0)
}

async function photographs(page: Page, name: string) {
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme })
    expect(await page.evaluate(pale)).toEqual([])
    await photograph(page, `${name}-${colorScheme}`)
  }
}

/** Texts with less contrast to what is behind them than AA asks for (WCAG 2.2, 1.4.3). */
const pale = `(() => {
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
  const contrast = (element) => {
    const both = [light(getComputedStyle(element).color), light(behind(element))]
    return (Math.max(...both) + 0.05) / (Math.min(...both) + 0.05)
  }
  const speaks = (element) =>
    [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== '')
  return [...document.querySelectorAll('#app *')]
    .filter((element) => speaks(element) && !element.matches('option, .only-spoken') && contrast(element) < 4.5)
    .map((element) => element.outerHTML.slice(0, 120))
})()`

/** What a finger or a narrow screen would stumble over. */
const stumbles = `(() => {
  const wide = document.documentElement.scrollWidth > innerWidth ? ['the page is too wide'] : []
  const targets = [...document.querySelectorAll('button, select, input:not([hidden]), textarea, .card-button')]
  const small = targets.filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 43.9)
  return [...wide, ...small.map((one) => one.outerHTML.slice(0, 120))]
})()`

test('what was written in WeCom is approved in DingTalk, and both platforms show it', async () => {
  const writer = new PhoneUser(await open('#linxiaohe'))
  const before = await open('#zhaoleshan')
  await writesAnItem(writer)
  await before.locator('.card-button', { hasText: '通过' }).waitFor()

  const head = new PhoneUser(await open('#zhaoleshan'))
  await platform(head.page).selectOption('dingtalk')
  await head.page.getByRole('heading', { name: /报送助手/ }).waitFor()
  expect(head.page.url()).toContain('#dingtalk/zhaoleshan')
  await head.says('待审', '2026-0001')
  await head.says('1', TITLE)
  await head.card('通过').waitFor()
  await photographs(head.page, 'dingtalk-desktop')
  await photographs(await open('#dingtalk/zhaoleshan', 'phone'), 'dingtalk-phone')

  await head.taps('通过')
  await settledCards(head.page)
  await settledCards(before)
  await writer.hears('报送宣传办')
  await photograph(head.page, 'dingtalk-desktop-settled')
}, 60_000)

test('the platform stays over a reload, and news of either platform shows in the list', async () => {
  const head = new PhoneUser(await open('#dingtalk/zhaoleshan'))
  await head.page.reload()
  await head.page.locator('.app[data-platform=dingtalk]').waitFor()
  await head.hears(/已由 赵乐山/)

  const other = await open('#linxiaohe')
  await other.getByRole('button', { name: '返回人员列表' }).waitFor({ state: 'hidden' })
  // Else what comes is read at once by the window that shows it.
  await head.page.locator('[data-chat=qianmuyun]').click()
  await say('dt_zhaoleshan', '帮助')
  const row = other.locator('[data-chat=zhaoleshan]')
  await row.locator('.badge').waitFor()
  expect(await row.innerText()).toContain('钉钉')
  await row.click()
  await other.getByRole('heading', { name: /报送助手/ }).waitFor()
  expect(other.url()).toContain('#dingtalk/zhaoleshan')
  await row.locator('.badge').waitFor({ state: 'detached' })
})

/** As from a window that is not open here. */
async function say(account: string, text: string) {
  const said = await fetch(address('/sandbox/api/send'), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ platform: 'dingtalk', account, text }),
  })
  expect(said.status).toBe(204)
}

async function writesWithPhotos(writer: PhoneUser) {
  const { page } = writer
  await writer.says('投稿', '1/7')
  await writer.taps('一般性稿件')
  await writer.hears('2/7')
  await photographs(page, 'dingtalk-phone-questions')
  await writer.taps('日常亮点')
  await writer.hears('3/7')
  await writer.says('松风社区银杏巷口袋公园开放', '4/7')
  await writer.taps('昨天')
  await writer.hears('5/7')
  await writer.says(BODY, '已收到正文')
  await writer.says('完成', '6/7')
  const photos = await Promise.all([drawScene('社区院落', 21), drawScene('便民窗口', 22)])
  await writer.sendsPhotos(photos, /2 ?张/)
  expect(await page.locator('.message.mine .image').count()).toBe(2)
  expect(await page.evaluate(stumbles)).toEqual([])
  await photographs(page, 'dingtalk-phone-photos')
  const captions = ['图1 口袋公园一角。何念安 摄', '图2 居民在公园休息。何念安 摄']
  await writer.saysLines(captions, '都有说明')
  await writer.says('完成', '7/7')
  await writer.taps('提交')
  await writer.hears('2026-0002')
}

test('an item goes back and forth in DingTalk alone, with a reason and words on the card', async () => {
  const writer = new PhoneUser(await open('#dingtalk/henianan', 'phone'))
  expect(await writer.page.locator('.menu-bar').count()).toBe(0)
  await writesWithPhotos(writer)

  const head = new PhoneUser(await open('#dingtalk/qianmuyun', 'phone'))
  await head.says('待审', '2026-0002')
  await head.says('1', '口袋公园')
  await head.taps('退回')
  await head.card('要素不全').getByRole('textbox').fill('请补上开放时间')
  expect(await head.page.evaluate(stumbles)).toEqual([])
  await photographs(head.page, 'dingtalk-phone-reasons')
  await head.taps('要素不全')
  await writer.hears(/要素不全.*请补上开放时间/s)
}, 60_000)

test('in a group whoever is picked can ask the robot', async () => {
  const page = await open('#dingtalk/group-2', 'phone')
  await page.getByRole('combobox', { name: '发言人' }).selectOption('chengyizhou')
  const field = page.getByRole('textbox', { name: '以程亦舟的身份输入' })
  await field.fill('帮助')
  await field.press('Enter')
  await page.locator('.message.mine', { hasText: '帮助' }).waitFor()
  await page.locator('.message.theirs').last().waitFor()
  expect(await page.evaluate(stumbles)).toEqual([])
  await photographs(page, 'dingtalk-phone-group')
})

test('the wire shows both platforms, and either of them alone', async () => {
  const page = await open('#dingtalk/zhaoleshan')
  const wire = page.getByRole('complementary', { name: '接口记录' })
  const lines = () => wire.locator('.wire-entry .quiet').allInnerTexts()
  await expect.poll(async () => (await lines()).join()).toMatch(/企业微信.*钉钉/)
  await wire.getByRole('combobox').selectOption('dingtalk')
  await expect.poll(async () => (await lines()).every((line) => line.startsWith('钉钉'))).toBe(true)
})

test('the demo ends with an approval in DingTalk of what was written in WeCom', async () => {
  // Else the bot would hold back what goes beyond 30 messages a minute to one person.
  await fetch(address('/sandbox/clock'), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ advanceMs: 120_000 }),
  })
  const page = await open('?pace=0#linxiaohe')
  await page.getByRole('button', { name: '演示一遍' }).first().click()
  const story = page.getByRole('region', { name: '演示' })
  await story.getByText('演示完', { exact: true }).waitFor({ timeout: 40_000 })
  const head = await open('#dingtalk/zhaoleshan')
  await settledCards(head)
  expect(await head.locator('.card.settled').last().innerText()).toContain('第2版')
  const said = await head.locator('.message.mine .bubble').allInnerTexts()
  expect(said.at(-2)).toBe('待审')
}, 60_000)
