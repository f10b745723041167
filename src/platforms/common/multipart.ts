import { randomUUID } from 'node:crypto'
import { basename, extname } from 'node:path'

export interface Upload {
  name: string
  bytes: Buffer
}

const TYPES: Record<string, string> = {
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.png': 'image/png',
}

/**
 * One file in the field `media`, as both platforms want it, whole, so that its length is
 * known. The name is raw UTF-8: with `filename*=`, which encoders choose for Chinese, it is lost.
 */
export function multipart({ name, bytes }: Upload): { type: string; bytes: Buffer } {
  const boundary = `baosong-${randomUUID()}`
  const fileName = basename(name).replace(/["\\\p{Cc}]/gu, '_')
  const type = TYPES[extname(fileName).toLowerCase()] ?? 'application/octet-stream'
  const head = [
    `--${boundary}`,
    `Content-Disposition: form-data; name="media"; filename="${fileName}"; filelength=${bytes.length}`,
    `Content-Type: ${type}`,
    '\r\n',
  ].join('\r\n')
  return {
    type: `multipart/form-data; boundary=${boundary}`,
    bytes: Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
  }
}
