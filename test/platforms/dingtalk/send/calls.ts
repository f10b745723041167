import type { Delivery } from '../../../../schema/delivery.ts'
import type { Chat } from '../../../../schema/update.ts'
import { isOldStyle } from './api.ts'
import {
  card,
  fetchPhoto,
  type HASTY,
  image,
  lin,
  newsroom,
  robot,
  TEMPLATE,
  text,
  update,
  world,
  type World,
} from './world.ts'

export type Doing = (world: World) => Promise<unknown>
const delivering =
  (chat: Chat, delivery: Delivery): Doing =>
  ({ deliver }) =>
    deliver(chat, delivery)

/** Every call there is, with what makes it, and whether somebody may have got something. */
export const CALLS: [string, Doing, 'send' | 'before'][] = [
  ['oauth2/accessToken', delivering(lin, text('你好')), 'before'],
  ['robot/oToMessages/batchSend', delivering(lin, text('你好')), 'send'],
  ['robot/oToMessages/batchSend', delivering(lin, image), 'send'],
  ['robot/groupMessages/send', delivering(newsroom, text('你好')), 'send'],
  ['card/instances/createAndDeliver', delivering(lin, card()), 'send'],
  ['card/instances', delivering(lin, update()), 'before'],
  ['media/upload', delivering(lin, image), 'before'],
  ['robot/messageFiles/download', delivering(lin, fetchPhoto), 'before'],
  ['robot/send', delivering(robot, text('你好')), 'send'],
  ['robot/sendBySession', ({ deliver, session }) => deliver(session, text('你好')), 'send'],
]
export const STORE: (typeof CALLS)[number] = ['store/1.file', delivering(lin, fetchPhoto), 'before']
export const withToken = CALLS.filter(
  ([name]) => name.includes('/') && !/^(oauth2|robot\/send)/.test(name),
)

export const made = (timeouts?: typeof HASTY) =>
  world({ ...TEMPLATE, ...(timeouts && { timeouts }) })
export const numbered = (calls: typeof CALLS) =>
  calls.map(([name, doing, kind], place) => [name, place, doing, kind] as const)

export const ofStyle = (style: 'old' | 'new', calls = CALLS) =>
  numbered(calls.filter(([name]) => isOldStyle(name) === (style === 'old')))
