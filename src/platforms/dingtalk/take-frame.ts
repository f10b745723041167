import type { DingtalkSettings } from '../../../schema/config.ts'
import type { Clock } from '../../clock.ts'
import type { Inbox } from '../adapter.ts'
import { isAnothers } from '../common/callback-door.ts'
import { keepAll } from './callback-door.ts'
import { cardAnswer, type DrawCard, TAP_WAIT_MS } from './card-answer.ts'
import { decodeRobotMessage } from './decode.ts'
import { decodeCardCallback } from './decode-card.ts'
import { decodeEvent } from './decode-event.ts'
import { type Ack, CARD_TOPIC, type Frame, ok, ROBOT_TOPIC, UNKNOWN_TOPIC } from './frames.ts'
import { readObject } from './json-fields.ts'

export interface FrameTakerOptions {
  settings: Pick<DingtalkSettings, 'robotCode' | 'corpId'>
  inbox: Inbox
  clock: Clock
  drawCard: DrawCard
  ignored: () => void
  onFault: (error: unknown) => void
}

export interface Reply {
  ack: Ack
  /** To be told whether the ack was written to the socket. */
  answered?: (arrived: boolean) => void
}

/** Rejects where the frame could not be kept: without an ack it comes again. */
export type FrameTaker = (frame: Frame) => Promise<Reply | undefined>

/** A reply to a message cannot go this way (platform document, section 2.3): the ack says nothing. */
const MESSAGE_TAKEN = ok(JSON.stringify({ response: null }))
const CARD_UNCHANGED = ok(JSON.stringify({ response: {} }))
const EVENT_TAKEN = ok(JSON.stringify({ status: 'SUCCESS', message: 'success' }))
const EVENT_LATER = ok(JSON.stringify({ status: 'LATER', message: 'not kept' }))

/** They tell what the client knows by itself, and are not always sent. */
const INFORMATION = new Set(['CONNECTED', 'REGISTERED', 'KEEPALIVE'])

/** Decides what a frame of the Stream is answered with, after it was kept. */
export function frameTaker(options: FrameTakerOptions): FrameTaker {
  return async (frame) => {
    const { type, headers } = frame
    if (type === 'SYSTEM' && headers.topic === 'ping') return { ack: ok(frame.data) }
    if (type === 'SYSTEM' && INFORMATION.has(headers.topic)) return undefined
    if (type === 'CALLBACK' && headers.topic === ROBOT_TOPIC) return takeMessage(frame, options)
    if (type === 'CALLBACK' && headers.topic === CARD_TOPIC) return takeTap(frame, options)
    if (type === 'EVENT') return takeEvent(frame, options)
    return { ack: UNKNOWN_TOPIC }
  }
}

async function takeMessage(
  { data }: Frame,
  { settings, inbox, clock, ignored }: FrameTakerOptions,
): Promise<Reply> {
  const { robotCode, corpId, updates } = decodeRobotMessage(readObject(data) ?? {}, clock.now())
  const isOther = isAnothers(robotCode, settings.robotCode) || isAnothers(corpId, settings.corpId)
  if (isOther) ignored()
  else await keepAll(inbox, updates)
  return { ack: MESSAGE_TAKEN }
}

async function takeTap(
  { data, headers }: Frame,
  { settings, inbox, clock, drawCard, ignored }: FrameTakerOptions,
): Promise<Reply> {
  const body = readObject(data) ?? {}
  const { corpId, update, tapped } = decodeCardCallback(body, headers.messageId, clock.now())
  if (isAnothers(corpId, settings.corpId)) {
    ignored()
    return { ack: CARD_UNCHANGED }
  }
  if (!tapped) {
    await inbox.keep(update)
    return { ack: CARD_UNCHANGED }
  }
  const answer = await inbox.keepTap(update, { waitMs: TAP_WAIT_MS })
  return {
    ack: ok(JSON.stringify({ response: cardAnswer(answer.shown, drawCard) })),
    answered: (arrived) => {
      answer.answered(arrived)
    },
  }
}

async function takeEvent(
  { data, headers }: Frame,
  { settings, inbox, clock, ignored, onFault }: FrameTakerOptions,
): Promise<Reply> {
  const { corpId, updates } = decodeEvent(data, headers, clock.now())
  if (isAnothers(corpId, settings.corpId)) {
    ignored()
    return { ack: EVENT_TAKEN }
  }
  try {
    await keepAll(inbox, updates)
    return { ack: EVENT_TAKEN }
  } catch (error) {
    onFault(error)
    return { ack: EVENT_LATER }
  }
}
