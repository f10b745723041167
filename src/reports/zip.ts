/** 1980-01-01 00:00, the first moment that a zip file knows. */
const DATE = 0x21
const TIME = 0
const CENTRAL = 0x02014b50
const END = 0x06054b50

/**
 * The same zip file without the time at which its parts were put in: what is made twice of the same
 * content is then the same, byte by byte.
 */
export function withoutClock(bytes: Uint8Array): Uint8Array {
  const zip = Buffer.from(bytes)
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  if (end < 0 || zip.readUInt32LE(end) !== END) throw new RangeError('not a zip file')
  let entry = zip.readUInt32LE(end + 16)
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    if (zip.readUInt32LE(entry) !== CENTRAL) throw new RangeError('not a zip file')
    const local = zip.readUInt32LE(entry + 42)
    zip.writeUInt32LE((DATE << 16) | TIME, entry + 12)
    zip.writeUInt32LE((DATE << 16) | TIME, local + 10)
    const [name, extra, comment] = [28, 30, 32].map((field) => zip.readUInt16LE(entry + field))
    entry += 46 + (name ?? 0) + (extra ?? 0) + (comment ?? 0)
  }
  return zip
}
