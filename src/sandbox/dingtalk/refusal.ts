import { randomUUID } from 'node:crypto'
import type { JsonObject } from '../common/json.ts'

/** The no of api.dingtalk.com: an HTTP status, and a code in words (section 10.2). */
export class ApiRefusal extends Error {
  override name = 'ApiRefusal'
  readonly status: number
  readonly code: string
  constructor(code: string, what: string, status = 400) {
    super(what)
    this.code = code
    this.status = status
  }
}

/** The no of oapi.dingtalk.com: an errcode with HTTP status 200 (section 10.3). */
export class OapiRefusal extends Error {
  override name = 'OapiRefusal'
  readonly errcode: number
  /** With errcode 88, which only wraps another one. */
  readonly subCode: number | null
  constructor(errcode: number, what: string, subCode: number | null = null) {
    super(what)
    this.errcode = errcode
    this.subCode = subCode
  }
}

export function refuseIf(refused: boolean, code: string, what: string): void {
  if (refused) throw new ApiRefusal(code, what)
}

export function oapiRefuseIf(refused: boolean, errcode: number, what: string): void {
  if (refused) throw new OapiRefusal(errcode, what)
}

export function apiRefusalAnswer({ code, message }: { code: string; message: string }): JsonObject {
  return { code, message: `${message} [stand-in]`, requestid: randomUUID().toUpperCase() }
}

/** The live service words its texts in many ways, so that nobody should come to compare them. */
export function oapiRefusalAnswer({ errcode, message, subCode }: OapiRefusal): JsonObject {
  const sub = subCode === null ? {} : { sub_code: String(subCode), sub_msg: message }
  const text = subCode === null ? message : `ding talk error[subcode=${subCode},submsg=${message}]`
  return { errcode, errmsg: `${text} [stand-in]`, ...sub, request_id: requestId() }
}

export function requestId(): string {
  return randomUUID().replaceAll('-', '').slice(0, 12)
}
