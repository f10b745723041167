import { Month } from '../../schema/ids.ts'
import type { SubmissionNumber, UnitCode } from '../../schema/ids.ts'
import type { ObjectionRecord, Read, Turn } from '../contract.ts'
import { SPAN } from '../grammar.ts'
import { monthOf, readPeriod } from '../periods.ts'
import { notFound } from '../review/find.ts'
import { dayOf } from '../time.ts'
import { howToObject } from './objection-words.ts'

export interface Said {
  about: ObjectionRecord['about']
  reason: string
}

/** What somebody of that unit objects to, and why; else what to answer. */
export async function aboutMeant(
  read: Read,
  args: string,
  unit: UnitCode,
  turn: Turn,
): Promise<Said | { answer: string }> {
  return monthSaid(args, turn) ?? (await itemSaid(read, args, unit)) ?? { answer: howToObject }
}

const period = new RegExp(`^(${SPAN})(.*)$`, 'su')

/** `10月 理由`, `2026-10 理由`; `undefined` where no period is named. */
function monthSaid(args: string, { now }: Turn): Said | { answer: string } | undefined {
  const [, said, rest = ''] = period.exec(args) ?? []
  if (said === undefined) return undefined
  const month = Month.safeParse(readPeriod(said, dayOf(now)))
  if (!month.success) return { answer: '请写明是哪个月，例如：异议 10月 有一篇用稿没有算' }
  if (month.data > monthOf(now)) return { answer: `${said}还没有到，请再看一下月份。` }
  return { about: month.data, reason: reasonIn(rest) }
}

const item = /^(\d{4}-\d{4,6}|\d{1,10})(?!\d)(.*)$/su

/** `2026-0001 理由`, `1 理由`; whoever is not concerned is not told that there is such an item. */
async function itemSaid(
  read: Read,
  args: string,
  unit: UnitCode,
): Promise<Said | { answer: string } | undefined> {
  const [, typed, rest = ''] = item.exec(args) ?? []
  if (typed === undefined) return undefined
  const numbers: SubmissionNumber[] = []
  for (const number of await read.numbersMeant(typed))
    if (await concerns(read, number, unit)) numbers.push(number)
  const [only, ...others] = numbers
  if (!only) return { answer: notFound(typed) }
  if (others.length === 0) return { about: only, reason: reasonIn(rest) }
  const listed = numbers.slice(0, 5).join('、')
  return { answer: `“${typed}”可能是 ${listed}，请写完整编号，例如：异议 ${only} 理由` }
}

/** It has the writer's unit, shares the item, or has gained or lost by it: also before it was taken out. */
async function concerns(read: Read, number: SubmissionNumber, unit: UnitCode): Promise<boolean> {
  const found = await read.submission(number)
  if (!found) return false
  if (found.unit.code === unit || (await read.partners(number)).includes(unit)) return true
  return (await read.entriesAbout(number)).some((entry) => entry.unit === unit)
}

/** `，没有算全` is `没有算全`. */
const reasonIn = (rest: string): string => rest.replace(/^[\s,，:：;；、.。]+/u, '')
