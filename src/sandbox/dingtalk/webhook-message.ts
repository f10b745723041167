import type { StandInBody } from '../stand-in.ts'
import { isObject, type JsonObject, objectAt, objectsAt, textAt } from '../common/json.ts'
import { drawAction, drawLink } from './draw-card.ts'
import { drawMarkdown } from './markdown.ts'
import { isUrl } from './msg-params.ts'
import { OapiRefusal, oapiRefuseIf } from './refusal.ts'
import type { Call, Stage } from './stage.ts'

const MOST_BYTES = 20_000
const MOST_MENTIONED = 50

type Rule = (stage: Stage, part: JsonObject) => StandInBody[]

/** Section 5.1. The casing of the keys differs from type to type, as on the platform. */
const RULES: Record<string, Rule> = {
  text: (_stage, part) => [{ type: 'text', text: needed(part, 'content') }],
  markdown: (stage, part) => {
    needed(part, 'title')
    return [drawMarkdown(stage, needed(part, 'text'))]
  },
  link: (_stage, part) => {
    const [title, text] = [needed(part, 'title'), needed(part, 'text')]
    return [{ type: 'card', card: drawLink(title, text, address(part, 'messageUrl')) }]
  },
  actionCard: (_stage, part) => {
    needed(part, 'title')
    return [{ type: 'card', card: drawAction(needed(part, 'text'), buttonsOf(part)) }]
  },
  feedCard: (_stage, part) => {
    const links = objectsAt(part, 'links')
    oapiRefuseIf(links.length === 0, 40035, '缺少参数 links')
    return links.map((link) => {
      address(link, 'picURL')
      const card = drawLink(needed(link, 'title'), '', address(link, 'messageURL'))
      return { type: 'card', card }
    })
  },
}

/** The message of a webhook as it will be shown, or the refusal it gets. */
export function readWebhookMessage(stage: Stage, call: Call): StandInBody[] {
  const json = /^application\/json\b/i.test(String(call.headers['content-type']))
  oapiRefuseIf(!json, 43004, '无效的HTTP HEADER Content-Type')
  oapiRefuseIf(call.raw.length > MOST_BYTES, 460101, 'message too long, exceed 20000 bytes')
  return drawWebhookMessage(stage, call.body, call.notes)
}

/** Also what a robot callback may be answered with (section 1.4). */
export function drawWebhookMessage(stage: Stage, body: JsonObject, notes: string[]): StandInBody[] {
  const type = textAt(body, 'msgtype')
  oapiRefuseIf(type === '', 40035, '缺少参数 msgtype')
  const rule = Object.hasOwn(RULES, type) ? RULES[type] : undefined
  if (!rule) throw new OapiRefusal(400105, '不支持的消息类型')
  oapiRefuseIf(!isObject(body[type]), 40035, `缺少参数 ${type}`)
  const bodies = rule(stage, objectAt(body, type))
  notes.push(...adviceOnMentions(body, type))
  return bodies
}

function buttonsOf(part: JsonObject): { title: string; url: string }[] {
  if (textAt(part, 'singleTitle') !== '') {
    return [{ title: needed(part, 'singleTitle'), url: address(part, 'singleURL') }]
  }
  const buttons = objectsAt(part, 'btns')
  oapiRefuseIf(buttons.length === 0, 40035, '缺少参数 btns')
  return buttons.map((one) => ({ title: needed(one, 'title'), url: address(one, 'actionURL') }))
}

/** Mentions take effect only where the text names who is meant. */
function adviceOnMentions(body: JsonObject, type: string): string[] {
  const at = objectAt(body, 'at')
  const listed = [at['atUserIds'], at['atMobiles']].flatMap((list): unknown[] =>
    Array.isArray(list) ? list : [],
  )
  const named = listed.map(String)
  oapiRefuseIf(named.length > MOST_MENTIONED, 40035, 'at most 50 mentioned')
  const part = objectAt(body, type)
  const text = textAt(part, 'content') || textAt(part, 'text')
  return named.filter((id) => !text.includes(`@${id}`)).map((id) => `at: no @${id} in the text`)
}

function needed(part: JsonObject, key: string): string {
  const text = textAt(part, key)
  oapiRefuseIf(text === '', 40035, `缺少参数 ${key}`)
  return text
}

function address(part: JsonObject, key: string): string {
  const url = needed(part, key)
  oapiRefuseIf(!isUrl(url), 40035, `不合法的参数 ${key}`)
  return url
}
