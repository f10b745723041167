import { systemClock } from '../src/clock.ts'
import { ConfigError, loadConfig, readEnvironment } from '../src/config.ts'
import { PlatformRefusedError } from '../src/errors.ts'
import { dingtalkClient } from '../src/platforms/dingtalk/client.ts'
import { CommandError } from './command.ts'

/** The app that the settings name; throws `ConfigError` where they name none. */
export function connectDingtalk() {
  const { config, secrets } = loadConfig(readEnvironment())
  if (!config.dingtalk.enabled || !secrets.dingtalk) {
    throw new ConfigError(['DINGTALK_CLIENT_ID and what goes with it are missing'])
  }
  const settings = config.dingtalk
  const client = dingtalkClient({ settings, secrets: secrets.dingtalk, clock: systemClock })
  const signal = AbortSignal.timeout(30_000)
  return {
    client,
    settings,
    secrets: secrets.dingtalk,
    config,
    signal,
    spent: { calls: 0, pushes: 0 },
  }
}

const ADVICE: readonly [RegExp, string][] = [
  [
    /^param\.templateNotExist/,
    'there is no such template: is DINGTALK_CARD_TEMPLATE_ID its 模板 ID, and was it made for this app?',
  ],
  [/^param\.templateUnpublished/, 'the template is not published: press 发布 in the card builder'],
  [
    /AccessTokenPermissionDenied/,
    'the app lacks a permission: grant it in the developer console (权限管理)',
  ],
  [
    /IpNotInWhiteList/,
    'this machine is not on the list of addresses that may call as this app (服务器出口IP)',
  ],
  [/^invalidClientIdOrSecret/, 'DINGTALK_CLIENT_ID or DINGTALK_CLIENT_SECRET is wrong'],
  [
    /^param\.userId/,
    'there is no such person in the organisation, or the app is not visible to them',
  ],
  [
    /^deliverResults/,
    'the card was made but not delivered: does the app have a robot, and is it visible to that person?',
  ],
  [
    /^param\.callbackRouteKeyExist/,
    'the key has an address already: --force replaces it, for every card that uses the key',
  ],
  [/ApiCountLimit/, 'the allowance of this month is used up'],
]

/** A refusal with what can be done about it; anything else as it is. */
export function explained(error: unknown): unknown {
  if (!(error instanceof PlatformRefusedError)) return error
  const [, advice] = ADVICE.find(([code]) => code.test(String(error.code))) ?? []
  return advice === undefined ? error : new CommandError(`${error.message}: ${advice}`)
}
