import type { AllowanceRecord } from '../../schema/records.ts'
import type { Command, Handler, Read, Turn } from '../contract.ts'
import { dayOf } from '../time.ts'
import { openQuestion } from './help.ts'

const DESK = ['publicityDirector', 'editor', 'admin'] as const

const mayKnow = ({ actor }: Turn): boolean => DESK.some((role) => actor.roles.includes(role))

function share(used: number, allowed: number): string {
  return `${used} / ${allowed}（${Math.floor((used * 100) / allowed)}%）`
}

function lines({ label, calls, pushes, allowed }: AllowanceRecord): string[] {
  return [
    `${label}本月用量`,
    `接口调用 ${share(calls, allowed.calls)}`,
    `消息推送 ${share(pushes, allowed.pushes)}`,
  ]
}

/** `额度`: what the month has cost, for the desk. */
export const allowanceTyped: Handler<Command> = {
  async run(read, _command, turn) {
    const question = openQuestion(turn)
    const tail = question === undefined ? [] : ['', question]
    return [{ type: 'say', text: [...(await answer(read, turn)), ...tail].join('\n') }]
  },
}

async function answer(read: Read, turn: Turn): Promise<string[]> {
  if (!mayKnow(turn)) return ['用量由宣传办查看。回复“帮助”看您能做什么。']
  const records = await spentThisMonth(read, turn)
  if (records.length === 0) return ['现在用的平台不限每月用量。']
  return [...records.flatMap(lines), '用完后，没发出的消息会留到下个月，不会丢。']
}

const spentThisMonth = (read: Read, { office, now }: Turn): Promise<AllowanceRecord[]> =>
  Promise.all(
    office.counted.map(async ({ platform, label, allowed }) => ({
      label,
      allowed,
      ...(await read.spending(platform, dayOf(now).slice(0, 7))),
    })),
  )

/** To the desk, at 80 and at 95 percent. */
export function allowanceWarning(record: AllowanceRecord): string {
  return [
    ...lines(record),
    '快用完了。用完后消息会留到下个月再发，请联系管理员升级版本，或提醒大家少发零散消息。',
  ].join('\n')
}
