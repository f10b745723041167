import type { AddressInfo } from 'node:net'
import type { StandIn, StandInChat } from '../stand-in.ts'
import type { XmlFields } from './callback-xml.ts'
import { CallbackSender } from './callbacks.ts'
import { type CallHook, Faults } from './faults.ts'
import { Journal } from '../common/journal.ts'
import { Limits } from './limits.ts'
import { MediaStore } from './media.ts'
import { drawMenu } from './menu.ts'
import type { WecomStandInOptions } from './options.ts'
import { People } from './people.ts'
import { buildServer, type LoggedCall } from './server.ts'
import type { Stage } from './stage.ts'
import { Tokens } from './tokens.ts'
import { Wire } from '../common/wire.ts'
import { World } from './world.ts'
import type { WorldEvent } from './world-event.ts'

/** What tests need of it beyond the page. */
export interface WecomStandIn extends StandIn {
  readonly platform: 'wecom'
  /** As the admin console does when the callback address is saved. */
  verifyAddress(): Promise<boolean>
  /** Every access token given out so far is refused with 42001 from now on. */
  expireTokens(): void
  /** Asked at the start of every call, until the next hook. */
  onCall(hook: CallHook): void
  /** The newest calls, oldest first; tokens and keys are struck out. */
  calls(): readonly LoggedCall[]
  /** Messages swallowed because a member got too many. */
  dropped(): number
  /** A message or event of any kind, which shows nowhere but on the wire. */
  sendMessage(account: string, type: string, fields: XmlFields): Promise<void>
  sendEvent(account: string, event: string, fields: XmlFields): Promise<void>
}

type Change = { chats: StandInChat[]; wire: boolean }

/** Plays qyapi.weixin.qq.com and the members of a corp: strict, and with its real error codes. */
export async function startWecomStandIn(options: WecomStandInOptions): Promise<WecomStandIn> {
  const listeners = new Set<(change: Change) => void>()
  const changed = (change: Change) => {
    for (const listener of listeners) listener(change)
  }
  const closing = new AbortController()
  const journal = new Journal<WorldEvent>(options.journalFile)
  const world = new World(
    journal,
    () => options.groups,
    (chats) => changed({ chats, wire: false }),
  )
  const wire = new Wire(options.clock, () => changed({ chats: [], wire: true }))
  const stage: Stage = {
    options,
    world,
    media: new MediaStore(world, journal, options.clock),
    tokens: new Tokens(options.clock, options.credentials),
    limits: new Limits(),
    duplicates: new Map(),
  }
  const faults = new Faults()
  const calls: LoggedCall[] = []
  const server = buildServer({ stage, wire, faults, calls, closing: closing.signal })
  await server.listen({ host: '127.0.0.1', port: options.port })
  const { port } = server.server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}`
  const callbacks = new CallbackSender(options, wire, closing.signal)
  const people = new People(stage, callbacks, () => url)
  return {
    platform: 'wecom',
    url,
    messages: (chat) => world.messages(chat),
    menu: () => drawMenu(world.menu),
    wire: () => wire.entries(),
    open: (account) => people.open(account),
    sendText: (account, text) => people.sendText(account, text),
    sendPhotos: (account, photos) => people.sendPhotos(account, photos),
    sendFile: (account, file) => people.sendFile(account, file),
    tap: (account, messageId, key, choices) => people.tap(account, messageId, key, choices),
    clickMenu: (account, key) => people.clickMenu(account, key),
    sendMessage: (account, type, fields) => people.message(account, type, fields),
    sendEvent: (account, event, fields) => people.event(account, event, fields),
    media: (id) => stage.media.shown(id),
    setFault(fault) {
      faults.current = fault
    },
    fault: () => faults.current,
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    verifyAddress: () => callbacks.verifyAddress(),
    expireTokens: () => stage.tokens.expireAll(),
    onCall(hook) {
      faults.hook = hook
    },
    calls: () => calls.slice(),
    dropped: () => stage.limits.dropped,
    reset() {
      world.clear()
      wire.clear()
      stage.limits.clear()
      stage.duplicates.clear()
      faults.clear()
      calls.length = 0
    },
    async close() {
      closing.abort()
      await server.close()
    },
  }
}
