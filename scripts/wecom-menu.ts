import { createMenu } from '../src/platforms/wecom/menu.ts'
import { runCommand, UsageError } from './command.ts'
import { connectWecom } from './wecom.ts'

/** Makes the menu of the app in the settings (contract, section 4). */
await runCommand({ usage: 'wecom:menu' }, async ({ words }) => {
  if (words.length > 0) throw new UsageError('')
  const { client, agentId, signal } = connectWecom()
  await createMenu(client, agentId, signal)
  return 'The menu was made. Members see it some minutes later, or when they come back.'
})
