import { request } from 'node:http'

export interface HttpAnswer {
  status: number
  contentType: string
  body: string
}

/** One POST of JSON on a connection of its own, given up as a whole when the signal says so. */
export function postJson(
  url: URL,
  headers: Record<string, string>,
  body: string,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const all = {
      'content-type': 'application/json; charset=utf-8',
      'content-length': Buffer.byteLength(body),
      ...headers,
    }
    const outgoing = request(
      url,
      { method: 'POST', headers: all, agent: false, signal },
      (incoming) => {
        const chunks: Buffer[] = []
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
        incoming.on('error', reject)
        incoming.on('end', () => {
          const contentType = incoming.headers['content-type'] ?? ''
          const text = Buffer.concat(chunks).toString()
          resolve({ status: incoming.statusCode ?? 0, contentType, body: text })
        })
      },
    )
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}
