import { systemClock } from '../src/clock.ts'
import { ConfigError, loadConfig, readEnvironment } from '../src/config.ts'
import { wecomClient } from '../src/platforms/wecom/client.ts'

/** The app that the settings name; throws `ConfigError` where they name none. */
export function connectWecom() {
  const { config, secrets } = loadConfig(readEnvironment())
  if (!config.wecom.enabled || !secrets.wecom) {
    throw new ConfigError(['WECOM_CORP_ID and what goes with it are missing'])
  }
  const client = wecomClient({
    settings: config.wecom,
    secrets: secrets.wecom,
    clock: systemClock,
  })
  return { client, agentId: config.wecom.agentId, signal: AbortSignal.timeout(30_000) }
}
