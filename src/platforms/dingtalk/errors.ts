import { PlatformRefusedError, PlatformSilentError, type RetryDecision } from '../../errors.ts'

const SECOND_MS = 1_000
const MINUTE_MS = 60 * SECOND_MS

const after = (pauseMs: number): RetryDecision => ({ retry: 'after', pauseMs })
const LATER: RetryDecision = { retry: 'later' }
const NEVER: RetryDecision = { retry: 'never' }
/** Of the month's allowances (section 10.1): of calls, and of what webhooks and the Stream push. */
const NO_CALLS_LEFT: RetryDecision = { retry: 'next-month', of: 'calls' }
const NO_PUSHES_LEFT: RetryDecision = { retry: 'next-month', of: 'pushes' }
/** Of the gateway's limits by the second; a refused call is not counted (section 10.1). */
const NEXT_SECOND = after(SECOND_MS)
/** Of limits whose window nobody documents. */
const A_WHILE = after(10 * SECOND_MS)
/**
 * A matter of the developer console (a permission, an address that is not trusted, a robot switched
 * off, a template not published). Nothing is wrong with the message, so it waits.
 */
const ONCE_CONFIGURED = after(5 * MINUTE_MS)

export type Code = number | string

const each = (codes: readonly Code[], decision: RetryDecision) =>
  codes.map((code): [Code, RetryDecision] => [code, decision])

export const UNAUTHENTICATED = 'InvalidAuthentication'
const NO_PERMISSION = 'Forbidden.AccessDenied.AccessTokenPermissionDenied'
const ROBOT_CODE = ['empty', 'missing', 'invalid', 'notExsit', 'auth']

/** Sections 4.5, 5.2, 6.6, 10.2 and 10.3; whatever is not named here is final for its request. */
const DECISIONS = new Map<Code, RetryDecision>([
  ...each([-1], LATER),
  // Seen here only if the new token was refused as well.
  ...each([UNAUTHENTICATED, 40001, 40014, 42001], LATER),
  ...each([90018, 90002, 'flowControlledStaffIdList'], NEXT_SECOND),
  ...each(['send.too.fast', 'send.byToken.tooFast', 'too.many.group', 'too.many.people'], A_WHILE),
  ...each([410100], after(MINUTE_MS)),
  ...each([130101], after(10 * MINUTE_MS)),
  ...each([90020], NO_CALLS_LEFT),
  ...each([90030], NO_PUSHES_LEFT),
  ...each(
    [NO_PERMISSION, 'Forbidden.AccessDenied.IpNotInWhiteList', 'ip.not.match'],
    ONCE_CONFIGURED,
  ),
  ...each([60011, 43007, 60020], ONCE_CONFIGURED),
  ...each(
    ROBOT_CODE.map((fault) => `invalidParameter.robotCode.${fault}`),
    ONCE_CONFIGURED,
  ),
  ...each(['unauthorized', 'auth.error', 'bot.stopped'], ONCE_CONFIGURED),
  ...each(['robot.oto.notExist', 'chatbotId.notAllow.sendOTO'], ONCE_CONFIGURED),
  ...each(['param.templateNotExist', 'param.templateUnpublished'], ONCE_CONFIGURED),
  // The gateway answers so where it takes an address for an attacker's.
  ...each([1111], ONCE_CONFIGURED),
])

/** Nobody can tell whether the service behind the gateway has done it: sections 4.5 and 10.1. */
const UNSURE = new Set<Code>([15, 88, 'system.error', 'system.busy', 'unknown.send.result'])
const TOKEN_FAULTS = new Set<Code>([UNAUTHENTICATED, 40001, 40014, 42001])

export const TOKEN_CALL = 'oauth2/accessToken'
export const CREATE_CARD_CALL = 'card/instances/createAndDeliver'
export const PERSON_CALL = 'robot/oToMessages/batchSend'
export const GROUP_CALL = 'robot/groupMessages/send'
export const SESSION_CALL = 'robot/sendBySession'
export const ROBOT_CALL = 'robot/send'

/** The calls that bring somebody something. */
const SENDS = new Set([CREATE_CARD_CALL, PERSON_CALL, GROUP_CALL, SESSION_CALL, ROBOT_CALL])

/** `detail` is what an operator needs besides, and may see: the names of missing permissions. */
export function refusal(call: string, code: Code, detail = ''): PlatformRefusedError {
  const decided = decisionOn(code)
  // Nothing about a message can be wrong here: it is the id or the secret.
  const credentials = TOKEN_FAULTS.has(code) || decided.retry === 'never'
  const decision = call === TOKEN_CALL && credentials ? ONCE_CONFIGURED : decided
  return new PlatformRefusedError(call, detail === '' ? code : `${code} (${detail})`, decision)
}

function decisionOn(code: Code): RetryDecision {
  const known = DECISIONS.get(code)
  if (known || typeof code === 'number') return known ?? NEVER
  if (/(?:^|\.)ApiCountLimit/.test(code)) return NO_CALLS_LEFT
  if (/(?:^|\.)QpsLimit/.test(code)) return NEXT_SECOND
  return /(?:^|\.)QpmLimit/.test(code) ? A_WHILE : NEVER
}

/** What the platform's servers failed at: of a send it is not known whether it was delivered. */
export function failure(call: string, code: Code): PlatformRefusedError | PlatformSilentError {
  if (SENDS.has(call)) return new PlatformSilentError(call, String(code))
  return new PlatformRefusedError(call, code, LATER)
}

/** By its code alone, whatever the HTTP status was. */
export function faultOf(call: string, code: Code, detail?: string) {
  return UNSURE.has(code) ? failure(call, code) : refusal(call, code, detail)
}

/** A silence before the message itself was on its way: nothing can have been delivered. */
export function beforeSending(error: unknown): unknown {
  if (!(error instanceof PlatformSilentError) || SENDS.has(error.call)) return error
  return new PlatformRefusedError(error.call, 'silent', LATER)
}

/** Refused by ourselves before it was sent, with the code that DingTalk has for it. */
export const pacedCall = (call: string, pauseMs: number): PlatformRefusedError =>
  new PlatformRefusedError(call, 'QpsLimitForAppkeyAndApi', after(pauseMs))
export const pacedRobot = (call: string, pauseMs: number): PlatformRefusedError =>
  new PlatformRefusedError(call, 130101, after(pauseMs))

/** The token was refused: it may help to ask for another, once. */
export function isTokenFault(error: unknown): boolean {
  return error instanceof PlatformRefusedError && TOKEN_FAULTS.has(error.code)
}

/** Turned away by the gateway's own limits, and so not counted against the month. */
export function isThrottled(error: unknown): boolean {
  if (!(error instanceof PlatformRefusedError)) return false
  const { code } = error
  return typeof code === 'number'
    ? code === 90018 || code === 90002
    : /(?:^|\.)Qp[sm]Limit/.test(code)
}

/** A card of ours with this id has been there before. */
export const CARD_EXISTS = 'param.cardAlreadyExist'
export const CARD_UNKNOWN = 'param.cardNotExist'
/** The core knows these two of a photo: lost, and more than 20 MB. */
export const MEDIA_LOST = 40007
export const MEDIA_TOO_LARGE = 830002
/** Of an upload (section 7.2). */
export const FILE_TYPE = 40005
export const FILE_SIZE = 40006
/** A message of a kind that a webhook does not take (section 5.2). */
export const MESSAGE_TYPE = 400105
/** A session webhook that is no longer, or never was (section 5.1). */
export const NO_SESSION = 300001
