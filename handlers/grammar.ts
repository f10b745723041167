/**
 * What may follow a command's word, the blank before it included (contract, section 5); applied to
 * a line that `plainLine` of `handlers/parse.ts` has made plain. A title or a body may begin with
 * the same word, so each of these leaves no room for one.
 */

/** An item's number as it may be typed: `2026-0001`, `20260001`, `1`. */
export const NUMBER = String.raw`(?:\d{4}-\d{4,6}|\d{8,10}|\d{1,6})`
const GAP = '[ ,:;、]'

export const none = /^$/u
export const oneNumber = new RegExp(`^(?: ?${NUMBER})?$`, 'u')
export const anything = /^(?: [^。]{1,60})?$/u

/** Behind a whole number any words are the reason; a short one leaves room for doubt. */
const WHOLE_NUMBER = String.raw`(?:\d{4}-\d{4,6}(?!\d)${GAP}*|\d{8,10}${GAP}+)`
export const numberAndReason = new RegExp(
  String.raw`^(?: ?${NUMBER}| ?${WHOLE_NUMBER}\S.*| ?\d{1,6}[ ,:]+[^。]{1,30})?$`,
  'u',
)
export const numberAndName = new RegExp(
  String.raw`^(?: ?${NUMBER}| ?(?:${WHOLE_NUMBER}|\d{1,6}[ ,:]+)给? ?[\p{L}·]{2,20})?$`,
  'u',
)

/** `本月`, `2026-10`, `10月`, `第三季度`, `2026Q3`, `2026年`: read by `handlers/periods.ts`. */
const PERIOD = String.raw`(?:\d{4}年?|\d{4}-\d{1,2}|(?:(?:\d{4}|今|去)年)?\d{1,2}月|(?:(?:\d{4}|今|去)年)?第?[一二三四1-4]季度|\d{4}-?q[1-4]|本月|上月|上个月|本季度|上季度|今年|去年)`
/** A period, and one of the words that may stand behind it. */
export const periodAnd = (...words: string[]): RegExp =>
  new RegExp(`^(?: ?${PERIOD})?${words.length === 0 ? '' : `(?: ?(?:${words.join('|')}))?`}$`, 'u')
/** `明细 2026-11 2`: behind 明细 also one of its pages. */
export const detailsOfPeriod = new RegExp(
  String.raw`^(?:(?: ?明细)?(?: ?${PERIOD})?| ?明细(?: ?${PERIOD})?(?: \d{1,2}| ?第 ?\d{1,2} ?页))$`,
  'u',
)

/** `联合 5 家企业`, `异议 12 件`: the number counts something. `人数不对` is a reason all the same. */
const COUNTED = [
  '家(?![庭长园])|个(?![别人])|名(?![称次单城都])|位(?!置)|次(?![数月])|所(?![得有报写记])',
  '场(?![次地所])|项(?!目)|户(?![数籍])|人(?![数民员和])|支(?!部)|批(?![示复准])|件(?!数)',
  '条(?![数款])|篇(?![数幅])|起(?!算)|份(?![数额])|处(?!理)|宗|号|月(?![份初底末亮])',
  '年(?:度|来|内|间|底|初|中|末|终|的)|[天日]内|日起|小时|工作日|部门|热线',
].join('|')
/** A short number that counts nothing. */
const SHORT_NUMBER = (gap: string) => String.raw`\d{1,6}${gap}(?!${GAP}*(?:${COUNTED}))`

/** Behind a number anything goes: an outlet, a link, a reason. */
const numberAndUpTo = (most: number): RegExp =>
  new RegExp(
    String.raw`^(?: ?${NUMBER}| ?(?:\d{4}-\d{4,6}|\d{8,10}) .{1,${most}}| ?${SHORT_NUMBER(' ')}.{1,${most}})?$`,
    'u',
  )
export const numberAndMore = numberAndUpTo(240)
export const numberAndLink = numberAndUpTo(680)

/** What units do in a title, and what none of them is called. */
const DOING =
  '(?:开展|举办|举行|召开|组织|推进|推动|启动|共同|携手|联手|打造|走访|慰问|助力|进行|签订|签约|共建|整治|执法)'
const NAME = String.raw`[\p{L}\p{N}()·-]{1,30}`
/** Behind a short number nothing but names of units. */
export const numberAndUnits = new RegExp(
  String.raw`^(?: ?${NUMBER}| ?${WHOLE_NUMBER}.{1,240}| ?${SHORT_NUMBER(`${GAP}+`)}(?!.*${DOING})${NAME}(?:[ ,;、/]+${NAME}){0,9})?$`,
  'u',
)

const DIGIT = String.raw`[\d０-９]`
const YEAR = String.raw`(?:${DIGIT}{4}|今|去)\s?年\s?`
/** A period as it is written in the midst of a sentence. */
export const SPAN = String.raw`(?:(?:${YEAR}|\d{4}-)?${DIGIT}{1,2}\s?月份?|\d{4}-\d{1,2}(?!\d)|${DIGIT}{4}\s?年|本月|上个?月|(?:${YEAR})?第?[一二三四1-4]季度|[本上]季度|[今去]年)`
/** 异议: what it is about, an item or a period, and then any words. */
export const objection = new RegExp(
  String.raw`^(?:${GAP}*(?:(?:\d{4}-\d{4,6}|\d{8,10})(?!\d).*|${SPAN}.*|\d{1,6}|${SHORT_NUMBER(`${GAP}+`)}.*))?$`,
  'u',
)

const KIND = '(?:表扬|漏报|失实|瞒报)'
const VERDICT = '(?:确认|同意|不同意|不确认)'
const ORDINAL = String.raw`(?:第\d{1,4}号?|\d{1,4}号?)`
/** 记分: a unit or an item and the kind, in either order, and any words; or an answer to one. */
export const markLine = new RegExp(
  `^(?:${[
    String.raw`${GAP}*${ORDINAL}(?:${GAP}*${VERDICT})?`,
    String.raw`${GAP}*第\d{1,4}号?${GAP}.{1,30}`,
    String.raw`${GAP}*${WHOLE_NUMBER}.*`,
    String.raw`${GAP}*[^ ,:;、]{1,40}${GAP}+${KIND}(?:${GAP}.*)?`,
    String.raw`${GAP}+${KIND}(?:${GAP}.*)?`,
  ].join('|')})?$`,
  'u',
)
/** 撤销记分: which one, and why. */
export const markAndReason = new RegExp(String.raw`^(?:${GAP}*${ORDINAL}(?:${GAP}.*)?)?$`, 'u')
