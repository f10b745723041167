import type { Command, Handler, Turn } from '../contract.ts'
import { openAside } from '../review/questions.ts'
import { dayOf } from '../time.ts'
import { draftOf, mayWrite } from '../submit/draft.ts'
import { promptFor, promptText } from '../submit/prompt.ts'

const reviewRoles = ['unitHead', 'leaderInCharge', 'deputySecretary', 'publicityDirector']
const mayReview = ({ actor }: Turn): boolean =>
  actor.roles.some((role) => reviewRoles.includes(role))

/** What this person can do here, a line each. */
export function abilities(turn: Turn): string[] {
  const write = [
    '投稿 —— 开始写一篇稿件',
    '我的稿件 —— 看进展和草稿',
    '继续 · 返回 · 取消 —— 写稿时随时可用',
    '修改 编号 · 撤回 编号 · 过程 编号 · 催办 编号',
  ]
  const review = [
    '待审 —— 看等您审的稿件',
    '通过 编号 · 退回 编号 原因 · 转交 编号',
    '收回 编号（10 分钟内） · 代审（请人代您审）',
    '全文 编号 · 过程 编号',
  ]
  const desk = ['待审 —— 看已报送的稿件', '全文 编号 · 过程 编号', '额度 —— 看本月平台用量']
  const lines = [
    ...(mayWrite(turn.actor) ? write : []),
    ...(mayReview(turn) ? review : turn.actor.roles.includes('editor') ? desk : []),
  ]
  return lines.length > 0 ? [...new Set(lines)] : ['全文 编号 · 过程 编号 —— 查看稿件']
}

/** The open question of 投稿, to be put behind an answer about something else. */
export function openQuestion({ place, now }: Turn): string | undefined {
  if (!place.focus) return undefined
  return promptText(promptFor(draftOf(place.focus).state, dayOf(now)), [])
}

export const helpTyped: Handler<Command> = {
  run(_read, _command, turn) {
    const { aside } = turn.place
    const question = aside ? openAside(aside) : openQuestion(turn)
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
      question === undefined ? ['回复“帮助”看现在能做什么。'] : ['稿件没有动，请接着写：', question]
    const text = [`“${word}”即将上线，现在还不能用。`, ...writing].join('\n')
    return Promise.resolve([{ type: 'say', text }])
  },
}
