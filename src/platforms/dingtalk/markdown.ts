/** What stands for markup anywhere in a line, and what does so only where a line begins. */
const ANYWHERE = /[\\`*_~[\]<>|]/g
const LEADING = /^(?:[#+=-]|\d+(?=[.)]))/

/**
 * A user's words as one line of markdown that shows them as they are (platform document, section
 * 4.3). A line that begins with blanks would be taken for code.
 */
export function escapeLine(text: string): string {
  const line = text
    .toWellFormed()
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim()
  const marked = LEADING.exec(line)?.[0] ?? ''
  const rest = line.slice(marked.length).replace(ANYWHERE, '\\$&')
  if (marked === '') return rest
  // Of a number the point is what makes it a list.
  return /\d/.test(marked) ? `${marked}\\${rest}` : `\\${marked}${rest}`
}

/** Each line on its own; empty ones are left out. */
export function escapeLines(text: string): string[] {
  return text
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map(escapeLine)
    .filter((line) => line !== '')
}

/** A break within a message needs blanks on both sides (section 4.3). */
export const MESSAGE_BREAK = '  \n  '

/** What would end the address is written in its other way. */
export function linkTo(label: string, url: string): string {
  const address = url.replace(/\(/g, '%28').replace(/\)/g, '%29').replace(/\s/g, '%20')
  return `[${escapeLine(label)}](${address})`
}
