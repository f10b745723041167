import { EventEmitter, once } from 'node:events'
import type { ApiCall } from '../api.ts'
import { Lines } from '../lines.ts'
import type { Bench } from '../measure.ts'
import { EDITOR, HEAD, senders } from '../office.ts'
import { withServer } from '../servers.ts'
import { text } from './callbacks.ts'

const BODY =
  '11月19日上午，社区组织志愿者开展楼道清理活动，共清理杂物三十余处，居民纷纷点赞，大家表示今后会继续保持整洁的环境。'

/** What the writer types, and what each must bring before the next: a text or a card of the API. */
const WORDS: readonly (readonly [string, RegExp])[] = [
  ['投稿', /1\/7/],
  ['1', /2\/7/],
  ['4', /3\/7/],
  ['社区开展楼道清理活动', /4\/7/],
  ['昨天', /5\/7/],
  [BODY, /已收到正文/],
  ['完成', /6\/7/],
  ['跳过', /7\/7/],
  ['提交', /已提交 \d{4}-\d{4}/],
]

/** Every call of the API that one item costs, from 投稿 to 报送, by what it was. */
export async function callsOfOneItem({ stage, api }: Bench): Promise<Map<string, number>> {
  const calls: ApiCall[] = []
  const events = new EventEmitter()
  api.onMessage = () => undefined
  api.onCall = (call) => {
    if (call.name === 'gettoken') return
    calls.push(call)
    events.emit('call')
  }
  const until = async (found: () => boolean) => {
    while (!found()) await once(events, 'call', { signal: AbortSignal.timeout(20_000) })
  }
  await withServer(stage, 'ours', async ({ port }) => {
    const lines = new Lines(port, 1)
    const says = async (account: string, words: string, answer: RegExp) => {
      const from = calls.length
      lines.ask(text(account, words).request, () => undefined)
      await until(() => calls.slice(from).some(({ body }) => answer.test(body)))
    }
    const [writer = ''] = senders
    for (const [words, answer] of WORDS) await says(writer, words, answer)
    const number = /已提交 (\d{4}-\d{4})/.exec(calls.map(({ body }) => body).join('\n'))?.[1] ?? ''
    await until(() => calls.some(({ body }) => body.includes(`"${HEAD}"`)))
    await says(HEAD, `通过 ${number}`, /报送/)
    await until(() => calls.some(({ body }) => body.includes(`"${EDITOR}"`)))
    lines.close()
  })
  api.onCall = () => undefined
  return counted(calls)
}

function counted(calls: readonly ApiCall[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { name, body } of calls) {
    const type = /"msgtype":"(\w+)"/.exec(body)?.[1]
    const what = type === undefined ? name : `${name} ${type}`
    counts.set(what, (counts.get(what) ?? 0) + 1)
  }
  return counts
}
