import type { Config, Secrets } from '../schema/config.ts'
import type { Clock } from './clock.ts'
import type { Door } from './http/server.ts'
import type { Log } from './log.ts'
import type { Metrics } from './metrics.ts'
import type { Inbox, PlatformAdapter } from './platforms/adapter.ts'
import { dingtalkAdapter } from './platforms/dingtalk/adapter.ts'
import { dingtalkCallbacks } from './platforms/dingtalk/callbacks.ts'
import { cardParams } from './platforms/dingtalk/card.ts'
import { startStream } from './platforms/dingtalk/stream.ts'
import { wecomAdapter } from './platforms/wecom/adapter.ts'
import { wecomCallbacks } from './platforms/wecom/callbacks.ts'

export interface ConnectionOptions {
  config: Config
  secrets: Secrets
  clock: Clock
  metrics: Metrics
  log: Log
}

/** One platform that is on: how it sends, and how what it sends comes in. */
export interface Connection {
  adapter: PlatformAdapter
  /** Where it calls us. */
  door: (inbox: Inbox) => Door
  /** Where we call it and it goes on talking. */
  stream?: (inbox: Inbox) => { close(): Promise<void> }
}

/** The platforms that the settings name. */
export function connections(options: ConnectionOptions): Connection[] {
  return [wecom(options), dingtalk(options)].filter((one) => one !== null)
}

function wecom({ config, secrets, clock, metrics }: ConnectionOptions): Connection | null {
  const { wecom: settings, mediaDir } = config
  if (!settings.enabled || !secrets.wecom) return null
  const common = { settings, secrets: secrets.wecom, clock }
  const onTokenRefresh = () => {
    metrics.tokenRefreshes.inc({ platform: 'wecom' })
  }
  const ignored = () => {
    metrics.ignored.inc({ platform: 'wecom' })
  }
  return {
    adapter: wecomAdapter({ ...common, mediaDir, onTokenRefresh }),
    door: (inbox) => wecomCallbacks({ ...common, inbox, ignored }),
  }
}

function dingtalk({ config, secrets, clock, metrics, log }: ConnectionOptions): Connection | null {
  const { dingtalk: settings, mediaDir } = config
  if (!settings.enabled || !secrets.dingtalk) return null
  const common = { settings, secrets: secrets.dingtalk, clock, drawCard: cardParams }
  const onTokenRefresh = () => {
    metrics.tokenRefreshes.inc({ platform: 'dingtalk' })
  }
  const ignored = () => {
    metrics.ignored.inc({ platform: 'dingtalk' })
  }
  const stream = (inbox: Inbox) =>
    startStream({
      ...common,
      inbox,
      ignored,
      onFault: (error) => {
        log.warn({ err: error }, 'the stream had a fault: it goes on')
      },
      onConnected: (connected) => {
        metrics.streams.set({ platform: 'dingtalk' }, connected ? 1 : 0)
        log.info({ connected }, 'the stream')
      },
    })
  return {
    adapter: dingtalkAdapter({ ...common, mediaDir, onTokenRefresh }),
    door: (inbox) => dingtalkCallbacks({ ...common, inbox, ignored }),
    ...(settings.mode === 'stream' && { stream }),
  }
}
