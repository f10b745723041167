import { Refusal, refuseIf } from './refusal.ts'

export interface UploadedFile {
  name: string
  type: string
  bytes: Buffer
}

const HEADER_END = Buffer.from('\r\n\r\n')

/**
 * The field `media` of a multipart body. Not left to a general parser, because that would be
 * kinder than the platform: a name in the RFC 5987 form and a chunked body are refused
 * (WeCom document 90253 and what clients report).
 */
export function readUpload(
  headers: Record<string, string | string[] | undefined>,
  body: Buffer,
): UploadedFile {
  refuseIf(headers['content-length'] === undefined, 44001, 'empty media data')
  const boundary = /boundary="?([^";]+)"?/i.exec(String(headers['content-type']))?.[1]
  refuseIf(!boundary, 44001, 'empty media data')
  for (const part of partsOf(body, Buffer.from(`--${boundary ?? ''}`))) {
    const headerEnd = part.indexOf(HEADER_END)
    const head = part.toString('utf8', 0, headerEnd)
    if (headerEnd < 0 || !/name="media"/.test(head)) continue
    refuseIf(/filename\*=/i.test(head), 44001, 'empty media data: unreadable file name')
    const name = /filename="([^"\r\n]*)"/i.exec(head)?.[1]
    refuseIf(!name, 44001, 'empty media data: no file name')
    const type = /^content-type:\s*(\S+)/im.exec(head)?.[1] ?? 'application/octet-stream'
    return { name: name ?? '', type, bytes: part.subarray(headerEnd + HEADER_END.length) }
  }
  throw new Refusal(44001, 'empty media data')
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
