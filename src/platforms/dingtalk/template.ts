import type { ShownCard } from '../../../schema/delivery.ts'

/** A variable of the template (contract, section 6), as the builder's list of variables has it. */
export interface Variable {
  name: string
  /** The builder's word for its type; every value is sent as text (platform document, section 6.2). */
  type: '字符串' | 'Markdown 内容' | '字符串数组'
  holds: string
  example: string
}

const text = (name: string, holds: string, example: string): Variable => ({
  name,
  type: '字符串',
  holds,
  example,
})

const label = (place: number, example: string) =>
  text(`a${place}`, `label of button ${place}, empty where there is none`, example)

export const VARIABLES: readonly Variable[] = [
  text('source', 'what the card is about, in a few words', '待审 · 一般性稿件'),
  text('title', 'the title, up to 36 characters', '溪畔社区开展消防演练'),
  {
    name: 'facts',
    type: 'Markdown 内容',
    holds: 'lines of markdown: what, whose, when',
    example: '**日期**：2026-11-20',
  },
  text('excerpt', 'the text, without markup', '11月20日上午，溪畔社区……'),
  text('link', 'address of the whole text, empty where there is none', 'https://bot.example.com/…'),
  text('status', '`open`, or `closed` once nothing is left to decide', 'open'),
  text('status_text', 'what became of it, empty while it is open', '已由 陈立群 通过（第1版）'),
  label(1, '通过'),
  label(2, '退回'),
  label(3, '转交'),
  label(4, ''),
  label(5, ''),
  label(6, ''),
  {
    name: 'reasons',
    type: '字符串数组',
    holds: 'the choices of the dropdown, empty where there is none',
    example: '["数据有误","要素不全"]',
  },
  text('note', '`true` where the input is shown, else `false`', 'false'),
]

/** What a button sends back, besides the parameters `reason` and `note`. */
export const ACTIONS = ['a1', 'a2', 'a3', 'a4', 'a5', 'a6'] as const

/** When a part is shown (是否显示 > 条件计算); what is not named here always is. */
const BINDINGS: readonly { part: string; shows: string; when: string }[] = [
  { part: 'text (基础文本)', shows: '${source}', when: 'source is not empty' },
  { part: 'text (基础文本), bold', shows: '${title}', when: 'always' },
  { part: 'Markdown 内容', shows: 'facts', when: 'facts is not empty' },
  { part: 'text (基础文本), 20 lines', shows: '${excerpt}', when: 'excerpt is not empty' },
  { part: 'text (基础文本)', shows: '${status_text}', when: 'status equals closed' },
  {
    part: 'dropdown (下拉框)',
    shows: 'one option for each entry of reasons, text and value alike',
    when: 'status equals open and reasons is not empty',
  },
  {
    part: 'input (文本输入)',
    shows: 'an empty line',
    when: 'status equals open and note equals true',
  },
  ...ACTIONS.map((action) => ({
    part: `button (按钮), action id ${action}`,
    shows: `\${${action}}`,
    when: `status equals open and ${action} is not empty`,
  })),
  { part: 'button (按钮) 看全文', shows: '看全文, opens ${link}', when: 'link is not empty' },
]

const STEPS: readonly string[] = [
  'Open https://open-dev.dingtalk.com/fe/card (开发者后台 > 卡片平台) and choose 新建模板: 卡片类型 消息卡片, 关联应用 the app of DINGTALK_CLIENT_ID. A template is bound to its app when it is made.',
  'Press 编辑. In 数据源 > 变量列表 add every variable below as 普通变量, named exactly so, none of them private (私有).',
  'In 本地变量 add localReason (对象) and localNote (字符串).',
  'From 组件库 drag the parts below onto the card, in their order, and bind them. Buttons: the ordinary ones (基础组件 > 横排按钮, two rows of three); those of the block library (区块组件) cannot be hidden.',
  'Dropdown and input: 事件类型 更新本地变量, to localReason and localNote.',
  'Each of the six buttons: 事件类型 回传请求 (not 链接跳转), its action id as below, and two 回传参数 of the type variable: reason = localReason, note = localNote.',
  'The button 看全文: 事件类型 链接跳转, 统一链接, bound to link.',
  'Set every 是否显示 to 条件计算 with the condition below.',
  'Fill the Mock 数据 with the examples, look at it with 预览模式, on 桌面端 and on a phone, then press 保存 and 发布. A published template is locked: copy it (复制模板) to change it.',
  'Put the template id (模板 ID, it ends in .schema) into DINGTALK_CARD_TEMPLATE_ID, then run: npm run dingtalk:template -- check --to USERID',
]

/** Shows every part at once. */
export const SAMPLE: ShownCard = {
  source: '模板检查',
  title: '请核对本卡片的每个部分',
  subtitle: '2026-0001 · 溪畔社区 · 林晓禾',
  facts: [
    { label: '分类', value: '工作动态' },
    { label: '日期', value: '2026-11-20' },
  ],
  text: '这里是正文，第一行。\n这里是第二行。',
  choice: {
    key: 'reason',
    label: '原因',
    options: [
      { id: '1', label: '数据有误' },
      { id: '2', label: '要素不全' },
    ],
  },
  note: '可补充说明',
  buttons: [
    ...['一', '二', '三', '四', '五'].map((place, index) => ({
      action: `check${index + 1}`,
      label: `按钮${place}`,
      look: 'plain' as const,
    })),
    { action: 'open', label: '看全文', look: 'plain', url: 'https://www.dingtalk.com/' },
  ],
}

/** What whoever got the sample must see. */
export const SEEN: readonly string[] = [
  'source 模板检查 above the title 请核对本卡片的每个部分',
  'three lines of facts: 2026-0001 · 溪畔社区 · 林晓禾, then 分类 and 日期 in bold, each on a line of its own',
  'two lines of text',
  'a dropdown with 数据有误 and 要素不全, and an input',
  'the buttons 按钮一 to 按钮五, no sixth, and 看全文, which opens a page',
]

/** How to build it, in words: no API makes a template, and an import may lose bindings (section 6.1). */
export function templateGuide(): string {
  const numbered = STEPS.map((step, place) => `${place + 1}. ${step}`)
  const variables = VARIABLES.map(
    ({ name, type, holds, example }) =>
      `- ${name} (${type}): ${holds}. Example: ${example || '(empty)'}`,
  )
  const parts = BINDINGS.map(({ part, shows, when }) => `- ${part}: ${shows}. Shown when: ${when}`)
  return [
    'The card template, to be built once in the card builder (卡片平台).',
    numbered.join('\n'),
    'Variables (变量), all of them sent as text of at most 1,000 bytes:',
    variables.join('\n'),
    'Parts, from top to bottom:',
    parts.join('\n'),
  ].join('\n\n')
}
