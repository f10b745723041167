import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { sample } from '../handlers/review/cast.ts'
import { everywhere, headline, openOffice } from '../handlers/ranking/room.ts'
import type { OfficeRoom } from '../handlers/ranking/room.ts'
import { folder, run, start } from './run.ts'
import { eventually } from '../support/eventually.ts'

interface Bench {
  dir: string
  office: OfficeRoom
}

async function bench(organisation: unknown = sample()): Promise<Bench> {
  const dir = folder()
  const database = join(dir, 'baosong.db')
  return { dir, office: await openOffice({ database, organisation }) }
}

/** November frozen, its broadcast still to come. */
async function november(organisation?: unknown): Promise<Bench> {
  const made = await bench(organisation)
  const { office } = made
  await office.filed({}, { level: 'city', usedAs: 'feature', day: '2026-11-20' })
  await office.filed({ unit: 'D02', author: 'luoyining', late: true })
  await office.until('2026-12-03T18:00')
  return made
}

/** A command goes by the clock on the wall, or by how far the sandbox is ahead of it. */
function setClock(dir: string, now: number) {
  const aheadMs = now - Date.now() - 60_000
  writeFileSync(join(dir, 'clock.json'), JSON.stringify({ aheadMs }))
}

/** The command, at the time that it is in the room. */
function ranking({ dir, office }: Bench, ...words: string[]) {
  setClock(dir, office.room.clock.now())
  return run(dir, 'ranking', ...words)
}

const idle = (unit: string) => ({
  place: null,
  unit,
  submitted: 0,
  filed: 0,
  adopted: 0,
  points: 0,
})

describe('npm run ranking', () => {
  test('prints what the groups get', async () => {
    const made = await november()
    const { code, out, error } = await ranking(made, '--month', '2026-11')
    expect([code, error]).toEqual([0, ''])
    expect(out.split('\n').slice(0, 8)).toEqual([
      headline('2026年11月'),
      '统计截至 12月3日 18:00',
      '',
      '【部门组】',
      '1. 经济发展办公室 −1分（报1 用0）',
      '',
      '【村社区组】',
      '1. 溪畔社区 16分（报1 用1）',
    ])
    expect(await ranking(made, '--month=2026-11')).toEqual({ code, out, error })
  })

  test('with npm run -s and --json, stdout is exactly one document', async () => {
    const { dir } = await november()
    const words = ['run', '-s', 'ranking', '--', '--month', '2026-11', '--json']
    const { code, out, error } = await start(dir, 'npm', words)
    expect([code, error]).toEqual([0, ''])
    const active = { submitted: 1, filed: 1 }
    expect(JSON.parse(out)).toEqual({
      month: '2026-11',
      groups: [
        {
          name: '部门组',
          rows: [
            { place: 1, unit: '经济发展办公室', ...active, adopted: 0, points: -1 },
            ...['党政综合办公室', '社会事务办公室', '城市管理办公室', '平安建设办公室'].map(idle),
            idle('综合文化站'),
          ],
        },
        {
          name: '村社区组',
          rows: [
            { place: 1, unit: '溪畔社区', ...active, adopted: 1, points: 16 },
            ...['松风社区', '北桥社区', '长亭社区', '青石村', '柳塘村'].map(idle),
          ],
        },
      ],
    })
  })

  test('a month that goes on is refused, and shown as it is with --force', async () => {
    const made = await bench()
    await made.office.filed()
    await made.office.until('2026-11-20T10:05')
    expect(await ranking(made, '--month', '2026-11')).toEqual({
      code: 1,
      out: '',
      error:
        '2026-11 is not frozen yet, that is due at 2026-12-03T18:00:00+08:00; --force shows what is recorded by now\n',
    })
    const forced = await ranking(made, '--month', '2026-11', '--force')
    expect([forced.code, forced.error]).toEqual([0, ''])
    expect(forced.out).toContain('（未定稿）')
    expect(forced.out).toContain('1. 溪畔社区 1分（报1 用0）')
    const json = await ranking(made, '--month', '2026-11', '--force', '--json')
    expect(json.out).toContain('"points":1}')
  })

  test('a month whose freeze the bot has missed is left to the bot', async () => {
    const made = await bench()
    await made.office.close()
    setClock(made.dir, Date.parse('2026-12-04T10:00:00+08:00'))
    const due =
      'due since 2026-12-03T18:00:00+08:00 but not frozen yet, the bot does it when it runs'
    expect(await run(made.dir, 'ranking', '--month', '2026-11')).toEqual({
      code: 1,
      out: '',
      error: `2026-11 is ${due}; --force shows what is recorded by now\n`,
    })
  })

  test('a month to come, and one before the bot, say so', async () => {
    const made = await november()
    expect(await ranking(made, '--month', '2027-01', '--force')).toEqual({
      code: 1,
      out: '',
      error: '2027-01 has not begun\n',
    })
    expect((await ranking(made, '--month', '2026-10')).error).toMatch(
      /^2026-10 was before the bot and is not frozen; --force/,
    )
  })

  test('wrong words are wrong usage, and without an organisation there is nothing to rank', async () => {
    const dir = folder()
    for (const words of [
      [],
      ['2026-10'],
      ['--month', '2026-13'],
      ['--month', '--json'],
      ['--month', '2026-10', 'now'],
    ]) {
      const { code, out, error } = await run(dir, 'ranking', ...words)
      expect([words, code, out]).toEqual([words, 2, ''])
      expect(error).toMatch(/usage: npm run ranking -- --month 2026-10 \[--json\].*\n$/)
    }
    expect(await run(dir, 'ranking', '--month', '2026-11')).toEqual({
      code: 1,
      out: '',
      error: 'no organisation was imported yet\n',
    })
  })
})

describe('npm run ranking -- --broadcast', () => {
  test('queues it once, the running bot sends it, and not again on the day', async () => {
    const made = await november()
    const { office } = made
    const first = await ranking(made, '--month', '2026-11', '--broadcast')
    expect([first.code, first.error]).toEqual([0, ''])
    expect(first.out).toContain(headline('2026年11月'))
    expect(first.out).toMatch(/\nqueued 8 sends, the running bot sends them, or the next start\n$/)
    const sent = everywhere(headline('2026年11月'), 'image')
    await eventually(() => {
      expect(office.channels()).toEqual(sent)
    })
    const second = await ranking(made, '--month', '2026-11', '--broadcast')
    expect(second.code).toBe(0)
    expect(second.out).toMatch(/\nnothing to send: 2026-11 was queued for every channel before\n$/)
    await office.until('2026-12-06T10:00')
    expect(office.channels()).toEqual(sent)
  })

  test('after the bot has sent it there is nothing to send', async () => {
    const made = await november()
    const { office } = made
    await office.until('2026-12-05T09:05')
    const { code, out, error } = await ranking(made, '--month=2026-11', '--broadcast', '--json')
    expect([code, error]).toEqual([
      0,
      'nothing to send: 2026-11 was queued for every channel before\n',
    ])
    expect(JSON.parse(out)).toMatchObject({ month: '2026-11' })
    expect(office.channels()).toEqual(everywhere(headline('2026年11月'), 'image'))
  })

  test('of several that ask at the same time one queues it', async () => {
    const made = await november()
    const { office } = made
    await office.close()
    const runs = await Promise.all(
      [1, 2, 3].map(() => ranking(made, '--month', '2026-11', '--broadcast')),
    )
    expect(runs.map(({ code }) => code)).toEqual([0, 0, 0])
    expect(runs.filter(({ out }) => out.includes('queued 8 sends'))).toHaveLength(1)
    expect(runs.filter(({ out }) => out.includes('nothing to send'))).toHaveLength(2)
    const database = join(made.dir, 'baosong.db')
    const next = await openOffice({ now: '2026-12-04T10:00:00+08:00', database })
    expect(next.channels()).toEqual(everywhere(headline('2026年11月'), 'image'))
    await next.until('2026-12-06T10:00')
    expect(next.channels()).toEqual(everywhere(headline('2026年11月'), 'image'))
  })

  test('what is not frozen is not sent either', async () => {
    const made = await bench()
    const { office } = made
    const { code, out } = await ranking(made, '--month', '2026-11', '--broadcast')
    expect([code, out]).toEqual([1, ''])
    expect(office.channels()).toEqual(everywhere())
  })

  test('without groups there is nothing to send', async () => {
    const made = await november({ ...sample(), groups: [] })
    const { code, out } = await ranking(made, '--month', '2026-11', '--broadcast')
    expect(code).toBe(0)
    expect(out).toMatch(/nothing to send: no group has a channel on a platform that is on\n$/)
  })
})
