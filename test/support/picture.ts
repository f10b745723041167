import { createHash } from 'node:crypto'
import sharp from 'sharp'

/** A small JPEG, another one for every name. */
export async function picture(name: string): Promise<Uint8Array> {
  const [r = 0, g = 0, b = 0] = createHash('sha256').update(name).digest()
  const background = { r, g, b }
  return sharp({ create: { width: 64, height: 48, channels: 3, background } })
    .jpeg()
    .toBuffer()
}
