import type { Organisation } from '../../schema/organisation.ts'
import type { Clock } from '../../src/clock.ts'
import { startDingtalkStandIn } from '../../src/sandbox/dingtalk/index.ts'
import type { StandIn } from '../../src/sandbox/stand-in.ts'
import { groupsOn } from '../../src/sandbox/stand-ins.ts'
import { startWecomStandIn } from '../../src/sandbox/wecom/index.ts'
import { wecomClient } from '../../src/platforms/wecom/client.ts'
import { createMenu } from '../../src/platforms/wecom/menu.ts'
import { until } from './until.ts'

/**
 * `dingtalk`: by Stream, with a card template. `dingtalk-words`: without one, so that a tap is a
 * word that is said. `dingtalk-http`: with a template, and everything comes by callbacks.
 */
export type PlatformName = 'wecom' | 'dingtalk' | 'dingtalk-words' | 'dingtalk-http'

export interface Bench {
  clock: Clock
  organisation: Organisation
  /** Where the program listens, once it does. */
  address: () => string | null
}

export interface OpenPlatform {
  name: PlatformName
  standIn: StandIn
  /** Channels of the organisation's groups. */
  groups: readonly string[]
  /** What the program has to be told to speak to it. */
  env: Record<string, string>
  /** Resolves once what people do reaches the program. */
  ready(): Promise<void>
}

const WECOM = {
  corpId: 'wwa1b2c3d4e5f60718',
  agentId: 1000002,
  secret: 'the-secret-of-the-app',
  token: 'QDG6eK',
  encodingAesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
}

const DINGTALK = {
  clientId: 'dingboth000000000001',
  clientSecret: 'the-client-secret-of-the-app',
  robotCode: 'dingboth000000000001',
  corpId: 'dingcorpboth00000001',
  cardSecret: 'the-api-secret-of-the-route',
}
const TEMPLATE = '00000000-0000-4000-8000-000000000001.schema'

export function openPlatform(name: PlatformName, bench: Bench): Promise<OpenPlatform> {
  return name === 'wecom' ? openWecom(bench) : openDingtalk(name, bench)
}

async function openWecom({ clock, organisation, address }: Bench): Promise<OpenPlatform> {
  const groups = groupsOn(organisation, 'wecom')
  const standIn = await startWecomStandIn({
    port: 0,
    clock,
    callbackUrl: () => pathOf(address(), 'wecom'),
    credentials: WECOM,
    members: membersOn('wecom', organisation),
    groups,
    journalFile: null,
    strict: true,
  })
  return {
    name: 'wecom',
    standIn,
    groups: groups.map(({ id }) => id),
    env: {
      WECOM_CORP_ID: WECOM.corpId,
      WECOM_AGENT_ID: String(WECOM.agentId),
      WECOM_SECRET: WECOM.secret,
      WECOM_TOKEN: WECOM.token,
      WECOM_ENCODING_AES_KEY: WECOM.encodingAesKey,
      WECOM_API_BASE: standIn.url,
    },
    async ready() {
      const settings = { corpId: WECOM.corpId, agentId: WECOM.agentId, apiBase: standIn.url }
      const client = wecomClient({ settings, secrets: WECOM, clock })
      await createMenu(client, WECOM.agentId, AbortSignal.timeout(10_000))
    },
  }
}

async function openDingtalk(
  name: Exclude<PlatformName, 'wecom'>,
  { clock, organisation, address }: Bench,
): Promise<OpenPlatform> {
  const cardTemplateId = name === 'dingtalk-words' ? null : TEMPLATE
  const mode = name === 'dingtalk-http' ? 'http' : 'stream'
  const groups = groupsOn(organisation, 'dingtalk')
  const standIn = await startDingtalkStandIn({
    port: 0,
    clock,
    credentials: { ...DINGTALK, cardTemplateId },
    mode,
    callbackUrl: () => pathOf(address(), 'dingtalk'),
    members: membersOn('dingtalk', organisation),
    groups,
    journalFile: null,
    allowance: { calls: 5000, pushes: 3000 },
    strict: true,
  })
  return {
    name,
    standIn,
    groups: groups.map(({ id }) => id),
    env: {
      DINGTALK_CLIENT_ID: DINGTALK.clientId,
      DINGTALK_CLIENT_SECRET: DINGTALK.clientSecret,
      DINGTALK_ROBOT_CODE: DINGTALK.robotCode,
      DINGTALK_CORP_ID: DINGTALK.corpId,
      DINGTALK_CARD_SECRET: DINGTALK.cardSecret,
      DINGTALK_CARD_TEMPLATE_ID: cardTemplateId ?? '',
      DINGTALK_MODE: mode,
      DINGTALK_API_BASE: standIn.url,
      DINGTALK_OAPI_BASE: standIn.url,
    },
    async ready() {
      if (mode === 'stream') await until(() => standIn.connections() > 0, 'a Stream connection')
    },
  }
}

const pathOf = (address: string | null, platform: string) =>
  address === null ? null : `${address}/callbacks/${platform}`

function membersOn(platform: 'wecom' | 'dingtalk', { people }: Organisation) {
  return people.flatMap(({ name, accounts }) => {
    const account = accounts[platform]
    return account === undefined ? [] : [{ account, name }]
  })
}
