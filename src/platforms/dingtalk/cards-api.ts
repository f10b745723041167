import { z } from 'zod'
import type { DingtalkSettings } from '../../../schema/config.ts'
import type { Receipt, ShownCard } from '../../../schema/delivery.ts'
import type { CardId } from '../../../schema/ids.ts'
import { PlatformRefusedError, PlatformSilentError } from '../../errors.ts'
import { clip } from '../common/split.ts'
import type { Answer } from './answer.ts'
import { cardParams, TITLE_CHARACTERS } from './card.ts'
import { CARD_EXISTS, CREATE_CARD_CALL, refusal } from './errors.ts'
import { receiptOf } from './person.ts'
import type { Sender, Try } from './sender.ts'
import type { Target } from './target.ts'

export type CardTarget = Extract<Target, { kind: 'person' | 'group' }>

type CardSender = Pick<Sender, 'client' | 'settings'>

export interface CardContent {
  card: CardId
  shown: ShownCard
}

const UPDATE_CALL = 'card/instances'
/** 1: people are named by their user id, here and in the callbacks (platform document, section 6.2). */
const BY_USER_ID = 1

/** What is said of a card wherever it goes. */
function instanceOf(
  settings: DingtalkSettings,
  cardTemplateId: string,
  { card, shown }: CardContent,
) {
  return {
    cardTemplateId,
    outTrackId: card,
    cardData: { cardParamMap: cardParams(shown) },
    userIdType: BY_USER_ID,
    ...(settings.mode === 'stream'
      ? { callbackType: 'STREAM' }
      : { callbackType: 'HTTP', callbackRouteKey: settings.cardRouteKey }),
  }
}

export async function createCard(
  { client, settings }: CardSender,
  cardTemplateId: string,
  target: CardTarget,
  content: CardContent,
  { progress, signal, spent }: Omit<Try, 'key'>,
): Promise<Receipt> {
  const instance = instanceOf(settings, cardTemplateId, content)
  const json = { ...instance, ...placeOf(target, settings.robotCode, content.shown.title) }
  try {
    return deliveredBy(await client.api({ name: CREATE_CARD_CALL, json, signal, spent }))
  } catch (error) {
    const code = error instanceof PlatformRefusedError ? error.code : undefined
    if (code === UNDELIVERED) progress.taken = 1
    // Its id is ours alone: an earlier try, perhaps before a restart, has brought it there, unless
    // that one was told that it had only been made.
    if (code === CARD_EXISTS && progress.taken === 0) return {}
    throw error
  }
}

/** Replaces every variable of it, for everybody who sees it (section 6.3). */
export async function updateCard(
  { client }: Pick<CardSender, 'client'>,
  { card, shown }: CardContent,
  { signal, spent }: Pick<Try, 'signal' | 'spent'>,
): Promise<void> {
  const json = {
    outTrackId: card,
    cardData: { cardParamMap: cardParams(shown) },
    cardUpdateOptions: { updateCardDataByKey: true, updatePrivateDataByKey: true },
    userIdType: BY_USER_ID,
  }
  const answer = await client.api({ name: UPDATE_CALL, method: 'PUT', json, signal, spent })
  expectSuccess(UPDATE_CALL, answer)
}

/** Makes an instance and sends it nowhere: so a template can be tried out. */
export async function makeCard(
  { client, settings }: CardSender,
  cardTemplateId: string,
  content: CardContent,
  { signal, spent }: Pick<Try, 'signal' | 'spent'>,
): Promise<void> {
  const json = {
    ...instanceOf(settings, cardTemplateId, content),
    imRobotOpenSpaceModel: { supportForward: false },
  }
  expectSuccess(UPDATE_CALL, await client.api({ name: UPDATE_CALL, json, signal, spent }))
}

function placeOf(target: CardTarget, robotCode: string, title: string) {
  const space = { supportForward: false, lastMessageI18n: { ZH_CN: clip(title, TITLE_CHARACTERS) } }
  if (target.kind === 'person') {
    return {
      openSpaceId: `dtv1.card//IM_ROBOT.${target.userId}`,
      imRobotOpenSpaceModel: space,
      imRobotOpenDeliverModel: { spaceType: 'IM_ROBOT', robotCode },
    }
  }
  return {
    openSpaceId: `dtv1.card//IM_GROUP.${target.conversation}`,
    imGroupOpenSpaceModel: space,
    imGroupOpenDeliverModel: { robotCode },
  }
}

const UNDELIVERED = 'deliverResults'
const Delivered = z.object({
  result: z.object({
    deliverResults: z
      .array(z.object({ success: z.boolean(), carrierId: z.string().optional().catch(undefined) }))
      .min(1),
  }),
})

/** That the call succeeded does not say that the card was delivered (section 6.2). */
function deliveredBy(answer: Answer): Receipt {
  expectSuccess(CREATE_CARD_CALL, answer)
  const parsed = Delivered.safeParse(answer)
  if (!parsed.success) throw new PlatformSilentError(CREATE_CARD_CALL, 'no results in the answer')
  const { deliverResults } = parsed.data.result
  if (!deliverResults.every(({ success }) => success)) throw refusal(CREATE_CARD_CALL, UNDELIVERED)
  return receiptOf(deliverResults[0]?.carrierId)
}

function expectSuccess(call: string, { success }: Answer) {
  if (success === false) throw refusal(call, 'success false')
}
