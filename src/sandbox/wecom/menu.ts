import type { StandInMenuEntry } from '../stand-in.ts'
import { bytesOf, isObject, type JsonObject, objectsAt, textAt } from '../common/json.ts'
import { Refusal, refuseIf } from './refusal.ts'
import type { Call, Stage } from './stage.ts'

const KEYED = [
  'click',
  'scancode_push',
  'scancode_waitmsg',
  'pic_sysphoto',
  'pic_photo_or_album',
  'pic_weixin',
  'location_select',
]

/** menu/create (WeCom document 90231). */
export function createMenu(stage: Stage, call: Call): JsonObject {
  checkAgentOf(stage, call)
  const buttons = objectsAt(call.body, 'button')
  refuseIf(buttons.length < 1 || buttons.length > 3, 40016, 'menu takes 1 to 3 buttons')
  for (const button of buttons) {
    refuseIf(!named(button, 16), 40018, 'button name')
    if (!('sub_button' in button)) checkAction(button, [40017, 40019, 40020])
    else checkChildren(objectsAt(button, 'sub_button'))
  }
  stage.world.record({ type: 'menu', menu: { button: buttons } })
  return {}
}

export function getMenu(stage: Stage, call: Call): JsonObject {
  checkAgentOf(stage, call)
  if (!stage.world.menu) throw new Refusal(46003, 'no menu')
  return stage.world.menu
}

export function deleteMenu(stage: Stage, call: Call): JsonObject {
  checkAgentOf(stage, call)
  stage.world.record({ type: 'menu', menu: null })
  return {}
}

export function drawMenu(menu: JsonObject | null): StandInMenuEntry[] {
  return objectsAt(menu ?? {}, 'button').map((button) => ({
    name: textAt(button, 'name'),
    key: textAt(button, 'key') || textAt(button, 'url') || null,
    children: objectsAt(button, 'sub_button').map((child) => ({
      name: textAt(child, 'name'),
      key: textAt(child, 'key') || textAt(child, 'url'),
    })),
  }))
}

/** The entry that a member taps, by its key or address, wherever it hangs. */
export function findMenuEntry(menu: JsonObject | null, key: string): JsonObject | undefined {
  const entries = objectsAt(menu ?? {}, 'button').flatMap((button) => [
    button,
    ...objectsAt(button, 'sub_button'),
  ])
  return entries.find((entry) => textAt(entry, 'key') === key || textAt(entry, 'url') === key)
}

function checkAgentOf(stage: Stage, call: Call): void {
  const agent = call.query.get('agentid')
  refuseIf(!agent, 41011, 'agentid missing')
  refuseIf(agent !== String(stage.options.credentials.agentId), 40056, 'invalid agentid')
}

function checkChildren(children: readonly JsonObject[]): void {
  refuseIf(children.length < 1 || children.length > 5, 40023, 'sub_button takes 1 to 5')
  for (const child of children) {
    refuseIf(isObject(child['sub_button']) || Array.isArray(child['sub_button']), 40022, 'too deep')
    refuseIf(!named(child, 40), 40025, 'sub_button name')
    checkAction(child, [40024, 40026, 40027])
  }
}

function checkAction(button: JsonObject, [type, key, url]: [number, number, number]): void {
  const kind = textAt(button, 'type')
  refuseIf(![...KEYED, 'view', 'view_miniprogram'].includes(kind), type, 'button type')
  if (KEYED.includes(kind)) refuseIf(!fits(textAt(button, 'key'), 128), key, 'button key')
  if (kind === 'view') refuseIf(!fits(textAt(button, 'url'), 1024), url, 'button url')
}

function named(button: JsonObject, most: number): boolean {
  return fits(textAt(button, 'name'), most)
}

function fits(text: string, most: number): boolean {
  return text !== '' && bytesOf(text) <= most
}
