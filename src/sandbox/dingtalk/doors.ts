import type { JsonObject } from '../common/json.ts'
import { type Ack, CARD_TOPIC, type Frame, ROBOT_TOPIC } from './frames.ts'
import type { HttpDoor } from './http-door.ts'
import { type DingtalkStandInOptions, TIME_LIMITS, type TimeLimits } from './options.ts'
import type { Outcome, Push } from './pushes.ts'
import { newMessageId, type Streams } from './streams.ts'

type Attempt = Push['attempt']
type Sending = Pick<Push, 'attempt' | 'pausesMs'>

const MINUTE = 60_000
/** Documented for events, and seen for everything that was not acked (section 2.4). */
const STREAM_PAUSES = [MINUTE, MINUTE, MINUTE]
/** Section 9.5. */
const EVENT_PAUSES = [10_000, 30_000]

export interface EventHead {
  eventType: string
  eventId: string
  bornAt: number
}

/** The ways into the bot, as the console has them: one for messages and events, and one a card. */
export class Doors {
  readonly #options: DingtalkStandInOptions
  readonly #streams: Streams
  readonly #http: HttpDoor
  constructor(options: DingtalkStandInOptions, streams: Streams, http: HttpDoor) {
    this.#options = options
    this.#streams = streams
    this.#http = http
  }

  /**
   * Whether a robot callback by HTTP is repeated is not documented. Here it is, as a frame would
   * be: a bot that could not keep a message shows whether it knows one that comes again.
   */
  robot(body: JsonObject): Sending {
    if (this.#options.mode === 'http') {
      const attempt = () => this.#http.robot(body, this.#limit('http'))
      return { attempt, pausesMs: STREAM_PAUSES }
    }
    const frame = callback(ROBOT_TOPIC, body)
    return { attempt: this.#stream(frame, 'stream', readCallback), pausesMs: STREAM_PAUSES }
  }

  /** A tap by HTTP comes once: it has no id that a repeat could be told by. */
  card(
    body: JsonObject,
    route: 'STREAM' | { url: string; apiSecret: string | null } | undefined,
  ): Sending {
    if (route !== 'STREAM') {
      return { attempt: () => this.#http.card(route, body, this.#limit('card')), pausesMs: [] }
    }
    const frame = callback(CARD_TOPIC, body)
    return { attempt: this.#stream(frame, 'card', readCallback), pausesMs: STREAM_PAUSES }
  }

  /** Section 9.6: by HTTP the head stands in the payload, in a frame it is in the headers. */
  event(head: EventHead, fields: JsonObject): Sending {
    const { corpId } = this.#options.credentials
    const timeStamp = String(head.bornAt)
    const tail = { eventId: head.eventId, timeStamp, ...fields }
    if (this.#options.mode === 'stream') {
      const frame: Frame = {
        type: 'EVENT',
        topic: '*',
        messageId: newMessageId(),
        headers: {
          eventType: head.eventType,
          eventId: head.eventId,
          eventCorpId: corpId,
          eventBornTime: timeStamp,
          eventUnifiedAppId: this.#options.credentials.clientId,
        },
        data: JSON.stringify(tail),
      }
      return { attempt: this.#stream(frame, 'stream', readEvent), pausesMs: STREAM_PAUSES }
    }
    const named = { EventType: head.eventType, EventTime: head.bornAt, CorpId: corpId }
    const payload = { ...named, BizId: head.eventId, ...tail }
    return { attempt: () => this.#sealed(payload), pausesMs: EVENT_PAUSES }
  }

  /** What saving the subscription's address in the console sends, whatever the mode. */
  checkUrl(): Promise<Outcome> {
    return this.#sealed({ EventType: 'check_url' })
  }

  async #sealed(payload: JsonObject): Promise<Outcome> {
    const { eventToken: token, eventAesKey: aesKey, clientId } = this.#options.credentials
    if (!token || !aesKey) {
      return { ok: false, answer: { error: 'no event subscription by HTTP' }, response: {} }
    }
    const keys = { token, aesKey, ownerKey: clientId }
    return this.#http.event(keys, payload, this.#limit('event'))
  }

  #stream(frame: Frame, limit: keyof TimeLimits, read: (ack: Ack) => Outcome): Attempt {
    return async (late) => {
      const hear = (ack: Ack) => {
        if (read(ack).ok) late()
      }
      const ack = await this.#streams.send(frame, this.#limit(limit), hear)
      return 'error' in ack ? { ok: false, answer: ack, response: {} } : read(ack)
    }
  }

  #limit(what: keyof TimeLimits): number {
    return this.#options.timeLimits?.[what] ?? TIME_LIMITS[what]
  }
}

function callback(topic: string, body: JsonObject): Frame {
  return { type: 'CALLBACK', topic, messageId: newMessageId(), data: JSON.stringify(body) }
}

/** `data` is `{"response": …}`, even where the response says nothing. */
function readCallback({ code, data }: Ack): Outcome {
  const response = data['response']
  const ok = code === 200 && 'response' in data
  const told = typeof response === 'object' && response !== null ? { ...response } : {}
  return { ok, answer: { code, data }, response: told }
}

/** `LATER` asks for a repeat, and so does any code but 200. */
function readEvent({ code, data }: Ack): Outcome {
  const ok = code === 200 && data['status'] !== 'LATER'
  return { ok, answer: { code, data }, response: {} }
}
