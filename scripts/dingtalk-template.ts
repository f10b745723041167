import { randomUUID } from 'node:crypto'
import { CardId } from '../schema/ids.ts'
import { createCard, makeCard } from '../src/platforms/dingtalk/cards-api.ts'
import { SAMPLE, SEEN, templateGuide } from '../src/platforms/dingtalk/template.ts'
import { CommandError, runCommand, UsageError } from './command.ts'
import { connectDingtalk, explained } from './dingtalk.ts'

/** How to build the card template, and whether the one that was built fits (contract, section 6). */
await runCommand(
  { usage: 'dingtalk:template [-- check [--to USERID]]', flags: ['--to'] },
  async ({ words, flags }) => {
    const [what, userId, ...more] = words
    if (what === undefined && flags.size === 0) return templateGuide()
    const addressed = userId !== undefined
    if (what !== 'check' || more.length > 0 || addressed !== flags.has('--to')) {
      throw new UsageError('')
    }
    try {
      return await check(userId)
    } catch (error) {
      throw explained(error)
    }
  },
)

async function check(userId: string | undefined): Promise<string> {
  const { client, settings, signal, spent } = connectDingtalk()
  const template = settings.cardTemplateId
  if (template === null) throw new CommandError('DINGTALK_CARD_TEMPLATE_ID is missing')
  const sender = { client, settings }
  await makeCard(sender, template, sampleCard(), { signal, spent })
  const made =
    'A card with every variable was made of the template: it exists, and this app may use it.'
  if (userId === undefined) {
    return `${made}\nWhether its parts are bound rightly only shows on a card: add --to USERID.`
  }
  const attempt = { progress: { taken: 0 }, signal, spent }
  await createCard(sender, template, { kind: 'person', userId }, sampleCard(), attempt)
  const seen = SEEN.map((line) => `- ${line}`)
  return [made, `A sample was delivered to ${userId}, who must see:`, ...seen].join('\n')
}

function sampleCard() {
  return { card: CardId.parse(`check-${randomUUID()}`), shown: SAMPLE }
}
