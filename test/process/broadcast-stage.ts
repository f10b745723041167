import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, onTestFinished } from 'vitest'
import { systemClock } from '../../src/clock.ts'
import { openDatabase, type Db } from '../../src/db/open.ts'
import type { DingtalkStandIn } from '../../src/sandbox/dingtalk/index.ts'
import { startWecomStandIn, type WecomStandIn } from '../../src/sandbox/wecom/index.ts'
import { startWith, type Ended } from '../scripts/run.ts'
import { Gate } from './broadcast-gate.ts'
import {
  ACCOUNTS,
  ADMIN,
  type Group,
  GROUPS,
  makeOffice,
  SECRETS,
  TIMES,
} from './broadcast-office.ts'
import { dingtalkEnv, startPlatform } from './dingtalk-program.ts'
import {
  CREDENTIALS,
  type Env,
  freePort,
  type Program,
  realEnv,
  startProgram,
  temporaryFolder,
} from './program.ts'
import { eventually } from '../support/eventually.ts'

const CODES = Object.keys(GROUPS) as Group[]
const MEMBERS = ACCOUNTS.map((account) => ({ account, name: account }))
const standInGroups = (kind: string) =>
  Object.values(GROUPS)
    .filter((id) => id.startsWith(kind))
    .map((id) => ({ id, name: id, members: [], ...(id in SECRETS && { secret: SECRETS[id] }) }))

/** Both platforms behind a gate, and two offices to begin a life with. */
export interface BroadcastStage {
  gate: Gate
  wecom: WecomStandIn
  dingtalk: DingtalkStandIn
  folder: string
  offices: Readonly<Record<'before' | 'between', string>>
  close(): Promise<void>
}

export async function openStage(): Promise<BroadcastStage> {
  const folder = temporaryFolder()
  const offices = {
    before: await makeOffice(folder, 'before'),
    between: await makeOffice(folder, 'between'),
  }
  const wecom = await startWecomStandIn({
    port: 0,
    clock: systemClock,
    // Nobody listens there, but cards are taken: after a quarter the director is sent one.
    callbackUrl: () => 'http://127.0.0.1:9/callbacks/wecom',
    credentials: CREDENTIALS,
    members: MEMBERS,
    groups: standInGroups('webhook:'),
    journalFile: null,
  })
  const { standIn: dingtalk } = await startPlatform([], {
    mode: 'http',
    groups: standInGroups('robot:'),
  })
  const gate = new Gate((path) => (path.startsWith('/cgi-bin/') ? wecom.url : dingtalk.url))
  await gate.open()
  return {
    gate,
    wecom,
    dingtalk,
    folder,
    offices,
    async close() {
      gate.close()
      await Promise.all([wecom.close(), dingtalk.close()])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** One office and whatever runs on it, from its first start to the end of the test. */
export class Office {
  readonly db: Db
  readonly #stage: BroadcastStage
  readonly #env: Env
  #program: Program | undefined

  constructor(stage: BroadcastStage, db: Db, env: Env) {
    this.#stage = stage
    this.db = db
    this.#env = env
    onTestFinished(async () => {
      await this.#program?.end()
      await db.destroy()
    })
  }

  start(): Program {
    this.#program = startProgram(this.#stage.folder, this.#env)
    return this.#program
  }

  async kill(): Promise<void> {
    expect(await this.#program?.stop('SIGKILL')).toEqual({ code: null, signal: 'SIGKILL' })
  }

  /** A command beside it. */
  command(script: string, ...words: string[]): Promise<Ended> {
    return startWith(this.#env, process.execPath, [`scripts/${script}.ts`, ...words])
  }

  async imports(file: unknown): Promise<void> {
    const path = join(mkdtempSync(join(this.#stage.folder, 'file-')), 'organisation.json')
    writeFileSync(path, JSON.stringify(file))
    expect(await this.command('org-import', path)).toMatchObject({ code: 0, error: '' })
  }

  /** From now on the store refuses such a write, whoever makes it. */
  async hold(write: string): Promise<void> {
    const refusal = `begin select raise(abort, 'held'); end`
    await sql.raw(`create trigger held before ${write} ${refusal}`).execute(this.db)
  }

  async letGo(): Promise<void> {
    await sql`drop trigger if exists held`.execute(this.db)
  }

  /** The broadcast is due: it is in the inbox, or handled. */
  async timerFired(): Promise<void> {
    const fired = () =>
      this.db
        .selectFrom('inbox')
        .select('seq')
        .where(sql<boolean>`body ->> 'name' = 'month-broadcast'`)
        .execute()
    await eventually(async () => expect(await fired()).toHaveLength(1))
  }

  /** Everything that was queued for a group, in the order in which it was queued. */
  sends() {
    return this.db
      .selectFrom('broadcast')
      .innerJoin('outbox', 'outbox.id', 'broadcast.outbox_id')
      .select(['group_code as group', 'part', 'sent_at', 'parked', 'attempts', 'unanswered'])
      .orderBy('outbox.id')
      .execute()
  }

  /** Looks again and again, until what it looks for holds. */
  until(holds: (sends: Send[]) => boolean): Promise<void> {
    return eventually(async () => {
      const sends = await this.sends()
      if (!holds(sends)) throw new Error(`waited in vain: ${JSON.stringify(sends)}`)
    })
  }

  /** Text and picture of every group are sent, or wait for a person. */
  async settles(): Promise<void> {
    await this.until((sends) => sends.length === 2 * CODES.length && sends.every(isOver))
  }

  /** What waits for a person: `a text maybe-sent`. */
  async parked(): Promise<string[]> {
    const sends = await this.sends()
    return sends.flatMap(({ group, part, parked }) =>
      parked === null ? [] : [`${group} ${part} ${parked}`],
    )
  }

  /** What the bot has told the admin. */
  told(): string[] {
    const messages = this.#stage.wecom.messages({ kind: 'person', id: ADMIN })
    return messages.map(({ body }) => (body.type === 'text' ? body.text : ''))
  }

  /** What the people in the groups see. */
  shown(): Record<Group, string[]> {
    const seen = (group: Group) => {
      const id = GROUPS[group]
      const { wecom, dingtalk } = this.#stage
      const messages = (id.startsWith('webhook:') ? wecom : dingtalk).messages({
        kind: 'group',
        id,
      })
      return messages.map(({ body }) => (body.type === 'text' ? 'text' : 'image'))
    }
    return { a: seen('a'), b: seen('b'), c: seen('c'), d: seen('d') }
  }
}

export type Send = Awaited<ReturnType<Office['sends']>>[number]
export const isOver = ({ sent_at: at, parked }: Send) => at !== null || parked !== null

/** Another office of the kind; groups and gate are as new. Pictures are kept unless they are to be made. */
export async function openOffice(
  stage: BroadcastStage,
  stopped: 'before' | 'between',
  { pictures = 'kept' }: { pictures?: 'kept' | 'made' } = {},
): Promise<Office> {
  for (const standIn of [stage.wecom, stage.dingtalk]) standIn.reset()
  stage.gate.reset()
  const folder = mkdtempSync(join(stage.folder, 'office-'))
  const file = join(folder, 'baosong.db')
  copyFileSync(stage.offices[stopped], file)
  const [port, { url }] = [await freePort(), stage.gate]
  const env = {
    ...realEnv(folder, port, url),
    ...dingtalkEnv(folder, port, url),
    ...TIMES,
    DINGTALK_MODE: 'http',
    ...(pictures === 'kept' && { MEDIA_DIR: join(stage.folder, 'media') }),
  }
  return new Office(stage, await openDatabase({ file, kind: 'any' }), env)
}
