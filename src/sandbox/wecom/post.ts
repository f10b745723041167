import { request } from 'node:http'

export interface HttpAnswer {
  status: number
  body: string
}

/** One request on a connection of its own, given up as a whole when the signal says so. */
export function askBot(
  url: URL,
  method: 'GET' | 'POST',
  body: string,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const headers =
      method === 'POST'
        ? { 'content-type': 'text/xml; charset=UTF-8', 'content-length': Buffer.byteLength(body) }
        : {}
    const options = { method, headers, agent: false, signal }
    const outgoing = request(url, options, (incoming) => {
      const chunks: Buffer[] = []
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
      incoming.on('error', reject)
      incoming.on('end', () => {
        resolve({ status: incoming.statusCode ?? 0, body: Buffer.concat(chunks).toString() })
      })
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}
