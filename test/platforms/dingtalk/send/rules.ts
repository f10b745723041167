import type { IncomingMessage } from 'node:http'
import { z } from 'zod'

export interface Heard {
  /** The path, without the version of the new style. */
  name: string
  method: string
  url: string
  query: URLSearchParams
  headers: IncomingMessage['headers']
  body: Buffer
}

const param = z.string().refine((text) => Buffer.byteLength(text) <= 15_000 && allText(text))
const robotMessage = { robotCode: z.literal('robot-1'), msgKey: z.string(), msgParam: param }
const values = z.record(
  z.string(),
  z.string().refine((text) => Buffer.byteLength(text) <= 1_000),
)
const cardData = z.strictObject({ cardParamMap: values })
const space = z.strictObject({
  supportForward: z.boolean(),
  lastMessageI18n: z.record(z.string(), z.string()).optional(),
})
const instance = {
  cardTemplateId: z.literal('t-1.schema'),
  outTrackId: z.string().max(64),
  cardData,
  callbackType: z.enum(['STREAM', 'HTTP']),
  callbackRouteKey: z.string().optional(),
  userIdType: z.literal(1),
}
const said = z.discriminatedUnion('msgtype', [
  z.strictObject({ msgtype: z.literal('text'), text: z.strictObject({ content: z.string() }) }),
  z.strictObject({
    msgtype: z.literal('markdown'),
    markdown: z.strictObject({ title: z.string(), text: z.string() }),
  }),
])

/** What DingTalk takes, and nothing besides (platform document, sections 3 to 7). */
export const BODIES: Record<string, z.ZodType> = {
  'POST oauth2/accessToken': z.strictObject({
    appKey: z.literal('ding-app'),
    appSecret: z.literal('s3cr3t-of-the-app'),
  }),
  'POST robot/oToMessages/batchSend': z.strictObject({
    ...robotMessage,
    userIds: z.array(z.string()).min(1).max(20),
  }),
  'POST robot/groupMessages/send': z.strictObject({
    ...robotMessage,
    openConversationId: z.string(),
  }),
  'POST robot/messageFiles/download': z.strictObject({
    downloadCode: z.string(),
    robotCode: z.literal('robot-1'),
  }),
  'POST card/instances/createAndDeliver': z.union([
    z.strictObject({
      ...instance,
      openSpaceId: z.string().regex(/^dtv1\.card\/\/IM_ROBOT\.[^;]+$/),
      imRobotOpenSpaceModel: space,
      imRobotOpenDeliverModel: z.strictObject({
        spaceType: z.literal('IM_ROBOT'),
        robotCode: z.literal('robot-1'),
      }),
    }),
    z.strictObject({
      ...instance,
      openSpaceId: z.string().regex(/^dtv1\.card\/\/IM_GROUP\.[^;]+$/),
      imGroupOpenSpaceModel: space,
      imGroupOpenDeliverModel: z.strictObject({ robotCode: z.literal('robot-1') }),
    }),
  ]),
  'POST card/instances': z.strictObject({ ...instance, imRobotOpenSpaceModel: space }),
  'PUT card/instances': z.strictObject({
    outTrackId: z.string(),
    cardData,
    cardUpdateOptions: z.strictObject({
      updateCardDataByKey: z.literal(true),
      updatePrivateDataByKey: z.literal(true),
    }),
    userIdType: z.literal(1),
  }),
  'POST card/callbacks/register': z.strictObject({
    callbackRouteKey: z.string(),
    callbackUrl: z.string(),
    apiSecret: z.string(),
    forceUpdate: z.boolean(),
  }),
  'POST robot/sendBySession': said,
  'POST robot/send': z.intersection(said, z.looseObject({ msgUuid: z.string().min(1) })),
}

/** Every value of a `msgParam` is text. */
function allText(json: string): boolean {
  return z.record(z.string(), z.string()).safeParse(JSON.parse(json)).success
}

/** What is wrong with a call as such, whatever it is answered. */
export function faultIn(heard: Heard): string | undefined {
  const { name, method, headers, body } = heard
  if (headers['content-length'] !== String(body.length)) return 'no length'
  if (name === 'media/upload') return uploadFault(heard)
  if (!/^application\/json/.test(headers['content-type'] ?? '')) return 'not JSON'
  const wanted = BODIES[`${method} ${name}`]
  if (!wanted) return 'no such call'
  return wanted.safeParse(JSON.parse(body.toString())).success ? undefined : 'body'
}

function uploadFault({ method, headers, query, body }: Heard): string | undefined {
  if (method !== 'POST' || !['image', 'file'].includes(query.get('type') ?? '')) return 'upload'
  if (!/^multipart\/form-data; boundary=/.test(headers['content-type'] ?? '')) return 'not a form'
  return body.includes('name="media"; filename="') ? undefined : 'no file'
}
