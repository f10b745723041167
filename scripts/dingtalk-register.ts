import { registerCardCallback } from '../src/platforms/dingtalk/register.ts'
import { CommandError, runCommand, UsageError } from './command.ts'
import { connectDingtalk, explained } from './dingtalk.ts'

/** Tells DingTalk where the taps on cards go, for DINGTALK_MODE=http (contract, sections 3 and 6). */
await runCommand(
  { usage: 'dingtalk:register [-- --force]', flags: ['--force'] },
  async ({ words, flags }) => {
    if (words.length > 0) throw new UsageError('')
    try {
      return await register(flags.has('--force'))
    } catch (error) {
      throw explained(error)
    }
  },
)

async function register(forceUpdate: boolean): Promise<string> {
  const { client, settings, secrets, config, signal, spent } = connectDingtalk()
  if (!config.publicUrlIsSet)
    throw new CommandError('PUBLIC_URL is missing: DingTalk must reach it')
  if (secrets.cardSecret === null) {
    throw new CommandError('DINGTALK_CARD_SECRET is missing: anybody could tap a card')
  }
  const key = settings.cardRouteKey
  const address = `${config.publicUrl.replace(/\/+$/, '')}/callbacks/dingtalk/card`
  const outcome = await registerCardCallback(
    client,
    { callbackRouteKey: key, callbackUrl: address, apiSecret: secrets.cardSecret, forceUpdate },
    { signal, spent },
  )
  if (outcome === 'elsewhere') {
    throw new CommandError(
      `the key ${key} has another address: --force replaces it, for every card that uses the key`,
    )
  }
  const mode = settings.mode === 'http' ? '' : '\nDINGTALK_MODE is stream: new cards do not use it.'
  return `Taps on cards with the key ${key} go to ${address} now.${mode}`
}
