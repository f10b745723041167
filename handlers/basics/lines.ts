import type { Effect, Turn } from '../contract.ts'
import { mayWrite } from '../submit/draft.ts'
import { abilities } from './help.ts'

/** A person's very first event. */
export function welcome(turn: Turn): Effect[] {
  const first = mayWrite(turn.actor) ? '回复“投稿”就能开始写稿。' : '有事会发卡片给您。'
  const text = [
    `${turn.actor.name}，您好！这里是${turn.office.subdistrict}的报送助手。${first}`,
    ...abilities(turn),
  ].join('\n')
  return [{ type: 'say', text }]
}

/** Somebody the organisation does not know. */
export function stranger(contacts: readonly string[]): string {
  const whom = contacts.length > 0 ? `宣传办（${contacts.slice(0, 3).join('、')}）` : '宣传办'
  return `您好，报送助手还不认识您的账号。请联系${whom}把您加进名单，之后就能用了。`
}

export const foreignCard = (): string =>
  '这张卡片不是发给您的，或者已经失效。回复“帮助”看能做什么。'

/** `goesOn`: what was asked for is answered in the person's own chat. */
export const inGroup = (goesOn: boolean): string =>
  goesOn ? '已在私聊里回复您，请到私聊里继续。' : '请点我的头像私聊，群里不办理投稿和审稿。'

export const parked = (): string =>
  '刚才这条没有处理成功，已经记下并通知管理员，内容没有丢，请不用重发。'

export const notInList = (length: number): string => `列表里只有 1 到 ${length}，请重新回复序号。`

export const alert = (parked: number, maybeSent: number): string =>
  [
    `有 ${parked} 条消息或发送没有处理成功，已保留待查。请管理员运行 npm run parked -- list 查看。`,
    ...(maybeSent > 0
      ? [
          `其中 ${maybeSent} 条可能已发出（maybe-sent）：请先到群里看一看，确实没有再运行 npm run parked -- retry 编号 重发，以免重复。`,
        ]
      : []),
  ].join('\n')
