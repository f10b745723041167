import type { Command, Handler, Turn } from '../contract.ts'
import { rulesNow } from '../marks/confirming.ts'
import { openAside } from '../open-aside.ts'
import { maySeeUnits } from '../points/whose.ts'
import { maySeeAssessment } from '../reports/assessment-typed.ts'
import { isDesk } from '../review/find.ts'
import { holdsReviewRole } from '../review/reviewers.ts'
import { dayOf } from '../time.ts'
import { draftOf, mayWrite } from '../submit/draft.ts'
import { promptFor, promptText } from '../submit/prompt.ts'

/** What this person can do here, a line each. */
export function abilities(turn: Turn): string[] {
  const { actor } = turn
  const writes = mayWrite(actor)
  const reviews = holdsReviewRole(actor)
  return [
    ...(writes ? write : []),
    ...pending(reviews, isDesk(actor)),
    ...(isDesk(actor) ? desk : []),
    ...(reviews ? review : []),
    ...(!isDesk(actor) && confirmsMarks(turn) ? ['记分 —— 看等您确认的记分'] : []),
    '全文 编号 · 过程 编号 —— 看稿件和经过',
    ...(actor.unit ? ['积分 · 积分 明细 · 积分 编号 —— 看得分和每一笔'] : []),
    ...(maySeeUnits(actor)
      ? ['积分 单位 · 积分 明细 单位 10月 · 积分 编号 —— 看单位得分和每一笔']
      : []),
    ...(writes ? ['异议 编号 理由 —— 对积分有异议'] : []),
    '排行 · 排行 上月 · 排行 第三季度 —— 看排行',
    '排行 表格 —— 排行的 Excel 表',
    ...(maySeeAssessment(actor) ? ['考核 · 考核 去年 —— 年度考核的 Excel 表'] : []),
  ]
}

const write = [
  '投稿 —— 开始写一篇稿件',
  '我的稿件 —— 看进展和草稿',
  '继续 · 返回 · 取消 —— 写稿时随时可用',
  '修改 编号 · 撤回 编号 · 催办 编号',
]

/** One word for what waits, whatever it waits for. */
function pending(reviews: boolean, atDesk: boolean): string[] {
  if (reviews && atDesk) return ['待审 —— 看等您审的和已报送的稿件']
  if (reviews) return ['待审 —— 看等您审的稿件']
  return atDesk ? ['待审 —— 看已报送的稿件'] : []
}

const desk = [
  '采用 编号 · 待用 编号 · 退改 编号 原因 · 不采用 编号',
  '用稿 编号 省 媒体 通讯 头版 —— 一行录入用稿',
  '撤销用稿 编号 · 联合 编号 单位 · 待用（看待用的稿件）',
  '记分（表扬、漏报、失实、瞒报） · 异议（看待答复的）',
  '通报 —— 改季度通报、送审、确认',
  '额度 —— 看本月平台用量',
]

const review = [
  '通过 编号 · 退回 编号 原因 · 转交 编号',
  '收回 编号（10 分钟内） · 代审（请人代您审）',
]

/** Whether a grave mark may wait for them. */
function confirmsMarks(turn: Turn): boolean {
  const { confirmedBy } = rulesNow(turn)
  const roles = Object.values(confirmedBy).flat()
  return turn.actor.roles.some((role) => roles.includes(role))
}

/** What is asked right now, to be put behind an answer about something else. */
export function openQuestion({ place, now }: Turn): string | undefined {
  if (place.aside) return openAside(place.aside)
  if (!place.focus) return undefined
  return promptText(promptFor(draftOf(place.focus).state, dayOf(now)), [])
}

export const helpTyped: Handler<Command> = {
  run(_read, _command, turn) {
    const question = openQuestion(turn)
    const writing = question === undefined ? [] : ['', question]
    const text = ['回复下面的词就能办：', ...abilities(turn), ...writing].join('\n')
    return Promise.resolve([{ type: 'say', text }])
  },
}

/** Words whose work comes with a later release. */
export const laterTyped: Handler<Command> = {
  run(_read, { word }, turn) {
    const question = openQuestion(turn)
    const writing =
      question === undefined
        ? ['回复“帮助”看现在能做什么。']
        : ['刚才的没有动，请接着来：', question]
    const text = [`“${word}”即将上线，现在还不能用。`, ...writing].join('\n')
    return Promise.resolve([{ type: 'say', text }])
  },
}
