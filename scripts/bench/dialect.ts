import type { AxiosInstance } from 'axios'
import type { FastifyRequest } from 'fastify'
import type { Platform } from '../../schema/update.ts'

/** A whole HTTP request, sealed and signed before anything is measured. */
export interface Callback {
  account: string
  request: Buffer
}

/** What the platform's end says to a call, and who got a message by it. */
export interface ApiAnswer {
  body: string
  receiver?: string
}

/** How one platform speaks to whoever is measured, and is spoken to. */
export interface Dialect {
  platform: Platform
  /** Where text messages come in. */
  path: string
  /** A text that somebody sends; another message every time. */
  text(account: string, content: string): Callback
  /** What ours is started with beyond what it always wants. */
  environment(apiBase: string): Record<string, string>
  api: ApiDialect
  bare: BareDialect
}

/** The platform's end, as cheap as can be. */
export interface ApiDialect {
  /** What every path begins with; what follows is the call's name. */
  root: string
  /** This call gives out a token, at once whatever else hangs. */
  token: { call: string; answer: string }
  /** `nth` is another number for every call. */
  answer(call: string, body: string, nth: number): ApiAnswer
}

export type CallbackRequest = FastifyRequest<{ Querystring: Record<string, string>; Body: string }>

export interface Told {
  key: string
  account: string
  /** What is kept. */
  body: string
}

/** What a bare server does with a callback: the least that is right. */
export interface BareDialect {
  /** Checked and opened; `null`: it is forged. */
  read(request: CallbackRequest): Told | null
  /** A text to one person, by one call; throws where the API does not take it. */
  send(client: AxiosInstance, account: string, text: string): Promise<void>
}
