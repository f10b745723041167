import { z } from 'zod'

/** What goes to the thread that makes files; the recipe is looked at there, as part of the making. */
export const Job = z.object({
  id: z.number().int(),
  path: z.string().min(1),
  recipe: z.unknown(),
})
export type Job = z.infer<typeof Job>

/** What comes back. */
export const Done = z.object({
  id: z.number().int(),
  /** The name of the error; `null` once the file is there. */
  failure: z.string().nullable(),
})
export type Done = z.infer<typeof Done>
