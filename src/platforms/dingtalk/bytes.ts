/** As much of a text as fits into `limit` bytes of UTF-8, cut between characters; `…` says that some is missing. */
export function clipBytes(text: string, limit: number): string {
  const whole = text.toWellFormed()
  if (Buffer.byteLength(whole) <= limit) return whole
  const most = limit - Buffer.byteLength('…')
  let bytes = 0
  let units = 0
  for (const character of whole) {
    bytes += Buffer.byteLength(character)
    if (bytes > most) break
    units += character.length
  }
  return `${whole.slice(0, units)}…`
}
