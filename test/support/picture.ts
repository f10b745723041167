import sharp from 'sharp'

/** A small JPEG, another one for every name. */
export async function picture(name: string): Promise<Uint8Array> {
  const hue = [...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) >>> 0, 7)
  const background = { r: hue & 255, g: (hue >> 8) & 255, b: (hue >> 16) & 255 }
  return sharp({ create: { width: 64, height: 48, channels: 3, background } })
    .jpeg()
    .toBuffer()
}
