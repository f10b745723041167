import { z } from 'zod'
import { Card } from './card.ts'
import type { CardHandle } from './update.ts'
import { CardId, PersonId, PhotoId } from './ids.ts'
import { Recipe } from './report.ts'

/** A card as it goes out: article buttons carry their address by now. */
export const ShownCard = z.object({
  ...Card.shape,
  buttons: z.array(
    z.object({
      action: z.string(),
      label: z.string(),
      look: z.enum(['primary', 'danger', 'plain']),
      url: z.string().optional(),
    }),
  ),
})
export type ShownCard = z.infer<typeof ShownCard>

/** One call's worth of work for a platform's adapter (a long text may take several). */
export const Delivery = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string().min(1) }),
  z.object({ type: z.literal('card'), card: CardId, shown: ShownCard }),
  /** `otherwise` is said where the platform no longer lets the card be changed. */
  z.object({
    type: z.literal('card-update'),
    card: CardId,
    shown: ShownCard,
    otherwise: z.string().optional(),
  }),
  /** With `made` the file is made from that recipe first, if it is not there yet. */
  z.object({
    type: z.literal('image'),
    photo: PhotoId.optional(),
    file: z.string(),
    made: Recipe.optional(),
  }),
  z.object({
    type: z.literal('file'),
    file: z.string(),
    name: z.string(),
    made: Recipe.optional(),
  }),
  /** Fetches the bytes of a photo while the platform still has them. */
  z.object({ type: z.literal('fetch-photo'), photo: PhotoId, media: z.string(), person: PersonId }),
])
export type Delivery = z.infer<typeof Delivery>

/** What a platform answered to a delivery. */
export interface Receipt {
  /** The platform's id of the message, where it gives one. */
  messageId?: string
  /** A first permission to change the card that was sent. */
  handle?: CardHandle
  /** Of 'fetch-photo': the bytes. */
  bytes?: Uint8Array
}
