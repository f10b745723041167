import type { Command, CommandId } from './contract.ts'
import { plain } from './text.ts'

/** An item's number as it may be typed (contract, section 5): `2026-0001`, `20260001`, `1`. */
const NUMBER = String.raw`(?:\d{4}-\d{4,6}|\d{8,10}|\d{1,6})`
const PART = '(?:类别|审稿类别|分类|内容分类|标题|日期|时间|事件日期|正文|内容|照片|图片)'

const none = /^$/u
const oneNumber = new RegExp(`^(?: ?${NUMBER})?$`, 'u')
/** Behind a whole number any words are the reason; a short one leaves room for doubt. */
const WHOLE_NUMBER = String.raw`(?:\d{4}-\d{4,6}(?!\d)[ ,:;、]*|\d{8,10}[ ,:;、]+)`
const numberAndReason = new RegExp(
  String.raw`^(?: ?${NUMBER}| ?${WHOLE_NUMBER}\S.*| ?\d{1,6}[ ,:]+[^。]{1,30})?$`,
  'u',
)
const numberAndName = new RegExp(
  String.raw`^(?: ?${NUMBER}| ?(?:${WHOLE_NUMBER}|\d{1,6}[ ,:]+)给? ?[\p{L}·]{2,20})?$`,
  'u',
)
const anything = /^(?: [^。]{1,60})?$/u

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
  { id: 'help', words: ['帮助', 'help', '?', '使用说明'], args: none },
]

const PERIOD = String.raw`(?:\d{4}|\d{4}-\d{1,2}|(?:\d{4}年)?\d{1,2}月|第?[一二三四1-4]季度|本月|上月|今年|去年)`
const laterWords: readonly (readonly [id: string, word: string, args: RegExp])[] = [
  ['ranking', '排行', new RegExp(`^(?: ?${PERIOD})?$`, 'u')],
  ['points', '积分', /^(?: ?明细)?$/u],
  ['adopt', '用稿', new RegExp(`^(?: ?${NUMBER}(?: .{1,200})?)?$`, 'u')],
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

/**
 * A whole message that is a command, or `null`. One line, the word first, and behind it nothing
 * but what its grammar allows: `通过开展志愿服务……` is the beginning of a body.
 */
export function parse(text: string): Command | null {
  const trimmed = text.trim()
  if (trimmed.length > LONGEST || (/[\n\r]/u.test(trimmed) && !beginsAReturn(trimmed))) return null
  const typed = trimmed === '?' || trimmed === '？' ? '?' : plainLine(trimmed)
  // Some keyboards put a blank between the characters of a word.
  const closed = typed.replaceAll(' ', '')
  const said = table.some(({ words }) => words.includes(closed)) ? closed : typed
  for (const { id, words, args } of table) {
    for (const word of words) {
      if (!said.startsWith(word)) continue
      const rest = said.slice(word.length)
      if (args.test(rest)) return { id, word, args: asGiven(id, trimmed) ?? rest.trim() }
    }
  }
  return null
}

/** As on a phone: `2026—0001` is a number, whichever dash the keyboard has. */
const plainLine = (text: string): string =>
  plain(text)
    .toLowerCase()
    .replace(/(?<=\d{4}) ?[—–−―ー]+ ?(?=\d{4})/gu, '-')

/** A reason may have several lines, as long as it is beyond doubt which item it is for. */
const beginsAReturn = (text: string): boolean => /^退回 ?\d{4}-\d{4,6}(?!\d)/u.test(plainLine(text))

/** A reason goes to the writer in the reviewer's own letters and punctuation. */
function asGiven(id: CommandId, typed: string): string | undefined {
  const [, number, reason] =
    /^退\s*回\s*([\d０-９－—–−―ー-]+)(?![\d０-９])[\s,，:：;；、]*(.+)$/su.exec(typed) ?? []
  return id === 'return' && number && reason ? `${plainLine(number)} ${reason}` : undefined
}

/** A menu entry by its key, which is the command's identifier (contract, section 5). */
export function menuCommand(key: string): Command | null {
  const entry = entries.find(({ id }) => id === key)
  if (entry) return { id: entry.id, word: entry.words[0] ?? '', args: '' }
  const [, word] = laterWords.find(([id]) => id === key) ?? []
  return word === undefined ? null : { id: 'later', word, args: '' }
}
