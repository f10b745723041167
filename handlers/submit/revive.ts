import { z } from 'zod'
import { Day, PhotoId } from '../../schema/ids.ts'
import { Category, Tier } from '../../schema/submission.ts'
import { lengthOf } from '../text.ts'
import { fitsTitle, tidyTitle } from './answers.ts'
import { inOrder, PHOTOS_MAX } from './captions.ts'
import { BODY_MAX, BODY_MIN, missing } from './gather.ts'
import { FLOW_VERSION, nothingYet, State, type DraftPhoto, type Gathered } from './state.ts'

export interface Revived {
  state: State
  /** It was written by another version of the flow, and the writer should look it over. */
  carried: boolean
}

/**
 * Total: a state that another version wrote is never dropped. What can be recognised in it is
 * carried over, whatever it is called there, and the rest is asked for.
 */
export function revive(version: number, raw: unknown): Revived {
  const state = State.safeParse(raw)
  if (version === FLOW_VERSION && state.success) return { state: state.data, carried: false }
  const gathered = recognised(raw)
  const always = { ask: null, pending: null }
  const part = missing(gathered)[0] ?? 'photos'
  return { state: { at: 'asking', part, again: false, gathered, ...always }, carried: true }
}

const Loose = z.record(z.string(), z.unknown())
type Loose = z.infer<typeof Loose>

/** All objects in it, outermost first: versions differ in what they nest. */
function objectsIn(raw: unknown, depth = 0): Loose[] {
  if (depth > 4) return []
  if (Array.isArray(raw)) return []
  const object = Loose.safeParse(raw)
  if (!object.success) return []
  return [
    object.data,
    ...Object.values(object.data).flatMap((value) => objectsIn(value, depth + 1)),
  ]
}

function recognised(raw: unknown): Gathered {
  const objects = objectsIn(raw)
  const first = <S extends z.ZodType>(schema: S, ...names: string[]): z.output<S> | undefined => {
    for (const object of objects) {
      for (const name of names) {
        const found = schema.safeParse(object[name])
        if (found.success) return found.data
      }
    }
    return undefined
  }
  const title = first(z.string(), 'title')
  const body = first(z.string().min(1), 'body', 'text') ?? first(Pieces, 'pieces')?.join('\n')
  const length = lengthOf(body ?? '')
  const whole = length >= BODY_MIN && length <= BODY_MAX
  return {
    ...nothingYet,
    answers: {
      tier: first(Tier, 'tier'),
      category: first(Category, 'category'),
      title: title !== undefined && fitsTitle(title) ? tidyTitle(title) : undefined,
      eventDate: first(Day, 'eventDate', 'date', 'day'),
      body: whole ? body : undefined,
    },
    pieces: whole || body === undefined || length === 0 ? [] : [body],
    photos: inOrder(first(Photos, 'photos') ?? []).slice(0, PHOTOS_MAX),
  }
}

const Pieces = z.array(z.string()).min(1)
const Photos = z
  .array(
    z.union([
      PhotoId.transform((photo) => ({ photo })),
      z.looseObject({ photo: PhotoId }),
      z.looseObject({ id: PhotoId }).transform(({ id, ...rest }) => ({ photo: id, ...rest })),
    ]),
  )
  .transform((list) =>
    list.map((entry, index): DraftPhoto => {
      const { order, caption } = z
        .object({
          order: z.number().catch(index),
          caption: z.string().min(1).nullable().catch(null),
        })
        .parse({ order: index, caption: null, ...entry })
      return { photo: entry.photo, order, caption }
    }),
  )
