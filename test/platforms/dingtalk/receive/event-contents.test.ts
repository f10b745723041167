import { describe, expect, test } from 'vitest'
import { eventRequest } from './sealed.ts'
import { NOW, receiver, SETTINGS } from './support.ts'

const joined = {
  EventType: 'user_add_org',
  EventTime: NOW - 5,
  CorpId: SETTINGS.corpId,
  eventId: 'e1',
}

describe('what is kept of an event', () => {
  const left = { ...joined, EventType: 'user_leave_org' }
  const noticed = (what: string) => ({ type: 'noticed', what })

  test.each<[string, unknown, [string, object][]]>([
    ['somebody joined', { ...joined, userId: ['s2'] }, [['s2', noticed('user_add_org')]]],
    ['two joined', { ...joined, UserId: ['s2', 's3'] }, [['sys', noticed('user_add_org')]]],
    ['one left', { ...left, userId: 's2' }, [['s2', { type: 'left' }]]],
    [
      'two left',
      { ...left, UserId: ['s2', 's3'] },
      [
        ['s2', { type: 'left' }],
        ['s3', { type: 'left' }],
      ],
    ],
    ['nobody left', { ...left, userId: [] }, [['sys', noticed('user_leave_org')]]],
    ['an id that is a number', { ...left, USERID: [42, null] }, [['42', { type: 'left' }]]],
    ['a group changed', { eventType: 'chat_disband' }, [['sys', noticed('chat_disband')]]],
    ['an object without a type', {}, [['sys', noticed('unknown')]]],
    ['no JSON', 'success', [['sys', noticed('unreadable')]]],
  ])('%s', async (_what, event, expected) => {
    const { server, inbox } = receiver()
    expect((await server.inject(eventRequest(event))).statusCode).toBe(200)
    expect(inbox.updates.map(({ account, content }) => [account, content])).toEqual(expected)
    expect(inbox.updates.map(({ chat }) => chat.id)).toEqual(expected.map(([account]) => account))
    expect(inbox.kept.every(({ pushes }) => pushes === undefined)).toBe(true)
  })

  test.each<[string, object, number]>([
    ['the time of the event', { EventTime: NOW - 5 }, NOW - 5],
    ['its time stamp, which is a string', { timeStamp: String(NOW - 6) }, NOW - 6],
    ['the same in the third shape', { TimeStamp: NOW - 7 }, NOW - 7],
    ['now, if it has none', {}, NOW],
  ])('happened at %s', async (_when, times, at) => {
    const { server, inbox } = receiver()
    await server.inject(eventRequest({ EventType: 'org_update', ...times }))
    expect(inbox.updates[0]?.sentAt).toBe(at)
  })

  test('it is known again by its id, or else by its words', async () => {
    const { server, inbox } = receiver()
    const third = { EventType: 'user_leave_org', TimeStamp: String(NOW), UserId: ['s2', 's3'] }
    for (const event of [joined, joined, third, third]) await server.inject(eventRequest(event))
    expect(inbox.kept).toHaveLength(3)
    expect(inbox.keys[2]).toBe(`${inbox.keys[1]}#1`)
  })
})
