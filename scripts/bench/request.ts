/** As it goes over the wire, on a connection that is kept. */
export function post(
  address: string,
  headers: Readonly<Record<string, string>>,
  body: string,
): Buffer {
  const head = [
    `POST ${address} HTTP/1.1`,
    'Host: 127.0.0.1',
    'Connection: keep-alive',
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    `Content-Length: ${Buffer.byteLength(body)}`,
  ]
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`)
}
