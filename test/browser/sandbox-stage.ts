import { rmSync } from 'node:fs'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { type Program, startProgram, temporaryFolder } from '../process/program.ts'
import { launch, openWindow, type View, type Window } from './browser.ts'

/** The sample item of both platforms' stories. */
export const TITLE = '溪畔社区“下班后一小时”窗口试运行'
export const BODY =
  '昨天起，溪畔社区便民服务站把周一、周三、周五的办事时间延长到晚上七点，方便白天上班的居民来办居住证明、医保登记和老年卡申领。首晚窗口共接待居民十六人次，其中十一件当场办结。'

/**
 * The sandbox as its own process and a browser in front of it, for one test file. Every window is
 * closed after each test, and none may have complained.
 */
export function sandboxStage() {
  const folder = temporaryFolder()
  const windows: Window[] = []
  let program: Program
  let browser: Browser
  let context: BrowserContext
  let base = ''

  beforeAll(async () => {
    program = startProgram(folder, { PORT: '0', SANDBOX_NOW: '2026-11-20T09:12:00+08:00' })
    ;[browser, base] = await Promise.all([launch(), program.ready])
    context = await browser.newContext()
  }, 60_000)

  afterEach(async () => {
    const closed = windows.splice(0)
    await Promise.all(closed.map(({ page }) => page.close()))
    expect(closed.flatMap(({ complaints }) => complaints)).toEqual([])
  })

  afterAll(async () => {
    await browser.close()
    expect((await program.stop('SIGTERM')).code).toBe(0)
    rmSync(folder, { recursive: true, force: true })
  })

  return {
    /** Where the sandbox keeps its data. */
    folder,
    address: (path: string) => `${base}${path}`,
    open: async (person: string, view: View = 'desktop'): Promise<Page> => {
      const window = await openWindow(context, base, person, view)
      windows.push(window)
      return window.page
    },
  }
}
