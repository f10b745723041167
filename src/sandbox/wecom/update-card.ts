import { adviceOn } from './card-advice.ts'
import { checkCard, INTERACTIVE } from './card-rules.ts'
import { drawCard } from './draw-card.ts'
import { isObject, type JsonObject, objectAt, textAt, textsAt } from '../common/json.ts'
import { advise } from './message-rules.ts'
import { Refusal, refuseIf } from './refusal.ts'
import { type Call, memberOf, type Stage } from './stage.ts'
import type { CardCopy, SentRecord } from './world-event.ts'

const CODE_LIFETIME_MS = 72 * 60 * 60 * 1000

interface Redrawing {
  card: JsonObject | null
  replaced: string | null
}

/** message/update_template_card (WeCom document 94888). */
export function updateCard(stage: Stage, call: Call): JsonObject {
  const agent = call.body['agentid']
  refuseIf(agent !== stage.options.credentials.agentId, 42015, 'card of another app')
  const code = textAt(call.body, 'response_code')
  const sent = sentBy(stage, call, code)
  const { copies, invalid } = readTargets(stage, call, sent)
  call.about = copies.length === 1 ? (copies[0]?.account ?? null) : null
  const redrawing = readRedrawing(stage, call, sent, copies)
  // Only a call that succeeds spends its code: the document does not say, and a bot that treats
  // every code as spent before the call is right either way.
  stage.world.record({ type: 'code-spent', code })
  for (const copy of copies) redraw(stage, copy, redrawing)
  return invalid.length > 0 ? { invaliduser: invalid } : {}
}

function sentBy(stage: Stage, call: Call, code: string): SentRecord {
  const known = stage.world.codes.get(code)
  const sent = known && stage.world.sent.get(known.msgid)
  if (!sent || known.spent || call.now > known.at + CODE_LIFETIME_MS) {
    throw new Refusal(60140, 'invalid response_code')
  }
  return sent
}

function readTargets(
  stage: Stage,
  call: Call,
  sent: SentRecord,
): { copies: CardCopy[]; invalid: string[] } {
  const all = sent.copies.flatMap(({ messageId }) => stage.world.cards.get(messageId) ?? [])
  if (call.body['atall'] === 1) return { copies: all, invalid: [] }
  const userids = textsAt(call.body, 'userids')
  const others = [...listAt(call.body, 'partyids'), ...listAt(call.body, 'tagids')]
  refuseIf(userids.length + others.length === 0, 82101, 'nobody named')
  refuseIf(userids.length > 1000, 40032, 'too many users')
  const named = new Set(userids.map((userid) => memberOf(stage, userid)?.account))
  const copies = all.filter(({ account }) => named.has(account))
  refuseIf(copies.length === 0, 82102, 'nobody named got the message')
  const reached = new Set(copies.map(({ account }) => account.toLowerCase()))
  const lowered = userids.map((userid) => userid.toLowerCase())
  return { copies, invalid: lowered.filter((userid) => !reached.has(userid)) }
}

function readRedrawing(
  stage: Stage,
  call: Call,
  sent: SentRecord,
  copies: readonly CardCopy[],
): Redrawing {
  const button = call.body['button']
  const card = call.body['template_card']
  refuseIf(isObject(button) === isObject(card), 40058, 'either button or template_card')
  if (isObject(button)) {
    const interactive = copies.every((copy) => INTERACTIVE.includes(textAt(copy.card, 'card_type')))
    refuseIf(!interactive, 42031, 'this card has no button to replace')
    refuseIf(textAt(button, 'replace_name') === '', 40058, 'replace_name missing')
    return { card: null, replaced: textAt(button, 'replace_name') }
  }
  const next = objectAt(call.body, 'template_card')
  checkCard(next, 'update')
  const taskId = textAt(next, 'task_id')
  const foreign = taskId !== sent.taskId && stage.world.taskIds.has(taskId)
  refuseIf(foreign, 42014, 'task_id of another card')
  advise(stage, call, adviceOn(next, 'update'))
  return { card: next, replaced: textAt(next, 'replace_text') || null }
}

function redraw(stage: Stage, copy: CardCopy, { card, replaced }: Redrawing): void {
  const next = { ...copy, card: card ?? copy.card, replaced }
  stage.world.record({ type: 'card', copy: next })
  stage.world.record({
    type: 'redrawn',
    chat: { kind: 'person', id: copy.account },
    messageId: copy.messageId,
    body: { type: 'card', card: drawCard(next.card, replaced) },
  })
}

function listAt(body: JsonObject, key: string): unknown[] {
  const found = body[key]
  return Array.isArray(found) ? found : []
}
