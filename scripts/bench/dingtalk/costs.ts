import { Chatter } from '../../../src/sandbox/chatter.ts'
import { systemClock } from '../../../src/clock.ts'
import { type DingtalkStandIn, startDingtalkStandIn } from '../../../src/sandbox/dingtalk/index.ts'
import { EDITOR, HEAD, senders } from '../office.ts'
import { DINGTALK } from '../secrets.ts'
import { type Stage, withServer } from '../servers.ts'
import { writeItem, type Way } from './writer.ts'

/** Of a month's allowance, as the platform counts it. */
export interface Cost {
  calls: number
  pushes: number
  calledBy: ReadonlyMap<string, number>
  pushedBy: ReadonlyMap<string, number>
}

const [WRITER = ''] = senders
/** Longer than the bot holds an answer back. */
const QUIET_MS = 3000

/** What one item costs from its first word to 报送 and the desk's card. */
export async function costsOfItems(stage: Stage): Promise<Record<Way, Cost>> {
  const [asked, pasted] = await Promise.all([costOf(stage, 'asked'), costOf(stage, 'pasted')])
  return { asked, pasted }
}

async function costOf(stage: Stage, way: Way): Promise<Cost> {
  let callbackUrl: string | null = null
  const standIn = await startStandIn(() => callbackUrl)
  try {
    return await withServer(playing(stage, standIn), 'ours', async ({ port }) => {
      callbackUrl = `http://127.0.0.1:${port}/callbacks/dingtalk`
      await writeItem(new Chatter(standIn, WRITER), way)
      await new Chatter(standIn, HEAD).tap('通过')
      await quiet(standIn)
      if (standIn.messages({ kind: 'person', id: EDITOR }).length === 0) {
        throw new Error('the item did not reach the desk')
      }
      return count(standIn)
    })
  } finally {
    await standIn.close()
  }
}

/** As strict as the platform, and not as stingy. */
function startStandIn(callbackUrl: () => string | null): Promise<DingtalkStandIn> {
  return startDingtalkStandIn({
    port: 0,
    clock: systemClock,
    mode: 'http',
    callbackUrl,
    credentials: DINGTALK,
    members: [WRITER, HEAD, EDITOR].map((account) => ({ account, name: account })),
    groups: [],
    journalFile: null,
    allowance: { calls: 100_000, pushes: 100_000 },
    strict: true,
  })
}

/** With cards, and at the platform's own pace. */
const playing = (stage: Stage, { url }: DingtalkStandIn): Stage => ({
  ...stage,
  apiBase: url,
  env: {
    ...stage.env,
    DINGTALK_CARD_TEMPLATE_ID: DINGTALK.cardTemplateId,
    DINGTALK_CARD_SECRET: DINGTALK.cardSecret,
    DINGTALK_QPS: '20',
  },
})

/** Once nothing has gone either way for a while. */
function quiet(standIn: DingtalkStandIn): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      unsubscribe()
      resolve()
    }
    let timer = setTimeout(done, QUIET_MS)
    const unsubscribe = standIn.onChange(() => {
      clearTimeout(timer)
      timer = setTimeout(done, QUIET_MS)
    })
  })
}

/** Called without being counted: tokens, and the plain address of a picture. */
const FREE = ['oauth2/accessToken', 'file']

function count(standIn: DingtalkStandIn): Cost {
  const calledBy = new Map<string, number>()
  const pushedBy = new Map<string, number>()
  for (const { direction, title } of standIn.wire()) {
    if (FREE.includes(title)) continue
    const isWebhook = /^robot\/send(?:BySession)?\b/.test(title)
    const pushed = direction === 'callback' || isWebhook
    // What is said stands behind the kind of a message, which button behind a tap.
    const name = direction === 'callback' ? (/^(?:card )?\w+/.exec(title)?.[0] ?? title) : title
    const counts = pushed ? pushedBy : calledBy
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return { ...standIn.counts(), calledBy, pushedBy }
}
