import { ConfigError, loadConfig, readEnvironment } from '../src/config.ts'
import { systemClock } from '../src/clock.ts'
import { PlatformRefusedError, PlatformSilentError } from '../src/errors.ts'
import { wecomClient } from '../src/platforms/wecom/client.ts'
import { createMenu } from '../src/platforms/wecom/menu.ts'

/** `npm run wecom:menu` (contract, section 4): makes the menu of the app in the settings. */
async function main(): Promise<void> {
  const { config, secrets } = loadConfig(readEnvironment())
  if (!config.wecom.enabled || !secrets.wecom) {
    throw new ConfigError(['WECOM_CORP_ID and what goes with it are missing'])
  }
  const settings = config.wecom
  const client = wecomClient({ settings, secrets: secrets.wecom, clock: systemClock })
  await createMenu(client, settings.agentId, AbortSignal.timeout(30_000))
  console.log('The menu was made. Members see it some minutes later, or when they come back.')
}

if (process.argv.length > 2) {
  console.error('usage: npm run wecom:menu')
  process.exitCode = 2
} else {
  try {
    await main()
  } catch (error) {
    const known = [ConfigError, PlatformRefusedError, PlatformSilentError]
    if (!known.some((kind) => error instanceof kind)) throw error
    console.error((error as Error).message)
    process.exitCode = 1
  }
}
