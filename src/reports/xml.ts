/** What stands for itself in XML; control characters and halves of characters are no XML at all. */
export function escapeXml(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
  return (
    text
      .toWellFormed()
      // eslint-disable-next-line no-control-regex -- these are what is to be taken out
      .replace(/[\u0000-\u001f\u007f-\u009f\ufffe\uffff]/g, '')
      .replace(/[&<>"]/g, (char) => entities[char] ?? '')
  )
}
