import type { StandInChat } from '../stand-in.ts'
import type { Wire } from '../common/wire.ts'
import { Allowance } from './allowance.ts'
import type { Faults } from './faults.ts'
import { Journal } from '../common/journal.ts'
import { Limits } from './limits.ts'
import { MediaStore } from './media.ts'
import type { DingtalkStandInOptions } from './options.ts'
import { struck } from './shown.ts'
import type { Stage } from './stage.ts'
import { Streams } from './streams.ts'
import { Tickets } from './tickets.ts'
import { Tokens } from './tokens.ts'
import { World } from './world.ts'
import type { WorldEvent } from './world-event.ts'

export function buildStage(
  options: DingtalkStandInOptions,
  onChange: (chats: StandInChat[]) => void,
): Stage {
  const { clock, credentials } = options
  const journal = new Journal<WorldEvent>(options.journalFile)
  const world = new World(journal, onChange)
  return {
    options,
    url: '',
    world,
    media: new MediaStore(world, journal, clock),
    tokens: new Tokens(clock, credentials),
    tickets: new Tickets(clock),
    limits: new Limits(),
    allowance: new Allowance(options, world),
    flowControlled: new Set(),
    unanswered: new Map(),
  }
}

export function buildStreams({ options, tickets }: Stage, wire: Wire, faults: Faults): Streams {
  return new Streams({
    options,
    tickets,
    admits: () => faults.verdict({ method: 'GET', path: '/connect' }, 'api') === 'pass',
    onOddAck: (wrong, text) => {
      const entry = {
        direction: 'call',
        chat: null,
        title: 'stream ack',
        tookMs: 0,
        tries: 1,
      } as const
      wire.add({ ...entry, request: struck(text), answer: { wrong }, ok: false })
    },
  })
}
