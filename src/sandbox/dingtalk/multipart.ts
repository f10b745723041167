export interface Form {
  fields: Record<string, string>
  /** The part named `media`, if it has a file name. */
  media: { name: string; bytes: Buffer } | null
}

const HEADER_END = Buffer.from('\r\n\r\n')

/** A multipart body, chunked or not, as the clients of the platform send it (section 7.2). */
export function readForm(
  headers: Record<string, string | string[] | undefined>,
  body: Buffer,
): Form {
  const form: Form = { fields: {}, media: null }
  const boundary = /boundary="?([^";]+)"?/i.exec(String(headers['content-type']))?.[1]
  if (boundary === undefined) return form
  for (const part of partsOf(body, Buffer.from(`--${boundary}`))) {
    const headerEnd = part.indexOf(HEADER_END)
    const head = part.toString('utf8', 0, headerEnd)
    const name = /\bname="([^"]*)"/i.exec(head)?.[1]
    if (headerEnd < 0 || name === undefined) continue
    const content = part.subarray(headerEnd + HEADER_END.length)
    // A name in the RFC 5987 form is not read.
    const filename = /\bfilename="([^"\r\n]+)"/i.exec(head)?.[1]
    if (name === 'media' && filename) form.media = { name: filename, bytes: content }
    else if (name !== 'media') form.fields[name] = content.toString()
  }
  return form
}

/** Without the line end that precedes each boundary. */
function partsOf(body: Buffer, boundary: Buffer): Buffer[] {
  const parts: Buffer[] = []
  let start = body.indexOf(boundary)
  while (start >= 0) {
    const from = start + boundary.length + 2
    const next = body.indexOf(boundary, from)
    if (next < 0) break
    parts.push(body.subarray(from, next - 2))
    start = next
  }
  return parts
}
