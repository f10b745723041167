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

const MONTH = String.raw`(?:\d{1,2}|十[一二]?|[一二三四五六七八九])月份?`
const QUARTER = '第?[一二三四1-4]季度?'
const BY_NOW =
  '(?:本月|这个月|上个?月|本季度|这个季度|上[个一]?季度|今年|本年度?|全年|去年|上年度?)'
/** `本月`, `2026-10`, `十月份`, `第三季度`, `Q3`, `全年`: read by `handlers/periods.ts`. */
const PERIOD = `(?:${[
  String.raw`\d{4}年?`,
  String.raw`\d{4}[-./]\d{1,2}(?:月份?)?`,
  String.raw`(?:(?:\d{4}|今|去)年)?${MONTH}`,
  String.raw`(?:(?:\d{4}|今|去)年?-?)?${QUARTER}`,
  String.raw`(?:\d{4}[-年]?)?q[1-4]`,
  BY_NOW,
].join('|')})`
const oneOf = (words: readonly string[]): string =>
  words.length === 0 ? '' : `(?: ?(?:${words.join('|')}))?`
/** A period, and one of the words that may stand behind it. */
export const periodAnd = (...words: string[]): RegExp =>
  new RegExp(`^(?: ?${PERIOD})?${oneOf(words)}$`, 'u')
/** The same; a short word in the period's place is for the handler to say that it is none. */
export const periodLikeAnd = (...words: string[]): RegExp =>
  new RegExp(String.raw`^(?:(?: ?${PERIOD})?| [\p{L}\p{N}]{1,6})${oneOf(words)}$`, 'u')
const PAGE = String.raw`(?: \d{1,2}| ?第 ?\d{1,2} ?页)`
const UNIT = String.raw`(?=[\p{N}()·-]*\p{L})[\p{L}\p{N}()·-]{2,30}`
/** The name of a unit that can be typed behind 积分. */
export const unitWord = new RegExp(`^${UNIT}$`, 'u')
/** What makes a sentence, and is in few units' names. */
export const SENTENCE = '[进到给为让在把被的了入走送已从向]'
const UNITLIKE = String.raw`(?!.*${SENTENCE})[\p{L}\p{N}()·-]{1,12}(?:社区|村|街|办公室|办|中心|站|局|所|队|部|委|会|校|学|园|院|公司|集团|厂)`
/**
 * 积分: 明细, a period and a page; or an item; or a unit and any of these. Whether there is such a
 * unit is for its handler to say: the same words may be a title.
 */
export const pointsAsked = new RegExp(
  `^(?:${[
    `(?: ?明细)?(?: ?${PERIOD})?`,
    ` ?明细(?: ?${PERIOD})?${PAGE}`,
    String.raw`${GAP}*(?:明细${GAP}*)?(?:\d{4}-\d{4,6}|\d{8,10})(?:${GAP}*明细)?${PAGE}?`,
    String.raw`${GAP}+(?:\d{1,3}|\d{5,6})`,
    `(?:${GAP}*明细)?${GAP}+(?:(?:明细|${PERIOD})${GAP}+){0,2}${UNIT}(?:${GAP}+(?:明细|${PERIOD})){0,2}${PAGE}?`,
    `${GAP}*(?:明细${GAP}*)?${UNITLIKE}(?:${GAP}*${PERIOD})?${PAGE}?`,
  ].join('|')})$`,
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
/** A sentence may go on from a word like 全年. */
const STANDS_ALONE = String.raw`(?=[\s,，:：;；、.。]|$)`
/** A period as it is written in the midst of a sentence. */
export const SPAN = `(?:${[
  String.raw`(?:${YEAR}|\d{4}-)?(?:${DIGIT}{1,2}\s?|十[一二]?|[一二三四五六七八九])月份?`,
  String.raw`${DIGIT}{4}[-/／.．]${DIGIT}{1,2}(?!${DIGIT}|[-/／.．]${DIGIT})`,
  String.raw`${DIGIT}{4}\s?年`,
  String.raw`本月|这个月|上个?月|(?:${YEAR})?第?[一二三四1-4]季度|[本上]季度|[今去]年`,
  String.raw`(?:(?:${DIGIT}{4}[-年]?)?[qQ][1-4]|全年|本年度?|上年度?)${STANDS_ALONE}`,
].join('|')})`
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
