import type { BulletinRecord, Effect, Read, Turn } from '../contract.ts'
import { addMonths, quarterOf, readPeriod } from '../periods.ts'
import { say } from '../review/show.ts'
import { dayOf } from '../time.ts'
import { draftName, type Deed } from './bulletin-draft.ts'

/** The topic of the list that asks which quarter is meant. */
export const WHICH_BULLETIN = 'which-bulletin'
const QUARTERS_BACK = 8

const NONE_YET =
  '还没有通报草稿。每季度最后一个月的数据定稿后，第一个工作日会自动起草并发给宣传办。'

export type Meant = { record: BulletinRecord } | { answer: Effect[] }

/** That quarter's. Without a quarter the newest, unless it is left open what is to be decided. */
export async function bulletinMeant(
  read: Read,
  said: string,
  deed: Deed | undefined,
  turn: Turn,
): Promise<Meant> {
  if (said === '') return withoutQuarter(await newestFirst(read), deed, turn)
  const quarter = readPeriod(said, dayOf(turn.now))
  if (!quarter?.includes('Q'))
    return { answer: [say('通报按季度，例如：通报 第三季度，或 通报 2026-Q3')] }
  const record = await read.bulletin(quarter)
  return record ? { record } : { answer: [say(`${said.toUpperCase()} 还没有通报草稿。`)] }
}

function withoutQuarter(all: readonly BulletinRecord[], deed: Deed | undefined, turn: Turn): Meant {
  const [newest] = all
  if (!newest) return { answer: [say(NONE_YET)] }
  if (deed === undefined || deed === '文件') return { record: newest }
  const sent = all.findIndex(({ state }) => state === 'confirmed')
  // A draft from before one that was sent was let go: it takes its quarter to mean it.
  const drafts = sent === -1 ? all : all.slice(0, sent)
  return drafts.length > 1 ? { answer: askWhich(drafts, deed, turn) } : { record: newest }
}

function askWhich(records: readonly BulletinRecord[], deed: Deed, { actor }: Turn): Effect[] {
  const lines = records.map((record, index) => `${index + 1}. ${draftName(record)}`)
  const example = records.at(-1)?.quarter ?? ''
  return [
    say(
      [`${deed}哪一份？回复序号，或写明季度，例如：通报 ${example} ${deed}`, ...lines].join('\n'),
    ),
    {
      type: 'list',
      person: actor.id,
      items: records.map(({ quarter }) => ({
        type: 'choice',
        topic: WHICH_BULLETIN,
        value: quarter,
        data: { deed },
      })),
    },
  ]
}

async function newestFirst(read: Read): Promise<BulletinRecord[]> {
  const last = await read.lastFrozenMonth()
  if (last === undefined) return []
  const found: BulletinRecord[] = []
  for (let back = 0; back < QUARTERS_BACK; back++) {
    const record = await read.bulletin(quarterOf(addMonths(last, -3 * back)))
    if (record) found.push(record)
  }
  return found
}
