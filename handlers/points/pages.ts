import { bytesIn } from '../text.ts'

/** Lines of a page. */
export const LINES = 15
/** What the chats take at once, with room for the count of what is left out. */
export const ROOM = 1900
/** Stands for any page: the room that they leave is the same for all. */
export const ANY_PAGE = 99

/** As many lines a page as there is room for, in their order. */
export function pagesOf(lines: readonly string[], room: number): string[][] {
  const pages: string[][] = [[]]
  let left = room
  for (const line of lines) {
    const bytes = bytesIn(line) + 1
    const page = pages.at(-1) ?? []
    if (page.length > 0 && (page.length === LINES || bytes > left)) {
      pages.push([line])
      left = room - bytes
    } else {
      page.push(line)
      left -= bytes
    }
  }
  return pages
}
