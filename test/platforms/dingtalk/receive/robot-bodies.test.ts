import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Content } from '../../../../schema/update.ts'
import { receiver, robotRequest, SETTINGS } from './support.ts'
import { golden } from './vectors.ts'

const Attachment = z.object({
  kind: z.string(),
  downloadCode: z.string(),
  fileName: z.string().optional(),
})
const bodies = golden(
  'robot_body',
  z.object({ body: z.looseObject({ msgId: z.string(), senderId: z.string() }) }),
  z.object({
    chat: z.enum(['single', 'group']),
    senderStaffId: z.string().nullable().optional(),
    text: z.string().optional(),
    textRuns: z.array(z.string()).optional(),
    attachments: z.array(Attachment),
    unsupported: z.boolean().optional(),
    quotaExceeded: z.boolean().optional(),
    createAt: z.number().optional(),
  }),
)

type Expected = (typeof bodies)[number][1]['expected']

/** Of what the vectors say, that which a receiver of ours tells apart. */
function heard(contents: Content[]) {
  const texts = contents.flatMap((one) => (one.type === 'text' ? [one.text] : []))
  const media: { kind: string; downloadCode: string | undefined; fileName?: string | undefined }[] =
    []
  for (const one of contents) {
    if (one.type === 'photo') media.push({ kind: 'picture', downloadCode: one.media })
    if (one.type === 'file')
      media.push({ kind: 'file', downloadCode: one.media, fileName: one.name })
  }
  return { texts, media }
}

function wanted({ text, textRuns, attachments }: Expected) {
  // Of what was said aloud nothing is taken over: a person has to write it.
  const isHeard = attachments.some(({ kind }) => kind === 'audio')
  const runs = textRuns ?? (text === undefined || isHeard ? [] : [text])
  const texts = runs.map((run) => run.trim()).filter((run) => run !== '')
  return { texts, media: attachments.filter(({ kind }) => ['picture', 'file'].includes(kind)) }
}

test('there are vectors to hold on to', () => {
  expect(bodies).toHaveLength(14)
})

describe('a message by HTTP', () => {
  test.each(bodies)('%s', async (_name, { inputs: { body }, expected }) => {
    const { server, inbox } = receiver()
    const answer = await server.inject(robotRequest(body))
    expect([answer.statusCode, answer.body]).toEqual([200, '{}'])
    expect(inbox.keys[0]).toBe(body.msgId)
    expect(inbox.kept.map(({ pushes }) => pushes ?? 0)).toEqual(
      inbox.kept.map((_one, place) => (place === 0 ? 1 : 0)),
    )

    const [first] = inbox.updates
    expect(first?.account).toBe(
      expected.senderStaffId ?? (expected.quotaExceeded ? 'staff0001' : body.senderId),
    )
    expect(first?.sentAt).toBe(expected.createAt ?? 1_760_000_000_000)
    const staff = { kind: 'person', id: 'staff0001' }
    const group = { kind: 'group', id: 'group:cidT3stGroup01==' }
    expect(first?.chat).toMatchObject(expected.chat === 'group' ? group : staff)

    expect(heard(inbox.contents)).toEqual(wanted(expected))
    const types = inbox.contents.map(({ type }) => type)
    expect(types.includes('unsupported')).toBe(
      expected.unsupported === true || ['audio', 'video'].includes(String(body['msgtype'])),
    )
    expect(
      inbox.contents.some((one) => one.type === 'noticed' && one.what === 'allowance-exhausted'),
    ).toBe(expected.quotaExceeded === true)
  })
})

test('the vectors are for the robot and the corp that are set', () => {
  const codes = bodies.map(([, { inputs }]) => inputs.body['robotCode'])
  expect(new Set(codes)).toEqual(new Set([SETTINGS.robotCode]))
})
