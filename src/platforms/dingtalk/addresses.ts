import { lookup } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'

const PRIVATE = new BlockList()
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const) {
  PRIVATE.addSubnet(network, prefix, 'ipv4')
}
for (const [network, prefix] of [
  ['::', 127],
  ['64:ff9b:1::', 48],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 9],
  ['ff00::', 8],
] as const) {
  PRIVATE.addSubnet(network, prefix, 'ipv6')
}

/** Loopback, link-local, somebody's own network, or no place at all; also written as IPv6. */
export function isPrivate(address: string): boolean {
  const family = isIP(address)
  return family === 0 || PRIVATE.check(address, family === 6 ? 'ipv6' : 'ipv4')
}

export const PRIVATE_ADDRESS = 'EPRIVATE'

/** Connects to nothing private, whatever the name resolves to: what was looked at is what is used. */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) {
      callback(error, '', 0)
      return
    }
    const [first] = addresses
    if (!first) callback(refused(hostname), '', 0)
    else if (addresses.some(({ address }) => isPrivate(address))) callback(refused(hostname), '', 0)
    else if (options.all) callback(null, addresses)
    else callback(null, first.address, first.family)
  })
}

const refused = (hostname: string): NodeJS.ErrnoException =>
  Object.assign(new Error(`${hostname} is no public address`), { code: PRIVATE_ADDRESS })

/** Where DingTalk keeps files may be without TLS (platform document, section 7.1). */
const STORES = /\.(?:aliyuncs|dingtalk)\.com$/

/**
 * Whether a file may be fetched from there: `own` from the very server whose API was called, as a
 * stand-in on this machine does; `public` from anywhere but a private network.
 */
export function reachOf(url: URL, bases: readonly string[]): 'own' | 'public' | 'forbidden' {
  if (url.username !== '' || url.password !== '') return 'forbidden'
  if (bases.some((base) => isLoopback(new URL(base)) && new URL(base).host === url.host)) {
    return url.protocol === 'http:' || url.protocol === 'https:' ? 'own' : 'forbidden'
  }
  const secure = url.protocol === 'https:'
  if (!secure && !(url.protocol === 'http:' && STORES.test(url.hostname))) return 'forbidden'
  const literal = url.hostname.replace(/^\[|\]$/g, '')
  return isIP(literal) !== 0 && isPrivate(literal) ? 'forbidden' : 'public'
}

function isLoopback({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.')
}
