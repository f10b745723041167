/**
 * How wide a text gets, in ems of the bundled font's boldest face, never less than it really is:
 * nothing may touch its neighbour.
 */
function charWidth(char: string): number {
  if (/[mwMW%@—]/.test(char)) return 1
  if (/[ .,:;'|!ilj]/.test(char)) return 0.36
  if (/[A-Z&]/.test(char)) return 0.76
  return (char.codePointAt(0) ?? 0) < 0x250 ? 0.6 : 1
}

export const textWidth = (text: string, size: number): number =>
  [...text].reduce((sum, char) => sum + charWidth(char), 0) * size

/** The text, or its beginning and … where it is wider than there is room for. */
export function shorten(text: string, size: number, room: number): string {
  if (textWidth(text, size) <= room) return text
  const chars = [...text]
  while (chars.length > 0 && textWidth(`${chars.join('')}…`, size) > room) chars.pop()
  return `${chars.join('')}…`
}

/** The largest size from `size` down at which the text fits. */
export function fittingSize(text: string, size: number, least: number, room: number): number {
  return Math.max(least, Math.min(size, Math.floor(room / textWidth(text, 1))))
}

/** Marks that may not begin a line. */
const CLOSING = /^[，。、；：！？）》”’%·,.;:!?)]/

/** Lines that fit; Chinese breaks between any two characters, numbers and Latin words do not. */
export function wrap(text: string, size: number, room: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const piece of text.match(/[0-9A-Za-z.×%+−-]+|./gsu) ?? []) {
    if (line !== '' && !CLOSING.test(piece) && textWidth(line + piece, size) > room - size) {
      lines.push(line.trimEnd())
      line = piece.trimStart()
    } else {
      line += piece
    }
  }
  return line === '' ? lines : [...lines, line]
}

/** Likewise, and a clause stays in one piece where a line has room for it. */
export function wrapClauses(text: string, size: number, room: number): string[] {
  const lines: string[] = []
  for (const clause of text.split(/(?<=[；，])/u)) {
    const longer = `${lines.at(-1) ?? ''}${clause}`
    if (lines.length > 0 && textWidth(longer, size) <= room) lines[lines.length - 1] = longer
    else lines.push(...wrap(clause, size, room))
  }
  return lines
}

/** Items side by side, as many to a line as fit with `gap` between them. */
export function flow(items: readonly string[], size: number, room: number, gap: number) {
  const lines: { text: string; x: number }[][] = [[]]
  let x = 0
  for (const item of items) {
    const text = shorten(item, size, room)
    const width = textWidth(text, size)
    if (x > 0 && x + width > room) {
      lines.push([])
      x = 0
    }
    lines.at(-1)?.push({ text, x })
    x += width + gap
  }
  return lines
}
