import { createHmac } from 'node:crypto'
import { DINGTALK } from '../secrets.ts'

/** Of a robot callback (platform document, section 1.1). */
export function signature(timestamp: string): string {
  const { clientSecret } = DINGTALK
  return createHmac('sha256', clientSecret).update(`${timestamp}\n${clientSecret}`).digest('base64')
}
