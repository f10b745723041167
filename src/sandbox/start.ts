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
import SAMPLE from './samples/org.json' with { type: 'json' }
import { CurrentCast } from './cast.ts'
import { sendDemo } from './demo.ts'
import { sandboxPage } from './page.ts'
import type { StandIn } from './stand-in.ts'
import { playDingtalk, playWecom } from './stand-ins.ts'
import type { StandInOptions } from './stand-ins.ts'

const ClockFile = z.object({ aheadMs: z.number().int() })

/**
 * The bot, stand-ins of the platforms on other loopback ports, and the chat page. The bot speaks to
 * them with the code and the protocols of production.
 */
export async function startSandbox(settings: Settings): Promise<Pick<App, 'close'>> {
  const { config } = settings
  if (!config.sandbox.enabled) throw new Error('these are the settings of a real start')
  const { dir, startAt } = config.sandbox
  const unlock = lockDatabase(config.databaseFile)
  const clock = keptClock(dir, startAt)
  let organisation = await firstOrganisation(config, clock)
  const cast = new CurrentCast(organisation)
  const played: StandInOptions = {
    dir,
    clock,
    derived: createHash('sha256').update(settings.secrets.signingKey).digest('hex'),
    organisation: () => organisation,
  }
  const [wecom, dingtalk] = await Promise.all([playWecom(played), playDingtalk(played)])
  const standIns = [wecom.standIn, dingtalk.standIn]
  let address = ''
  const app: App = await buildApp({
    config: { ...config, wecom: wecom.settings, dingtalk: dingtalk.settings },
    secrets: { ...settings.secrets, wecom: wecom.secrets, dingtalk: dingtalk.secrets },
    clock,
    onOrganisation: (file) => {
      organisation = file
      cast.follow(file)
    },
    doors: [
      sandboxPage({
        cast,
        standIns,
        clock,
        clockMoved: (aheadMs) => {
          keepClock(dir, aheadMs)
        },
        async reset() {
          await emptied(app, standIns, clock)
          await wecom.setUp(address)
        },
        sendDemo: (progress) => sendDemo({ standIn: wecom.standIn, clock, progress }),
      }),
    ],
  })
  address = await app.listen()
  await wecom.setUp(address)
  tellReady(app.log, { url: address, page: `${address}/sandbox` })
  return {
    async close() {
      await app.close()
      await Promise.all(standIns.map((standIn) => standIn.close()))
      unlock()
    },
  }
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

/** As at the first start: the people of the sample, and nothing that was ever said. */
async function emptied(app: App, standIns: readonly StandIn[], clock: Clock) {
  await app.bot.forget()
  await wipe(app.db)
  for (const standIn of standIns) standIn.reset()
  await importOrganisation(app.db, SAMPLE, clock.now())
  await app.bot.reload()
  await app.bot.setOut()
}
