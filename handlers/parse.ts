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
/** `本月`, `2026-10`, `10月`, `第三季度`, `2026Q3`, `2026年`: read by `handlers/periods.ts`. */
const PERIOD = String.raw`(?:\d{4}年?|\d{4}-\d{1,2}|(?:(?:\d{4}|今|去)年)?\d{1,2}月|(?:(?:\d{4}|今|去)年)?第?[一二三四1-4]季度|\d{4}-?q[1-4]|本月|上月|上个月|本季度|上季度|今年|去年)`
/** Behind a whole number anything goes: an outlet, a link, a reason. */
const numberAndMore = new RegExp(`^(?: ?${NUMBER}(?: .{1,240})?)?$`, 'u')
const numberAndLink = new RegExp(`^(?: ?${NUMBER}(?: .{1,680})?)?$`, 'u')
/** Behind 记分: a unit, an item, or one of those before (`第3号`), and any words. */
const markLine = new RegExp(
  String.raw`^(?: .{1,240}| ?(?:${NUMBER}|第\d{1,4}号?)(?: .{1,240})?)?$`,
  'u',
)

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
  {
    id: 'ranking',
    words: ['排行'],
    args: new RegExp(`^(?: ?${PERIOD})?(?: ?(?:表格|excel))?$`, 'u'),
  },
  { id: 'points', words: ['积分'], args: new RegExp(`^(?: ?明细)?(?: ?${PERIOD})?$`, 'u') },
  { id: 'use', words: ['采用'], args: oneNumber },
  { id: 'adopt', words: ['用稿'], args: numberAndLink },
  { id: 'reverseAdoption', words: ['撤销用稿', '撤销采用'], args: numberAndMore },
  { id: 'hold', words: ['待用'], args: oneNumber },
  { id: 'sendBack', words: ['退改'], args: numberAndReason },
  { id: 'decline', words: ['不采用'], args: oneNumber },
  { id: 'joinUnits', words: ['联合报送', '联合'], args: numberAndMore },
  { id: 'mark', words: ['记分'], args: markLine },
  { id: 'reverseMark', words: ['撤销记分'], args: markLine },
  {
    id: 'object',
    words: ['异议'],
    args: new RegExp(`^(?: .{1,240}| ?${NUMBER}(?: .{1,240})?)?$`, 'u'),
  },
  {
    id: 'bulletin',
    words: ['通报'],
    args: new RegExp(`^(?: ?${PERIOD})?(?: ?(?:送审|确认|先不发|文件))?$`, 'u'),
  },
  { id: 'assessment', words: ['考核', '年度考核'], args: new RegExp(`^(?: ?${PERIOD})?$`, 'u') },
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
 * A whole message that is a command, or `null`. One line, the word first, and behind it nothing
 * but what its grammar allows: `通过开展志愿服务……` is the beginning of a body.
 */
export function parse(text: string): Command | null {
  const trimmed = text.trim()
  const adoption = beginsAnAdoption(trimmed)
  if (trimmed.length > (adoption ? LONGEST_WITH_LINK : LONGEST)) return null
  if (/[\n\r]/u.test(trimmed) && !adoption && !beginsAReturn(trimmed)) return null
  const typed = trimmed === '?' || trimmed === '？' ? '?' : plainLine(trimmed)
  // Some keyboards put a blank between the characters of a word.
  const closed = typed.replaceAll(' ', '')
  const said = table.some(({ words }) => words.includes(closed)) ? closed : typed
  for (const { id, words, args } of table) {
    for (const word of words) {
      if (!said.startsWith(word)) continue
      const rest = said.slice(word.length)
      if (args.test(rest)) return { id, word, args: asGiven(id, word, trimmed) ?? rest.trim() }
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
const beginsAReturn = (text: string): boolean =>
  /^退[回改] ?\d{4}-\d{4,6}(?!\d)/u.test(plainLine(text))

/** A link is often pasted onto a line of its own. */
const beginsAnAdoption = (text: string): boolean =>
  /^用稿 ?(?:\d{4}-\d{4,6}|\d{1,10}) /u.test(plainLine(text))

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
    const [, line] = new RegExp(String.raw`^${spaced}\s*(.+)$`, 'su').exec(typed) ?? []
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
