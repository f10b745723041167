import type { AxiosInstance } from 'axios'
import type { CallbackRequest, Told } from '../dialect.ts'
import { same } from '../same.ts'
import { DINGTALK } from '../secrets.ts'
import { signature } from './signature.ts'

const MAX_AGE_MS = 60 * 60_000

export function read({ headers, body }: CallbackRequest): Told | null {
  const { timestamp, sign } = headers
  if (typeof timestamp !== 'string' || typeof sign !== 'string') return null
  // `NaN` is not within either: a timestamp that is no number does not pass.
  if (!(Math.abs(Date.now() - Number(timestamp)) <= MAX_AGE_MS)) return null
  if (!same(signature(timestamp), sign)) return null
  const message: unknown = JSON.parse(body)
  if (!isMessage(message)) return null
  return { key: message.msgId, account: message.senderStaffId, body }
}

function isMessage(value: unknown): value is { msgId: string; senderStaffId: string } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'msgId' in value &&
    typeof value.msgId === 'string' &&
    'senderStaffId' in value &&
    typeof value.senderStaffId === 'string'
  )
}

export async function send(client: AxiosInstance, account: string, content: string): Promise<void> {
  const message = {
    robotCode: DINGTALK.robotCode,
    userIds: [account],
    msgKey: 'sampleText',
    msgParam: JSON.stringify({ content }),
  }
  const { data } = await client.post<{ processQueryKey?: string }>(
    '/v1.0/robot/oToMessages/batchSend',
    message,
    { headers: { 'x-acs-dingtalk-access-token': 't' } },
  )
  if (data.processQueryKey === undefined) throw new Error('refused')
}
