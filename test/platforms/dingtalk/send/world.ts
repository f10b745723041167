import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DingtalkSettings } from '../../../../schema/config.ts'
import type { Delivery, ShownCard } from '../../../../schema/delivery.ts'
import { CardId, PersonId, PhotoId } from '../../../../schema/ids.ts'
import type { Chat } from '../../../../schema/update.ts'
import { PlatformRefusedError, PlatformSilentError } from '../../../../src/errors.ts'
import { dingtalkAdapter } from '../../../../src/platforms/dingtalk/adapter.ts'
import { dingtalkClient } from '../../../../src/platforms/dingtalk/client.ts'
import { ManualClock } from '../../../support/clock.ts'
import { Api } from './api.ts'

export const SECRET = 's3cr3t-of-the-app'
export const NOW = 1_760_000_000_000

const PATIENT = { connectMs: 5_000, answerMs: 10_000, uploadMs: 10_000 }
export const HASTY = { connectMs: 5_000, answerMs: 400, uploadMs: 400 }

export const SETTINGS: Omit<DingtalkSettings, 'apiBase' | 'oapiBase'> = {
  clientId: 'ding-app',
  robotCode: 'robot-1',
  corpId: null,
  mode: 'stream',
  cardTemplateId: null,
  cardRouteKey: 'baosong',
  monthlyCalls: 5000,
  monthlyPushes: 3000,
  qps: 20,
}

interface Surroundings {
  settings?: Partial<DingtalkSettings>
  timeouts?: typeof PATIENT
  now?: number
}

export async function world({ settings, timeouts = PATIENT, now = NOW }: Surroundings = {}) {
  const api = new Api()
  const base = await api.listen()
  const clock = new ManualClock(new Date(now).toISOString())
  const counts = { refreshes: 0 }
  const options = {
    settings: { ...SETTINGS, apiBase: base, oapiBase: `${base}/`, ...settings },
    secrets: { clientSecret: SECRET },
    clock,
    timeouts,
    mediaDir: dir,
    onTokenRefresh: () => {
      counts.refreshes += 1
    },
  }
  const adapter = dingtalkAdapter(options)
  const signal = AbortSignal.timeout(15_000)
  const spent = { calls: 0, pushes: 0 }
  const deliver = (chat: Chat, delivery: Delivery, key = 1) =>
    adapter.deliver(chat, delivery, key, { signal, spent })
  const advance = (ms: number) => {
    clock.step(clock.now() + ms)
  }
  const session: Chat = {
    platform: 'dingtalk',
    kind: 'person',
    id: `session:${base}/robot/sendBySession?session=s3ss10n`,
  }
  const client = dingtalkClient(options)
  return { api, base, adapter, client, advance, counts, deliver, session, signal, spent }
}

export type World = Awaited<ReturnType<typeof world>>

const chat = (kind: Chat['kind'], id: string): Chat => ({ platform: 'dingtalk', kind, id })
export const lin = chat('person', 'staff0001')
export const newsroom = chat('group', 'group:cidT3stGroup01==')
export const robot = chat('group', 'robot:r0b0t-t0k3n|SECs3cr3t')

/** The template is there. */
export const TEMPLATE = { settings: { cardTemplateId: 't-1.schema' } }

export const text = (content: string): Delivery => ({ type: 'text', text: content })

export const dir = mkdtempSync(join(tmpdir(), 'dingtalk-'))
export const photoBytes = Buffer.from('not really a photo')
writeFileSync(join(dir, 'photo.jpg'), photoBytes)
writeFileSync(join(dir, 'huge.pdf'), Buffer.alloc(20 * 1024 * 1024 + 1))

const photo = PhotoId.parse('p')
export const imageOf = (file: string): Delivery => ({ type: 'image', photo, file })
export const image = imageOf('photo.jpg')
export const fileNamed = (name: string, file = 'photo.jpg'): Delivery => ({
  type: 'file',
  file,
  name,
})
export const fetchPhoto: Delivery = {
  type: 'fetch-photo',
  photo,
  media: 'C0de/1+=',
  person: PersonId.parse('x'),
}

export const CARD = CardId.parse('card-0123456789A')
export const shown: ShownCard = {
  source: '待审',
  title: '溪畔社区开展消防演练',
  subtitle: '2026-0001 · 溪畔社区',
  facts: [{ label: '日期', value: '2026-11-20' }],
  text: '第一行。\n第二行。',
  buttons: [
    { action: 'approve', label: '通过', look: 'primary' },
    { action: 'return', label: '退回', look: 'danger' },
    { action: 'open', label: '看全文', look: 'plain', url: 'https://h5.example.com/t/42' },
  ],
}
type Change = Partial<ShownCard>
export const card = (change: Change = {}): Delivery => ({
  type: 'card',
  card: CARD,
  shown: { ...shown, ...change },
})
export const update = (otherwise?: string): Delivery => ({
  type: 'card-update',
  card: CARD,
  shown: { ...shown, buttons: [], closed: '已由 陈立群 通过' },
  ...(otherwise !== undefined && { otherwise }),
})

/** What a delivery failed with, which never holds a secret. */
export async function failureOf(
  work: Promise<unknown>,
): Promise<PlatformRefusedError | PlatformSilentError> {
  const thrown: unknown = await work.then(
    () => new Error('it did not fail'),
    (error: unknown) => error,
  )
  if (!(thrown instanceof PlatformRefusedError) && !(thrown instanceof PlatformSilentError)) {
    throw thrown
  }
  const told = [thrown.message, thrown.stack, JSON.stringify(thrown), String(thrown.cause)].join()
  for (const secret of [
    SECRET,
    'token-1',
    'r0b0t-t0k3n',
    's3ss10n',
    's1gned',
    '192.0.2.7',
    '你好',
  ]) {
    if (told.includes(secret)) throw new Error(`a secret is told: ${told}`)
  }
  return thrown
}
