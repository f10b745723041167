import type { z } from 'zod'

/**
 * A column of JSON as what it should be; `undefined` where it is not. For queues: one row that
 * cannot be read must not keep those behind it from being read.
 */
export function readStored<Shape extends z.ZodType>(
  shape: Shape,
  text: string,
): z.infer<Shape> | undefined {
  try {
    return shape.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}
