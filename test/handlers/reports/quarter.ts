import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import mammoth from 'mammoth'
import { afterAll, onTestFinished } from 'vitest'
import type { ChatOptions, ChatPerson, ChatRoom } from '../../support/chat.ts'
import { startChat } from '../../support/chat.ts'
import { Period } from '../../../schema/ids.ts'
import type { Organisation } from '../../../schema/organisation.ts'
import { findBulletin, writeBulletin, writeFrozen } from '../../../src/db/periods.ts'
import { readFrom } from '../../../src/db/read.ts'
import { importOrganisation } from '../../../src/organisation.ts'
import { figures } from '../ranking/figures.ts'
import { sample, sendItem } from '../review/cast.ts'

export const GROUPS = ['webhook:11111111-2222-3333-4444-555555555555', 'appchat:yunxitongbao']
export const DRAFT = '云溪街道宣传信息工作通报（2026年第三季度）（草稿）.docx'
export const FINAL = '云溪街道宣传信息工作通报（2026年第三季度）.docx'
/** The freeze is on 3 October, in the holiday; 8 October is the first working day after it. */
export const START = '2026-09-10T09:00:00+08:00'
export const DRAFTED_AT = '2026-10-08T08:30:00+08:00'

export interface Place {
  database: string
  env: { MEDIA_DIR: string }
}

/** A folder that outlives a room, and is gone after the test. */
export function place(): Place {
  const dir = mkdtempSync(join(tmpdir(), 'baosong-'))
  onTestFinished(() => {
    rmSync(dir, { recursive: true, force: true })
  })
  return { database: join(dir, 'baosong.db'), env: { MEDIA_DIR: join(dir, 'media') } }
}

type DeskOptions = Omit<ChatOptions, keyof Place> & Partial<Place>

export interface Desk {
  room: ChatRoom
  /** Publicity director and editor. */
  shen: ChatPerson
  /** Editors. */
  cheng: ChatPerson
  gu: ChatPerson
  media: string
}

export async function openDesk(options: DeskOptions = {}): Promise<Desk> {
  const own = { ...place(), ...options }
  const room = await startChat(own)
  onTestFinished(() => room.close())
  const [shen, cheng, gu] = ['shenzhixia', 'chengyizhou', 'gunanzhi'].map((id) => room.as(id))
  if (!shen || !cheng || !gu) throw new Error('nobody came')
  return { room, shen, cheng, gu, media: own.env.MEDIA_DIR }
}

/** There was a bot in July and August too, so items were owed in the whole quarter. */
export async function keptBefore({ app, clock }: ChatRoom) {
  const at = clock.now()
  const units = (await readFrom(app.db).units()).map((unit) => figures(unit))
  await app.db.transaction().execute(async (tx) => {
    for (const month of ['2026-07', '2026-08']) {
      const period = Period.parse(month)
      await writeFrozen(tx, {
        type: 'freeze',
        period,
        asOf: at,
        figures: { units, corrections: [] },
        at,
      })
    }
  })
}

/** An item of that unit, filed; its head approves it. */
export async function file(room: ChatRoom, writer: string, head: string, title: string) {
  await sendItem(room.as(writer), 1, title)
  await room.as(head).taps('通过')
}

/**
 * September 2026: 溪畔社区 files four, two of them used; 松风社区 two, one of them untrue; 北桥社区 three,
 * 长亭社区 concealed something; 2026-0008 was returned twice. Nobody else sends anything.
 */
export async function september(desk: Desk, { kept = true } = {}): Promise<void> {
  if (kept) await keptBefore(desk.room)
  const { room, shen, cheng } = desk
  for (const title of [
    '溪畔社区夜间窗口开放',
    '溪畔社区邻里节举行',
    '溪畔社区义诊进楼',
    '溪畔社区旧物交换',
  ])
    await file(room, 'linxiaohe', 'zhaoleshan', title)
  for (const title of ['松风社区读书会开课', '松风社区消防演练'])
    await file(room, 'henianan', 'qianmuyun', title)
  await room.later(61 * 60_000)
  for (const title of ['北桥社区加装电梯开工', '北桥社区亲子运动会', '北桥社区反诈宣讲'])
    await file(room, 'baizhi', 'sunxiangwan', title)
  await cheng.says('用稿 2026-0001 市 云州晚报 通讯')
  await cheng.says('用稿 2026-0002 区县 溪城日报')
  await shen.says('记分 2026-0005 失实 参加人数与签到表不符')
  await room.as('luhengzhi').taps('确认')
  await shen.says('记分 长亭社区 瞒报 积水情况没有如实报送')
  await room.as('luhengzhi').taps('确认')
  await sendItem(room.as('linxiaohe'), 1, '溪畔社区垃圾分类督导')
  for (const reason of ['数据有误', '标题不太合适']) {
    await room.as('zhaoleshan').says(`退回 2026-0010 ${reason}`)
    await room.later(60_000)
    const lin = room.as('linxiaohe')
    for (const answer of ['修改 2026-0010', '标题', `溪畔社区垃圾分类${reason}`, '提交'])
      await lin.says(answer)
  }
  await room.as('zhaoleshan').says('退回 2026-0010 照片不清')
}

const EVE = '2026-10-08T08:29:00+08:00'

/** The minute before the draft, as a database to begin from: most tests are about what follows. */
let eve: Promise<string> | undefined
const dir = mkdtempSync(join(tmpdir(), 'baosong-'))
afterAll(() => {
  rmSync(dir, { recursive: true, force: true })
})

async function buildEve(): Promise<string> {
  const database = join(dir, 'eve.db')
  const desk = await openDesk({ now: START, database, env: { MEDIA_DIR: join(dir, 'media') } })
  await september(desk)
  await desk.room.laterUntil(EVE)
  await desk.room.close()
  return database
}

/** Until the draft is there; what everybody was told before is read. */
export async function drafted({
  afresh = false,
  ...options
}: DeskOptions & { afresh?: boolean } = {}): Promise<Desk> {
  const own = { ...place(), ...options }
  if (!afresh) copyFileSync(await (eve ??= buildEve()), own.database)
  const desk = await openDesk({ ...own, now: afresh ? START : EVE })
  if (afresh) await september(desk)
  await desk.room.laterUntil(EVE)
  for (const person of [desk.shen, desk.cheng, desk.gu]) person.news()
  await desk.room.laterUntil(DRAFTED_AT)
  return desk
}

/** The organisation changes while the bot runs. */
export async function changed({ room }: Desk, change: (organisation: Organisation) => void) {
  const organisation = sample()
  change(organisation)
  await importOrganisation(room.app.db, organisation, room.clock.now())
  await room.app.bot.reload()
}

export function withoutDirector({ people }: Organisation) {
  for (const { roles } of people) {
    const place = roles.indexOf('publicityDirector')
    if (place !== -1) roles.splice(place, 1)
  }
}

/** An earlier quarter has a draft as well, that nobody has decided on. */
export async function withEarlierDraft(
  { room }: Desk,
  name = '2026-Q2',
  period = '2026年第二季度',
) {
  const { db } = room.app
  const newest = await findBulletin(db, Period.parse('2026-Q3'))
  if (!newest) throw new Error('there is no draft')
  const content = { ...newest.content, period }
  const quarter = Period.parse(name)
  const at = room.clock.now()
  await db
    .transaction()
    .execute((tx) =>
      writeBulletin(tx, { type: 'draft-bulletin', quarter, version: 1, content, struck: [], at }),
    )
}

/** The newest file of that name as it went out: the text of the document. */
export async function documentSent({ room, media }: Desk, name: string): Promise<string> {
  const sent = room.platform.sent.findLast(
    ({ delivery }) => delivery.type === 'file' && delivery.name === name,
  )
  if (sent?.delivery.type !== 'file') throw new Error(`nobody was sent ${name}`)
  const buffer = readFileSync(join(media, sent.delivery.file))
  return (await mammoth.extractRawText({ buffer })).value
}

/** What the groups got of the bulletin, in order. */
export const inGroups = ({ room }: Desk): string[][] =>
  GROUPS.map((group) =>
    room.platform.heard(group).flatMap((heard) => {
      if (heard.type === 'file') return [heard.name]
      return heard.type === 'text' && heard.text.includes('工作通报') ? [heard.text] : []
    }),
  )

export const bulletinOf = ({ room }: Desk, quarter = '2026-Q3') =>
  room.app.db
    .selectFrom('bulletin')
    .select(['version', 'state', 'struck', 'confirmed_by'])
    .where('quarter', '=', quarter)
    .executeTakeFirst()

export const strike = async ({ cheng }: Desk, ...numbers: string[]) => {
  await cheng.says('通报')
  for (const number of numbers) await cheng.says(number)
}

export const readAll = ({ shen, cheng, gu }: Desk) => {
  for (const person of [shen, cheng, gu]) person.news()
}
