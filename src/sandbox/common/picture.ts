import sharp from 'sharp'

/** More than this no client takes. */
export const FILE_BYTES = 20 * 1024 * 1024

export interface Picture {
  format: string
  width: number
  height: number
}

/** As it is looked at, turned upright. */
export async function measure(bytes: Uint8Array): Promise<Picture | null> {
  try {
    const { format, width, height, orientation = 1 } = await sharp(bytes).metadata()
    return orientation < 5 ? { format, width, height } : { format, width: height, height: width }
  } catch {
    return null
  }
}

/** The clients take no empty file, and none above the limit of the type. */
export function fitsAsFile({ length }: Uint8Array): boolean {
  return length > 0 && length <= FILE_BYTES
}
