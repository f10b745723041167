import type { Fault } from '../stand-in.ts'
import type { JsonObject } from '../common/json.ts'
import { ApiRefusal, apiRefusalAnswer, OapiRefusal, oapiRefusalAnswer } from './refusal.ts'

export type Dialect = 'api' | 'oapi'

/** What a test may do to one call; all but `lose-answer` come before any work. */
export type CallVerdict =
  'pass' | 'hang' | 'reset' | '500' | 'lose-answer' | { errcode: number } | ApiVerdict

interface ApiVerdict {
  status: number
  code: string
}

/** Asked for websocket connections too, as `GET /connect`: all but 'pass' cuts them. */
export type CallHook = (call: { method: string; path: string }) => CallVerdict

/** What is wrong with the platform at the moment. */
export class Faults {
  current: Fault = 'none'
  hook: CallHook = () => 'pass'

  verdict(call: { method: string; path: string }, dialect: Dialect): CallVerdict {
    if (this.current === 'refusing') {
      return dialect === 'api' ? { status: 500, code: 'system.busy' } : { errcode: -1 }
    }
    if (this.current === 'answers-lost') return 'lose-answer'
    return this.hook(call)
  }
  clear(): void {
    this.current = 'none'
    this.hook = () => 'pass'
  }
}

export function verdictAnswer(verdict: { errcode: number } | ApiVerdict): {
  status: number
  body: JsonObject
} {
  if ('errcode' in verdict) {
    return { status: 200, body: oapiRefusalAnswer(new OapiRefusal(verdict.errcode, '系统繁忙')) }
  }
  const { status, code } = verdict
  return { status, body: apiRefusalAnswer(new ApiRefusal(code, '系统繁忙', status)) }
}
