import { join } from 'node:path'
import type { Secrets } from '../../schema/config.ts'
import type { Config } from '../../schema/config.ts'
import type { Organisation } from '../../schema/organisation.ts'
import type { Clock } from '../clock.ts'
import { wecomClient } from '../platforms/wecom/client.ts'
import { createMenu } from '../platforms/wecom/menu.ts'
import { startDingtalkStandIn } from './dingtalk/index.ts'
import { startWecomStandIn } from './wecom/index.ts'

export interface StandInOptions {
  dir: string
  clock: Clock
  /** 64 hex digits, other ones in every sandbox: hex is a part of base64's alphabet. */
  derived: string
  /** Read anew at each use, as people come and go. */
  organisation: () => Organisation
}

/** The sandbox's own credentials: they open nothing but the stand-ins on this machine. */
const WECOM = { corpId: 'wwsandbox0000000000', agentId: 1000002 }
const DINGTALK = {
  clientId: 'dingsandbox00000000',
  robotCode: 'dingsandbox00000000',
  corpId: 'dingsandboxcorp0000',
  cardTemplateId: '00000000-0000-4000-8000-0000000ba05e.schema',
}
/** As the standard edition has it (DingTalk's platform document, section 10.1). */
const ALLOWANCE = { calls: 5000, pushes: 3000 }
const QPS = 20

/** WeCom, played, and the settings that lead the bot to it. */
export async function playWecom({ dir, clock, derived, organisation }: StandInOptions) {
  const secrets: NonNullable<Secrets['wecom']> = {
    secret: `sandbox-${derived.slice(0, 16)}`,
    token: derived.slice(16, 40),
    encodingAesKey: derived.slice(0, 43),
  }
  let callbackUrl: string | null = null
  const standIn = await startWecomStandIn({
    port: 0,
    clock,
    callbackUrl: () => callbackUrl,
    credentials: { ...WECOM, ...secrets },
    get members() {
      return membersOn(organisation(), 'wecom')
    },
    get groups() {
      return groupsOn(organisation(), 'wecom')
    },
    journalFile: join(dir, 'wecom.jsonl'),
  })
  const settings: Config['wecom'] = { enabled: true, ...WECOM, apiBase: standIn.url }
  return {
    standIn,
    settings,
    secrets,
    /** What an administrator does once: the console checks the address, and the menu is made. */
    async setUp(address: string) {
      callbackUrl = `${address}/callbacks/wecom`
      if (!(await standIn.verifyAddress())) throw new Error('the address was not accepted')
      const client = wecomClient({ settings, secrets, clock })
      await createMenu(client, settings.agentId, AbortSignal.timeout(10_000))
    },
  }
}

/** DingTalk, played, its Stream gateway included. */
export async function playDingtalk({ dir, clock, derived, organisation }: StandInOptions) {
  const clientSecret = `sandbox-${derived.slice(16, 48)}`
  const secrets: NonNullable<Secrets['dingtalk']> = { clientSecret, cardSecret: null, events: null }
  const standIn = await startDingtalkStandIn({
    port: 0,
    clock,
    mode: 'stream',
    callbackUrl: () => null,
    credentials: { ...DINGTALK, clientSecret },
    get members() {
      return membersOn(organisation(), 'dingtalk')
    },
    get groups() {
      return groupsOn(organisation(), 'dingtalk')
    },
    allowance: ALLOWANCE,
    journalFile: join(dir, 'dingtalk.jsonl'),
  })
  const settings: Config['dingtalk'] = {
    enabled: true,
    ...DINGTALK,
    mode: 'stream',
    cardRouteKey: 'baosong',
    apiBase: standIn.url,
    oapiBase: standIn.url,
    monthlyCalls: ALLOWANCE.calls,
    monthlyPushes: ALLOWANCE.pushes,
    qps: QPS,
  }
  return { standIn, settings, secrets }
}

type Named = 'wecom' | 'dingtalk'

function membersOn({ people }: Organisation, platform: Named) {
  return people.flatMap(({ name, accounts }) => {
    const account = accounts[platform]
    return account === undefined ? [] : [{ account, name }]
  })
}

/** Everybody is in the group; which of them, no channel says. */
export function groupsOn(organisation: Organisation, platform: Named) {
  const members = membersOn(organisation, platform).map(({ account }) => account)
  return organisation.groups.flatMap(({ name, channels }) =>
    channels.flatMap((channel) => {
      if (channel.platform !== platform) return []
      switch (channel.kind) {
        case 'webhook':
          return [{ id: `webhook:${channel.key}`, name, members: [] }]
        case 'appchat':
          return [{ id: `appchat:${channel.chatId}`, name, members: [] }]
        case 'robot':
          return [{ id: `robot:${channel.accessToken}`, name, members, secret: channel.secret }]
        case 'group':
          return [{ id: `group:${channel.openConversationId}`, name, members }]
      }
    }),
  )
}
