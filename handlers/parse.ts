import type { Command, CommandId } from './contract.ts'
import {
  anything,
  markAndReason,
  markLine,
  none,
  NUMBER,
  numberAndLink,
  numberAndMore,
  numberAndName,
  numberAndReason,
  numberAndUnits,
  objection,
  oneNumber,
  periodAnd,
  periodLikeAnd,
  pointsAsked,
} from './grammar.ts'
import { plain } from './text.ts'

const PART = '(?:类别|审稿类别|分类|内容分类|标题|日期|时间|事件日期|正文|内容|照片|图片)'

interface Entry {
  id: CommandId
  words: readonly string[]
  /** What may follow the word, the blank before it included. */
  args: RegExp
}

const entries: readonly Entry[] = [
  { id: 'submit', words: ['投稿', '我要投稿', '写稿', '另写一份'], args: none },
  { id: 'edit', words: ['修改', '改'], args: new RegExp(`^(?: ?${PART}| ?${NUMBER})?$`, 'u') },
  { id: 'continue', words: ['继续', '接着写'], args: oneNumber },
  { id: 'back', words: ['返回', '上一步'], args: none },
  { id: 'cancel', words: ['取消', '退出'], args: none },
  { id: 'done', words: ['完成', '写完了', '发完了'], args: none },
  { id: 'skip', words: ['跳过', '没有照片', '无照片'], args: none },
  { id: 'discard', words: ['删除草稿', '删草稿'], args: oneNumber },
  { id: 'mine', words: ['我的稿件', '我的'], args: none },
  { id: 'pending', words: ['待审', '待审稿件', '待我审'], args: none },
  { id: 'approve', words: ['通过'], args: oneNumber },
  { id: 'return', words: ['退回'], args: numberAndReason },
  { id: 'reassign', words: ['转交'], args: numberAndName },
  { id: 'withdraw', words: ['撤回'], args: oneNumber },
  { id: 'takeBack', words: ['收回'], args: oneNumber },
  { id: 'nudge', words: ['催办'], args: oneNumber },
  { id: 'history', words: ['过程'], args: oneNumber },
  { id: 'fullText', words: ['全文', '看全文'], args: oneNumber },
  { id: 'abandon', words: ['放弃'], args: oneNumber },
  { id: 'delegate', words: ['代审'], args: anything },
  { id: 'allowance', words: ['额度', '用量'], args: none },
  { id: 'ranking', words: ['排行'], args: periodLikeAnd('表格', 'excel') },
  { id: 'points', words: ['积分'], args: pointsAsked },
  { id: 'use', words: ['采用'], args: oneNumber },
  { id: 'adopt', words: ['用稿'], args: numberAndLink },
  { id: 'reverseAdoption', words: ['撤销用稿', '撤销采用'], args: numberAndMore },
  { id: 'hold', words: ['待用'], args: oneNumber },
  { id: 'sendBack', words: ['退改'], args: numberAndReason },
  { id: 'decline', words: ['不采用'], args: oneNumber },
  { id: 'joinUnits', words: ['联合报送', '联合'], args: numberAndUnits },
  { id: 'mark', words: ['记分'], args: markLine },
  { id: 'reverseMark', words: ['撤销记分'], args: markAndReason },
  { id: 'object', words: ['异议'], args: objection },
  { id: 'bulletin', words: ['通报'], args: periodAnd('送审', '确认', '先不发', '文件') },
  { id: 'assessment', words: ['考核', '年度考核'], args: periodLikeAnd() },
  { id: 'help', words: ['帮助', 'help', '?', '使用说明'], args: none },
]

const laterWords: readonly (readonly [id: string, word: string, args: RegExp])[] = [
  ['export', '导出', oneNumber],
  ['search', '搜索', /^(?: .{1,30})?$/u],
  ['urgent', '速报', none],
  ['followUp', '续报', numberAndReason],
  ['finalReport', '终报', numberAndReason],
  ['commission', '约稿', none],
  ['plan', '方案', none],
  ['meeting', '例会', none],
  ['training', '培训', none],
  ['checkIn', '签到', none],
  ['ambassador', '代言', none],
  ['opinionCase', '舆情', none],
  ['webForm', '网页投稿', none],
]

const table: readonly Entry[] = [
  ...entries,
  ...laterWords.map(([, word, args]): Entry => ({ id: 'later', words: [word], args })),
]

/** Longer than any command with all its arguments; what is longer is content. */
const LONGEST = 300
/** The address of an article may be as long again. */
const LONGEST_WITH_LINK = 700

/**
 * A whole message that is a command, or `null`. The word first, and behind it nothing but what its
 * grammar allows: `通过开展志愿服务……` is the beginning of a body. Most are one short line.
 */
export function parse(text: string): Command | null {
  const trimmed = text.trim()
  const command = commandIn(trimmed)
  return command && fits(command, trimmed) ? command : null
}

function commandIn(trimmed: string): Command | null {
  const typed = trimmed === '?' || trimmed === '？' ? '?' : plainLine(trimmed)
  // Some keyboards put a blank between the characters of a word.
  const closed = typed.replaceAll(' ', '')
  const said = table.some(({ words }) => words.includes(closed)) ? closed : typed
  for (const { id, words, args } of table) {
    for (const word of words) {
      if (!said.startsWith(word)) continue
      const rest = said.slice(word.length)
      if (!args.test(rest)) continue
      return { id, word, args: asGiven(id, word, trimmed) ?? rest.replace(/^[ ,:;、]+/u, '') }
    }
  }
  return null
}

/** Reasons may have several lines and be too long, which their handler says. */
function fits({ id, args }: Command, typed: string): boolean {
  // A link is often pasted onto a line of its own.
  if (id === 'adopt') return typed.length <= LONGEST_WITH_LINK
  return runsOn(id, args) || (typed.length <= LONGEST && !/[\n\r]/u.test(typed))
}

/** Whether it is beyond doubt what the words are about, however many they are. */
function runsOn(id: CommandId, args: string): boolean {
  if (id === 'return' || id === 'sendBack') return /^(?:\d{4}-\d{4,6}|\d{8,10})(?!\d)/u.test(args)
  return OWN_LINE.has(id)
}

/** As on a phone: `2026—0001` is a number, whichever dash the keyboard has. */
const plainLine = (text: string): string =>
  plain(text)
    .toLowerCase()
    .replace(/(?<=\d{4}) ?[—–−―ー]+ ?(?=\d{4})/gu, '-')

/** What follows the number in the person's own letters and punctuation: a reason, an outlet, a link. */
const OWN_WORDS: ReadonlySet<CommandId> = new Set([
  'return',
  'sendBack',
  'adopt',
  'reverseAdoption',
])
/** Likewise, where it need not be a number that comes first. */
const OWN_LINE: ReadonlySet<CommandId> = new Set(['mark', 'reverseMark', 'object'])

function asGiven(id: CommandId, word: string, typed: string): string | undefined {
  const spaced = [...word].join(String.raw`\s*`)
  if (OWN_LINE.has(id)) {
    const [, line] = new RegExp(String.raw`^${spaced}[\s,，:：;；、]*(.+)$`, 'su').exec(typed) ?? []
    return line?.replace(/^第?[\d０-９－—–−―ー-]+/u, plainLine)
  }
  if (!OWN_WORDS.has(id)) return undefined
  const [, number, rest] =
    new RegExp(
      String.raw`^${spaced}\s*([\d０-９－—–−―ー-]+)(?![\d０-９－—–−―ー-])[\s,，:：;；、]*(.+)$`,
      'su',
    ).exec(typed) ?? []
  return number && rest ? `${plainLine(number)} ${rest}` : undefined
}

/** A menu entry by its key, which is the command's identifier (contract, section 5). */
export function menuCommand(key: string): Command | null {
  const entry = entries.find(({ id }) => id === key)
  if (entry) return { id: entry.id, word: entry.words[0] ?? '', args: '' }
  const [, word] = laterWords.find(([id]) => id === key) ?? []
  return word === undefined ? null : { id: 'later', word, args: '' }
}
