/**
 * Cuts a text into messages of at most `limit` bytes, after a line where there is one in the
 * latter half and never inside a character. A line break at a cut, and a message of blanks, are left out.
 */
export function splitText(text: string, limit: number): string[] {
  const pieces: string[] = []
  let rest = text
  while (Buffer.byteLength(rest) > limit) {
    const most = rest.slice(0, unitsWithin(rest, limit))
    const line = most.lastIndexOf('\n')
    const end = line >= most.length / 2 ? line : most.length
    pieces.push(rest.slice(0, end))
    rest = rest.slice(rest[end] === '\n' ? end + 1 : end)
  }
  const filled = [...pieces, rest].filter((piece) => piece.trim() !== '')
  return filled.length > 0 ? filled : [text]
}

/** How much of the text fits, in UTF-16 units and on a border of code points. */
function unitsWithin(text: string, limit: number): number {
  let bytes = 0
  let units = 0
  for (const character of text) {
    bytes += Buffer.byteLength(character)
    if (bytes > limit) break
    units += character.length
  }
  return units
}

/** At most `limit` characters; the last one says that some are missing. */
export function clip(text: string, limit: number): string {
  const characters = Array.from(text)
  return characters.length <= limit ? text : `${characters.slice(0, limit - 1).join('')}…`
}
