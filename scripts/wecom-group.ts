import type { Group, Organisation } from '../schema/organisation.ts'
import type { Role } from '../schema/submission.ts'
import { readOrganisation } from '../src/db/organisation.ts'
import { createGroup, greetGroup } from '../src/platforms/wecom/appchat.ts'
import type { NewGroup } from '../src/platforms/wecom/appchat.ts'
import { CommandError, runCommand, UsageError, withDatabase } from './command.ts'
import { connectWecom } from './wecom.ts'

const ROLES: Record<Exclude<Group['audience'], 'all'>, readonly Role[]> = {
  correspondents: ['correspondent'],
  unitHeads: ['unitHead'],
  leaders: ['leaderInCharge', 'deputySecretary'],
  editors: ['editor', 'publicityDirector'],
}

const GREETING = '本群已建好，宣传工作的排行和通报会发到这里。'

/** Makes the appchat of a group in the organisation file and its first message (contract, section 4). */
await runCommand({ usage: 'wecom:group -- CODE' }, async ({ words }) => {
  const [code, ...more] = words
  if (code === undefined || more.length > 0) throw new UsageError('one group is wanted')
  const { client, signal } = connectWecom()
  const file = await withDatabase(readOrganisation)
  if (!file) throw new CommandError('no organisation was imported yet')
  const group = groupToMake(file, code)
  await createGroup(client, group, signal)
  try {
    await greetGroup(client, group, GREETING, signal)
  } catch (error) {
    const why = error instanceof Error ? error.message : 'unknown'
    throw new CommandError(`the group was made, members see it with its next message: ${why}`)
  }
  return `group ${code} was made, with ${group.members.length} members`
})

function groupToMake(file: Organisation, code: string): NewGroup {
  const group = file.groups.find((one) => one.code === code)
  if (!group) throw new CommandError(`there is no group ${code} in the organisation file`)
  const chatId = group.channels.flatMap((one) => (one.kind === 'appchat' ? [one.chatId] : []))[0]
  if (chatId === undefined) throw new CommandError(`group ${code} has no channel of kind appchat`)
  if (!/^[0-9A-Za-z]{1,32}$/.test(chatId)) {
    throw new CommandError(`the chatId of group ${code} is not 1 to 32 letters and digits`)
  }
  const owner = accountsOf(file, ['publicityDirector'])[0]
  if (owner === undefined) {
    throw new CommandError('no publicityDirector with a WeCom account could own the group')
  }
  const { audience } = group
  const audienceAccounts = accountsOf(file, audience === 'all' ? null : ROLES[audience])
  const members = [...new Set([owner, ...audienceAccounts])]
  // Platform document, section 10.1.
  if (members.length < 2) throw new CommandError(`group ${code} would have fewer than 2 members`)
  return { chatId, name: group.name, owner, members }
}

/** `null`: whatever their role. */
function accountsOf({ people }: Organisation, roles: readonly Role[] | null): string[] {
  return people
    .filter((one) => roles === null || one.roles.some((role) => roles.includes(role)))
    .flatMap(({ accounts }) => accounts.wecom ?? [])
}
