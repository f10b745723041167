import { expect, test } from 'vitest'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { Organisation } from '../../schema/organisation.ts'
import SAMPLE from '../../src/sandbox/samples/org.json' with { type: 'json' }
import { drawScene } from '../../src/sandbox/scenes.ts'
import { run } from '../scripts/run.ts'
import { SCHEMES, VIEWS, photograph } from './browser.ts'
import { PhoneUser } from './phone-user.ts'
import { BODY, sandboxStage, TITLE } from './sandbox-stage.ts'

const { open, address, folder } = sandboxStage()

async function writesAnItem(writer: PhoneUser) {
  await writer.page.getByRole('button', { name: '投稿', exact: true }).click()
  await writer.hears('1/7')
  await writer.taps('一般性稿件')
  await writer.hears('2/7')
  await writer.taps('日常亮点')
  await writer.hears('3/7')
  await writer.says(TITLE, '4/7')
  await writer.taps('昨天')
  await writer.hears('5/7')
  await writer.says(BODY, '已收到正文')
  await writer.says('完成', '6/7')
  const photos = await Promise.all([drawScene('便民窗口', 11), drawScene('社区院落', 12)])
  await writer.sendsPhotos(photos, /2 ?张/)
  const captions = [
    '图1 昨晚，延时窗口为居民办理业务。林晓禾 摄',
    '图2 居民下班后来办事。林晓禾 摄',
  ]
  await writer.saysLines(captions, '都有说明')
  await writer.says('完成', '7/7')
}

/** In the middle of the story, light and dark, phone and desktop: somebody looks at them. */
async function photographs() {
  const desktop = await open('#zhaoleshan', 'desktop')
  const phone = await open('#linxiaohe', 'phone')
  await phone.locator('.image').first().scrollIntoViewIfNeeded()
  for (const colorScheme of SCHEMES) {
    for (const [page, name] of [
      [desktop, 'sandbox-desktop'],
      [phone, 'sandbox-phone'],
    ] as const) {
      await page.emulateMedia({ colorScheme })
      await photograph(page, `${name}-${colorScheme}`, colorScheme === 'light' ? name : undefined)
    }
  }
}

test('an item with two photos is returned, changed and approved, in two windows', async () => {
  const writer = new PhoneUser(await open('#linxiaohe'))
  const head = new PhoneUser(await open('#zhaoleshan'))
  await writesAnItem(writer)
  expect(await writer.page.locator('.message.mine .image').count()).toBe(2)
  await writer.taps('提交')
  await writer.hears('2026-0001')
  await head.card('退回').waitFor()
  await photographs()

  await head.taps('退回')
  await head.taps('要素不全')
  await writer.taps('修改')
  await writer.hears('正文')
  await writer.says('正文', '5/7')
  await writer.says(`${BODY}社区计划月底再收集一次意见。`, '已收到正文')
  await writer.says('完成', '7/7')
  await writer.taps('提交')
  await head.taps('通过')

  await writer.hears('报送宣传办')
  const decided = head.page.locator('.card.settled .replaced').last()
  await expect.poll(() => decided.innerText()).toMatch(/已由 赵乐山 于 .* 通过/)
  expect(await head.page.locator('.card-button', { hasText: '通过' }).count()).toBe(0)
  const editor = writer.page.locator('[data-chat=chengyizhou] .badge')
  await expect.poll(() => editor.innerText()).toContain('1')
}, 60_000)

test('a file is chosen by keyboard or dropped, and the bot says what to do instead', async () => {
  const writer = new PhoneUser(await open('#henianan', 'phone'))
  const { page } = writer
  const choosing = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: '发照片或文件' }).focus()
  await page.keyboard.press('Enter')
  await page
    .getByRole('button', { name: '照片', exact: true })
    .and(page.locator(':focus'))
    .waitFor()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  const chosen = { name: '工作信息.docx', mimeType: '', buffer: Buffer.from('正文') }
  await (await choosing).setFiles(chosen)
  await writer.hears('粘贴')
  await page.getByRole('link', { name: '工作信息.docx' }).waitFor()

  await page.evaluate(`(() => {
    const dataTransfer = new DataTransfer()
    dataTransfer.items.add(new File(['名单'], '名单.xlsx'))
    const drop = new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true })
    document.querySelector('.composer').dispatchEvent(drop)
  })()`)
  await page.getByRole('link', { name: '名单.xlsx' }).waitFor()
  await expect.poll(() => page.locator('.message.theirs', { hasText: '粘贴' }).count()).toBe(2)
  await photograph(page, 'sandbox-phone-files')
})

const shownMessages = `[...document.querySelectorAll('[data-message]')].map((one) => one.dataset.message)`

test('a window that is loaded again, and a second one, show the same chat', async () => {
  const first = await open('#linxiaohe')
  const ids = async (page: typeof first) =>
    z.array(z.string()).parse(await page.evaluate(shownMessages))
  // What was said so far comes with the state, a moment after the page.
  await first.locator('[data-message]').nth(10).waitFor()
  const before = await ids(first)
  expect(before.length).toBeGreaterThan(10)
  await first.reload()
  await first
    .locator('[data-message]')
    .nth(before.length - 1)
    .waitFor()
  expect(await ids(first)).toEqual(before)
  const second = await open('#linxiaohe', 'phone')
  await second
    .locator('[data-message]')
    .nth(before.length - 1)
    .waitFor()
  expect(await ids(second)).toEqual(before)
})

test('the demo plays the whole story, and can be stopped and taken up again', async () => {
  // Else the bot would hold back what goes beyond 30 messages a minute to one person.
  await fetch(address('/sandbox/clock'), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ advanceMs: 120_000 }),
  })
  const page = await open('?pace=0#linxiaohe')
  await page.getByRole('button', { name: '演示一遍' }).first().click()
  const story = page.getByRole('region', { name: '演示' })
  await story.getByRole('button', { name: '停下' }).click()
  await story.getByText(/已停下/).waitFor()
  await story.getByRole('button', { name: '接着演示' }).click()
  await story.getByText('演示完', { exact: true }).waitFor({ timeout: 40_000 })
  await page.getByRole('heading', { name: '林晓禾' }).waitFor()
  await page.locator('.message.theirs .image').last().waitFor()

  await story.getByText('把左下角的时间').waitFor()
  // On a phone it is closed at first, and lies over the chat.
  await page.getByRole('button', { name: '接口记录' }).click()
  await page.setViewportSize(VIEWS.phone)
  await story.getByText('点左上角“‹”').waitFor()
  expect(await story.innerText()).not.toContain('左下角')
  // Two lines of 22.5 px each are kept free for it.
  expect((await story.getByRole('paragraph').boundingBox())?.height).toBe(45)
  await expect.poll(() => page.evaluate(isAtEnd)).toBe(true)
  await photograph(page, 'sandbox-phone-story-end')
  await page.getByRole('button', { name: '返回人员列表' }).click()
  await page.getByRole('button', { name: /快进/ }).click()
  await page.getByRole('button', { name: '5日 09:05 发排行' }).waitFor()
}, 60_000)

const isAtEnd = `(() => {
  const log = document.querySelector('.log')
  return log.scrollHeight - log.scrollTop - log.clientHeight < 1
})()`

/** Nobody turns a phone and back between two of them. */
const twoFrames = `new Promise((resolve) =>
  requestAnimationFrame(() => requestAnimationFrame(resolve)),
)`

test('the end of a chat stays in sight while a long text is typed, and when the phone is turned', async () => {
  const page = await open('#linxiaohe', 'phone')
  await page.locator('.image').first().waitFor()
  const field = page.getByRole('textbox', { name: '以林晓禾的身份输入' })
  await field.fill(BODY)
  const [low, high] = [44, (await field.boundingBox())?.height ?? 0]
  expect(high).toBeGreaterThan(3 * low)
  await field.press('End')
  await field.pressSequentially('完')
  await expect.poll(() => page.evaluate(isAtEnd)).toBe(true)
  await field.fill('')
  await expect.poll(async () => (await field.boundingBox())?.height).toBe(low)
  for (const view of [{ width: 844, height: 390 }, VIEWS.phone, VIEWS.desktop, VIEWS.phone]) {
    await page.setViewportSize(view)
    await page.evaluate(twoFrames)
    await expect.poll(() => page.evaluate(isAtEnd)).toBe(true)
  }
})

test('the wire shows every callback decrypted, with its answer', async () => {
  const page = await open('#linxiaohe')
  const wire = page.getByRole('complementary', { name: '接口记录' })
  await wire.getByRole('combobox').selectOption('here')
  await wire
    .getByRole('button', { name: /投稿|submit/ })
    .first()
    .click()
  await wire.getByText('应答').waitFor()
  await wire.getByRole('button', { name: '复制为测试样本' }).waitFor()
  const shown = await wire.locator('pre').first().innerText()
  expect(shown).toContain('linxiaohe')
  expect(shown).not.toContain('Encrypt')
})

test('the clock can be moved from the page', async () => {
  const page = await open('#linxiaohe')
  await page.getByRole('button', { name: /快进/ }).click()
  await page.getByRole('button', { name: '12月31日 17:00 季度末' }).waitFor()
  await page.getByRole('button', { name: '明天 09:00' }).click()
  await page.getByRole('button', { name: /11月21日 周六 09:00/ }).waitFor()
})

/** What a finger or a narrow screen would stumble over. */
const stumbles = `(() => {
  const wide = document.documentElement.scrollWidth > innerWidth ? ['the page is too wide'] : []
  const targets = [...document.querySelectorAll('button, select, input:not([hidden]), textarea, .card-button')]
  const small = targets.filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 43.9)
  return [...wide, ...small.map((one) => one.outerHTML.slice(0, 120))]
})()`

test('everything fits a phone and can be hit with a finger', async () => {
  const page = await open('#linxiaohe', 'phone')
  expect(await page.evaluate(stumbles)).toEqual([])
  await page.getByRole('button', { name: '发照片或文件' }).click()
  await page.locator('.scene img').first().waitFor()
  expect(await page.evaluate(stumbles)).toEqual([])
  await photograph(page, 'sandbox-phone-photos')
  await page.getByRole('button', { name: '返回人员列表' }).click()
  await page.getByRole('navigation').waitFor()
  expect(await page.evaluate(stumbles)).toEqual([])
  await photograph(page, 'sandbox-phone-people')
})

test('everything can be reached by keyboard, and pictures open large', async () => {
  const page = await open('#linxiaohe')
  await page.getByRole('searchbox').focus()
  await page.keyboard.type('赵乐山')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: '赵乐山' }).waitFor()
  expect(page.url()).toContain('#zhaoleshan')
  await page.goto(address('/sandbox#linxiaohe'))
  await page.getByRole('button', { name: '放大图片' }).first().press('Enter')
  await page.getByRole('dialog', { name: '图片' }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog', { name: '图片' }).waitFor({ state: 'detached' })
})

test('who comes and goes by an import does so in the open windows', async () => {
  const newcomer = new PhoneUser(await open('#linxiaohe'))
  const leaver = await open('#fengxiaohan')
  await newcomer.page.getByRole('textbox', { name: '以林晓禾的身份输入' }).fill('还没写完')
  const file = Organisation.parse(SAMPLE)
  const people = file.people.map((person) =>
    person.id === 'fengxiaohan'
      ? { ...person, id: 'xiachuchu', name: '夏初初', accounts: { wecom: 'xiachuchu' } }
      : person,
  )
  writeFileSync(join(folder, 'org.json'), JSON.stringify({ ...file, people }))
  const done = await run(join(folder, 'data/sandbox'), 'org-import', join(folder, 'org.json'))
  expect(done).toMatchObject({ code: 0, error: '' })

  await leaver.getByRole('heading', { name: '林晓禾' }).waitFor()
  const { page } = newcomer
  await page.locator('[data-chat=xiachuchu]').waitFor()
  expect(await page.getByRole('textbox', { name: /林晓禾/ }).inputValue()).toBe('还没写完')
  await page.locator('[data-chat=xiachuchu]').click()
  await newcomer.says('投稿', '1/7')

  await page.getByRole('button', { name: '清空' }).click()
  await page.getByRole('button', { name: '确定清空？' }).click()
  await page.getByRole('heading', { name: '林晓禾' }).waitFor()
  await page.locator('[data-chat=fengxiaohan]').waitFor()
})
