import type { Effect } from '../../schema/effect.ts'
import type { ChatEvent, Command, Handler, Read, Timer, Turn } from '../contract.ts'
import { later, SECOND_MS } from '../time.ts'
import { nearMiss } from '../desk/near-miss.ts'
import { marksNearMiss } from '../marks/near-miss.ts'
import { numberIn, plain } from '../text.ts'
import { chosenByWord } from '../submit/choice.ts'
import { mayNotWrite, mayWrite } from '../submit/draft.ts'
import { isOffer } from '../submit/article.ts'
import { beginWith } from '../submit/start.ts'
import { insteadOf } from '../unusable.ts'

const say = (text: string, to?: Turn['actor']['id']): Effect =>
  to === undefined ? { type: 'say', text } : { type: 'say', to, text }

/** Something that answers no question and is no command; an article or a photo begins a draft. */
export const outOfTheBlue: Handler<ChatEvent> = {
  async run(read, event, turn) {
    switch (event.type) {
      case 'said':
        return said(read, event.text, turn)
      case 'photographed':
        return photographed(read, event, turn)
      case 'sent-other':
        return [say(sentOther(event.what, turn))]
      case 'photo-settled':
      case 'tapped':
      case 'timer':
        return []
    }
  },
}

function sentOther(what: string, { actor }: Turn): string {
  const help = '回复“帮助”看能做什么。'
  // Whoever may not write would be asked for a text, only to be told that.
  if (what === 'file' && !mayWrite(actor)) return `文件现在还用不上。${help}`
  return `${insteadOf(what)}${help}`
}

async function said(read: Read, text: string, turn: Turn): Promise<Effect[]> {
  const { actor } = turn
  const chosen = chosenByWord(turn.place.list, text)
  if (chosen) return chosen.run(read, turn)
  if (!isOffer(text)) return [await notUnderstood(read, text, turn)]
  if (!mayWrite(actor)) return [say(mayNotWrite)]
  const begun = await beginWith(read, { text }, { ...turn, actor })
  return begun ?? [say('这段文字超过 5000 字，没有收下。请缩短后重发，或回复“投稿”分步写。')]
}

async function notUnderstood(read: Read, text: string, { actor }: Turn): Promise<Effect> {
  const near = nearMiss(text, actor) ?? marksNearMiss(text, actor)
  if (near !== undefined) return say(near)
  if (numberIn(text) !== undefined) return say('现在没有可选的列表。回复“帮助”看能做什么。')
  if (plain(text) === '提交') return say('没有等着提交的稿件。回复“我的稿件”看已提交的和草稿。')
  const pending = await read.pending(actor.id)
  if (pending.length > 0)
    return say('没有看懂。有稿件等您审，回复“待审”打开；回复“帮助”看能做什么。')
  if (!mayWrite(actor)) return say('没有看懂。回复“帮助”看能做什么。')
  const drafts = await read.drafts(actor.id)
  const next = drafts.length > 0 ? '回复“继续”接着写草稿，' : ''
  return say(`没有看懂。${next}回复“投稿”写新的稿件，“帮助”看能做什么。`)
}

const NO_WRITER_TIMER = 'basics-photo'

/** Who may not write still gets one answer to a burst of photos, not one each. */
async function photographed(
  read: Read,
  { photo, order }: Extract<ChatEvent, { type: 'photographed' }>,
  turn: Turn,
): Promise<Effect[]> {
  const { actor, now } = turn
  if (mayWrite(actor)) return (await beginWith(read, { photo, order }, { ...turn, actor })) ?? []
  return [
    {
      type: 'set-timer',
      key: `${NO_WRITER_TIMER}:${actor.id}`,
      name: NO_WRITER_TIMER,
      person: actor.id,
      dueAt: later(now, 1.5 * SECOND_MS),
      data: {},
    },
  ]
}

const noWriter: Handler<Timer> = {
  run: (_read, _timer, { actor }) => Promise.resolve([say(mayNotWrite, actor.id)]),
}

export const basicTimers: Record<string, Handler<Timer>> = { [NO_WRITER_TIMER]: noWriter }

/** 返回 取消 完成 跳过 with nothing in progress. */
export const nothingInProgress: Handler<Command> = {
  async run(read, _command, { actor }) {
    const drafts = await read.drafts(actor.id)
    const next = drafts.length > 0 ? '回复“继续”接着写草稿。' : '回复“帮助”看能做什么。'
    const nothing = mayWrite(actor) ? '现在没有在写的稿件。' : '现在没有等您回答的问题。'
    return [say(`${nothing}${next}`)]
  },
}
