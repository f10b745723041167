import sharp from 'sharp'

/** Steps of a channel that an edge drawn a little differently may be off by. */
const STEPS = 60

/** The part of the picture's points that differ visibly from the stored one; 1 for another size. */
export async function unlikeness(picture: Uint8Array, stored: string): Promise<number> {
  const [one, other] = await Promise.all([pixels(picture), pixels(stored)])
  if (one.info.width !== other.info.width || one.info.height !== other.info.height) return 1
  let different = 0
  for (let at = 0; at < one.data.length; at += 3) {
    const off = (channel: number) =>
      Math.abs((one.data[at + channel] ?? 0) - (other.data[at + channel] ?? 0))
    if (Math.max(off(0), off(1), off(2)) > STEPS) different++
  }
  return different / (one.data.length / 3)
}

const pixels = (source: Uint8Array | string) =>
  sharp(source).removeAlpha().toColourspace('srgb').raw().toBuffer({ resolveWithObject: true })
