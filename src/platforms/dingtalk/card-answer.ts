import type { ShownCard } from '../../../schema/delivery.ts'

export type DrawCard = (shown: ShownCard) => Record<string, string>

/** Contract, section 6: then the turn goes on, and the card is changed by a call. */
export const TAP_WAIT_MS = 800

/**
 * The answer to a card callback (platform document, section 6.4): how the card looks now, for the
 * one who tapped it, or that nothing has changed.
 */
export function cardAnswer(shown: ShownCard | undefined, drawCard: DrawCard): object {
  if (!shown) return {}
  return {
    // Otherwise the variables that are not named would be emptied (section 6.3).
    cardUpdateOptions: { updateCardDataByKey: true, updatePrivateDataByKey: true },
    cardData: { cardParamMap: drawCard(shown) },
  }
}
