import { inflateRawSync } from 'node:zlib'

/** A part of a document as it stands in the file: what readers of documents leave out as well. */
export function partOf(bytes: Uint8Array, name: string): string {
  const zip = Buffer.from(bytes)
  // The directory is at the end; it says where the part begins and how long it is.
  const entry = zip.lastIndexOf(name) - 46
  const local = zip.readUInt32LE(entry + 42)
  const begin = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
  return inflateRawSync(zip.subarray(begin, begin + zip.readUInt32LE(entry + 20))).toString()
}
