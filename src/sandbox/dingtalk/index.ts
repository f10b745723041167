import type { AddressInfo } from 'node:net'
import type { Fault, StandIn, StandInChat } from '../stand-in.ts'
import type { JsonObject } from '../common/json.ts'
import { ImpossibleDeedError } from '../common/impossible.ts'
import { Wire } from '../common/wire.ts'
import { buildStage, buildStreams } from './build.ts'
import { Doors } from './doors.ts'
import { type CallHook, Faults } from './faults.ts'
import { HttpDoor } from './http-door.ts'
import type { DingtalkStandInOptions } from './options.ts'
import { People, type RichPart } from './people.ts'
import { Pushes } from './pushes.ts'
import { buildServer, type LoggedCall } from './server.ts'
import type { Stage } from './stage.ts'
import type { Streams } from './streams.ts'

export type { RichPart } from './people.ts'

/** What tests need of it beyond the page. */
export interface DingtalkStandIn extends Omit<StandIn, 'sayInGroup'>, MoreDeeds {
  readonly platform: 'dingtalk'
  /** As the console does when the address of the event subscription is saved. */
  verifyAddress(): Promise<boolean>
  /** Every access token given out so far is refused from now on. */
  expireTokens(): void
  /** Asked at the start of every call, until the next hook. */
  onCall(hook: CallHook): void
  /** The newest calls, oldest first; tokens, sessions and secrets are struck out. */
  calls(): readonly LoggedCall[]
  /** What was used of the allowance this month. */
  counts(): { calls: number; pushes: number }
  /** Whoever is named gets nothing from now on, and is listed as flow controlled. */
  flowControl(accounts: readonly string[]): void
  /** Open streams that have not been asked to go. */
  connections(): number
  /** Pings every stream; whether all of them answered as they should. */
  ping(): Promise<boolean>
  /** Asks every stream to go, as before a deployment. */
  disconnectAll(): void
  /** Cuts every stream without a word. */
  dropAll(): void
}

/** What the page has no means for. */
interface MoreDeeds {
  /** A mention of the robot in a group that it is in, `group:OPENCONVERSATIONID`. */
  sayInGroup(account: string, group: string, text: string): Promise<void>
  /** Texts and pictures as one message. */
  sendRichText(account: string, parts: readonly RichPart[]): Promise<void>
  /** A message of any type, which shows nowhere but on the wire. */
  sendMessage(account: string, msgtype: string, content: JsonObject): Promise<void>
  sendEvent(eventType: string, fields: JsonObject): Promise<void>
}

type Change = { chats: StandInChat[]; wire: boolean }

interface Parts {
  stage: Stage
  wire: Wire
  faults: Faults
  calls: LoggedCall[]
  streams: Streams
  doors: Doors
  pushes: Pushes
}

/** Plays both hosts of DingTalk, its Stream gateway and the members of an organisation: strict. */
export async function startDingtalkStandIn(
  options: DingtalkStandInOptions,
): Promise<DingtalkStandIn> {
  const listeners = new Set<(change: Change) => void>()
  const changed = (change: Change) => {
    for (const listener of listeners) listener(change)
  }
  const closing = new AbortController()
  const stage = buildStage(options, (chats) => changed({ chats, wire: false }))
  const wire = new Wire(options.clock, () => changed({ chats: [], wire: true }))
  const faults = new Faults()
  const calls: LoggedCall[] = []
  const server = buildServer({ stage, wire, faults, calls, closing: closing.signal })
  const streams = buildStreams(stage, wire, faults)
  streams.attach(server.server)
  await server.listen({ host: '127.0.0.1', port: options.port })
  const { port } = server.server.address() as AddressInfo
  stage.url = `http://127.0.0.1:${port}`
  const doors = new Doors(options, streams, new HttpDoor(options, closing.signal))
  const pushes = new Pushes(options.clock, wire)
  const parts = { stage, wire, faults, calls, streams, doors, pushes }
  return {
    platform: 'dingtalk',
    url: stage.url,
    ...deedsOf(new People(stage, doors, pushes)),
    ...viewOf(parts),
    ...controlsOf(parts),
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async close() {
      closing.abort()
      pushes.forget()
      streams.close()
      await server.close()
    },
  }
}

type Deeds = MoreDeeds &
  Pick<StandIn, 'open' | 'sendText' | 'sendPhotos' | 'sendFile' | 'tap' | 'menu' | 'clickMenu'>

function deedsOf(people: People): Deeds {
  return {
    open: (account) => Promise.resolve().then(() => people.open(account)),
    sendText: (account, text) => people.sendText(account, text),
    sendPhotos: (account, photos) => people.sendPhotos(account, photos),
    sendFile: (account, file) => people.sendFile(account, file),
    tap: (account, messageId, key, choices) => people.tap(account, messageId, key, choices),
    // A chat with a robot has none.
    menu: () => [],
    clickMenu: () => Promise.reject(new ImpossibleDeedError('there is no menu')),
    sayInGroup: (account, group, text) => people.sayInGroup(account, group, text),
    sendRichText: (account, parts) => people.sendRichText(account, parts),
    sendMessage: (account, msgtype, content) => people.message(account, msgtype, content),
    sendEvent: (eventType, fields) => people.event(eventType, fields),
  }
}

function viewOf({ stage, wire, faults, calls, streams }: Parts) {
  return {
    messages: (chat: StandInChat) => stage.world.messages(chat),
    wire: () => wire.entries(),
    media: (id: string) => stage.media.shown(id),
    fault: () => faults.current,
    calls: () => calls.slice(),
    counts: () => stage.allowance.counts(),
    connections: () => streams.count(),
  }
}

function controlsOf({ stage, wire, faults, calls, streams, doors, pushes }: Parts) {
  return {
    setFault(fault: Fault) {
      faults.current = fault
    },
    onCall(hook: CallHook) {
      faults.hook = hook
    },
    flowControl(accounts: readonly string[]) {
      stage.flowControlled = new Set(accounts)
    },
    verifyAddress: async () => (await doors.checkUrl()).ok,
    expireTokens: () => stage.tokens.expireAll(),
    ping: () => streams.ping(),
    disconnectAll: () => streams.disconnectAll(),
    dropAll: () => streams.dropAll(),
    reset() {
      pushes.forget()
      stage.world.clear()
      wire.clear()
      stage.limits.clear()
      stage.flowControlled = new Set()
      faults.clear()
      calls.length = 0
    },
  }
}
