import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Config } from '../../schema/config.ts'
import { Organisation } from '../../schema/organisation.ts'
import { buildApp } from '../app.ts'
import type { App } from '../app.ts'
import type { Clock } from '../clock.ts'
import { MovableClock, systemClock } from '../clock.ts'
import type { Settings } from '../config.ts'
import { lockDatabase } from '../db/lock.ts'
import { openDatabase } from '../db/open.ts'
import { readOrganisation } from '../db/organisation.ts'
import { wipe } from '../db/wipe.ts'
import { tellReady } from '../log.ts'
import { importOrganisation } from '../organisation.ts'
import { wecomClient } from '../platforms/wecom/client.ts'
import { createMenu } from '../platforms/wecom/menu.ts'
import SAMPLE from './samples/org.json' with { type: 'json' }
import { CurrentCast } from './cast.ts'
import { sendDemo } from './demo.ts'
import { sandboxPage } from './page.ts'
import { startWecomStandIn } from './wecom/index.ts'
import type { WecomStandIn } from './wecom/index.ts'

const ClockFile = z.object({ aheadMs: z.number().int() })

/** The sandbox's own credentials: they open nothing but the stand-in on this machine. */
const SETTINGS = { corpId: 'wwsandbox0000000000', agentId: 1000002 }

/**
 * The bot, a stand-in of the platform on another loopback port, and the chat page. The bot speaks
 * to the stand-in with the code and the encrypted protocol of production.
 */
export async function startSandbox(settings: Settings): Promise<Pick<App, 'close'>> {
  const { config } = settings
  if (!config.sandbox.enabled) throw new Error('these are the settings of a real start')
  const { dir, startAt } = config.sandbox
  const unlock = lockDatabase(config.databaseFile)
  const clock = keptClock(dir, startAt)
  let organisation = await firstOrganisation(config, clock)
  const cast = new CurrentCast(organisation)
  const secrets = sandboxSecrets(settings)
  let callbackUrl: string | null = null
  const standIn = await startWecomStandIn({
    port: 0,
    clock,
    callbackUrl: () => callbackUrl,
    credentials: { ...SETTINGS, ...secrets.wecom },
    get members() {
      return members(organisation)
    },
    get groups() {
      return groups(organisation)
    },
    journalFile: join(dir, 'wecom.jsonl'),
  })
  const app: App = await buildApp({
    config: { ...config, wecom: { enabled: true, ...SETTINGS, apiBase: standIn.url } },
    secrets,
    clock,
    onOrganisation: (file) => {
      organisation = file
      cast.follow(file)
    },
    doors: [
      sandboxPage({
        cast,
        standIns: [standIn],
        clock,
        clockMoved: (aheadMs) => {
          keepClock(dir, aheadMs)
        },
        reset: () => reset(app, standIn, secrets, clock),
        sendDemo: (progress) => sendDemo({ standIn, clock, progress }),
      }),
    ],
  })
  const url = await app.listen()
  callbackUrl = `${url}/callbacks/wecom`
  await setUpApp(standIn, secrets, clock)
  tellReady(app.log, { url, page: `${url}/sandbox` })
  return {
    async close() {
      await app.close()
      await standIn.close()
      unlock()
    },
  }
}

/** What an administrator does once: the console checks the address, and the menu is made. */
async function setUpApp(
  standIn: WecomStandIn,
  secrets: ReturnType<typeof sandboxSecrets>,
  clock: Clock,
) {
  if (!(await standIn.verifyAddress())) throw new Error('the stand-in did not accept the address')
  const settings = { ...SETTINGS, apiBase: standIn.url }
  const client = wecomClient({ settings, secrets: secrets.wecom, clock })
  await createMenu(client, settings.agentId, AbortSignal.timeout(10_000))
}

/** Forward only, and kept across restarts: going back would bring timers and links to life again. */
function keptClock(dir: string, startAt: number | null): MovableClock {
  const file = join(dir, 'clock.json')
  const kept = existsSync(file)
    ? ClockFile.parse(JSON.parse(readFileSync(file, 'utf8'))).aheadMs
    : null
  const asked = startAt === null ? null : startAt - systemClock.now()
  const aheadMs = Math.max(kept ?? asked ?? 0, asked ?? kept ?? 0)
  keepClock(dir, aheadMs)
  return new MovableClock(systemClock, aheadMs)
}

function keepClock(dir: string, aheadMs: number) {
  writeFileSync(join(dir, 'clock.json'), JSON.stringify({ aheadMs }))
}

/** The people of the sample are loaded at the first start; later imports stay. */
async function firstOrganisation(config: Config, clock: Clock): Promise<Organisation> {
  const db = await openDatabase({ file: config.databaseFile, kind: 'sandbox' })
  try {
    const present = await readOrganisation(db)
    if (present) return present
    await importOrganisation(db, SAMPLE, clock.now())
    return Organisation.parse(SAMPLE)
  } finally {
    await db.destroy()
  }
}

function sandboxSecrets({ secrets }: Settings) {
  // 43 letters and digits, other ones in every sandbox: hex is a part of base64's alphabet.
  const derived = createHash('sha256').update(secrets.signingKey).digest('hex')
  const wecom = {
    secret: `sandbox-${derived.slice(0, 16)}`,
    token: derived.slice(16, 40),
    encodingAesKey: derived.slice(0, 43),
  }
  return { ...secrets, wecom }
}

function members({ people }: Organisation) {
  return people.flatMap(({ name, accounts }) =>
    accounts.wecom ? [{ account: accounts.wecom, name }] : [],
  )
}

function groups({ groups: all }: Organisation) {
  return all.flatMap(({ name, channels }) =>
    channels.flatMap((channel) => {
      if (channel.kind === 'webhook') return [{ id: `webhook:${channel.key}`, name, members: [] }]
      return channel.kind === 'appchat'
        ? [{ id: `appchat:${channel.chatId}`, name, members: [] }]
        : []
    }),
  )
}

async function reset(
  app: App,
  standIn: WecomStandIn,
  secrets: ReturnType<typeof sandboxSecrets>,
  clock: Clock,
) {
  await app.bot.forget()
  await wipe(app.db)
  standIn.reset()
  await importOrganisation(app.db, SAMPLE, clock.now())
  await app.bot.reload()
  await setUpApp(standIn, secrets, clock)
}
