import { OutletLevel } from '../../schema/points.ts'
import type { Placement, UsedAs } from '../../schema/points.ts'
import { numberIn, plain } from '../text.ts'

/** Every way in which people write the levels, kinds and places of a use. */

const levelWords: Record<OutletLevel, readonly string[]> = {
  subdistrict: ['街道', '乡镇', '镇', '镇街', '街镇'],
  district: ['区县', '区', '县', '县区'],
  city: ['市', '地市', '地级市', '全市'],
  province: ['省', '全省', '省直'],
  national: ['国家', '中央', '央', '全国', '国'],
}

const usedAsWords: Record<UsedAs, readonly string[]> = {
  brief: ['动态', '动态信息', '消息', '简讯'],
  photo: ['图片', '图片新闻', '图片稿'],
  clip: ['短视频', '视频'],
  feature: ['通讯', '通讯稿'],
  research: ['调研', '调研报告', '调研文章'],
}

const placementWords: Record<Placement, readonly string[]> = {
  frontPage: ['头版', '头版头条'],
  digest: ['综合', '综合稿', '综合采用'],
}

type Table<Value extends string> = Readonly<Record<Value, readonly string[]>>

function meant<Value extends string>(table: Table<Value>, word: string): Value | undefined {
  for (const value in table) if (table[value].includes(word)) return value
  return undefined
}

/** `省`, `省级`, `省级媒体`. */
export const levelMeant = (word: string): OutletLevel | undefined =>
  meant(levelWords, plain(word).replace(/媒体$/u, '').replace(/级$/u, '')) ??
  meant(levelWords, plain(word))

/** As an answer to the question for it: also its place in the list. */
export function levelPicked(word: string): OutletLevel | undefined {
  const number = numberIn(word)
  return number === undefined ? levelMeant(word) : OutletLevel.options[number - 1]
}

const misspelt: readonly (readonly [wrong: string, right: string])[] = [
  ['通迅', '通讯'],
  ['头板', '头版'],
  ['综和', '综合'],
]

export const spelt = (word: string): string =>
  misspelt.reduce((text, [wrong, right]) => text.replaceAll(wrong, right), word)

export const usedAsMeant = (word: string): UsedAs | undefined =>
  meant(usedAsWords, spelt(plain(word)))

export const placementMeant = (word: string): Placement | undefined =>
  meant(placementWords, spelt(plain(word)))
