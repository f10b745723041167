import { pino } from 'pino'
import type { FastifyBaseLogger } from 'fastify'
import type { Config } from '../schema/config.ts'

export type Log = FastifyBaseLogger

/**
 * One JSON line an event on stdout. Addresses, queries, texts and names never reach it: requests
 * are logged by their route, errors by their name, their text only where it is our own.
 */
export function createLog(level: Config['logLevel']): Log {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: {
      req: () => undefined,
      res: () => undefined,
      err: (error: unknown) => (error instanceof Error ? describe(error) : { name: 'unknown' }),
    },
  })
}

/** Whoever started the program waits for this line (contract, section 1): at every level it is there. */
export function tellReady(log: Log, where: { url: string; page?: string }): void {
  log.child({}, { level: 'info' }).info(where, 'ready')
}

/** Where it happened, without the message: a database's or a library's may quote what it was given. */
function describe(error: Error): { name: string; at: string[] } {
  const frames = (error.stack ?? '')
    .split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
  return {
    name: error.name,
    at: frames
      .slice(0, 6)
      .map((line) => line.trim().replace(/\(?file:.*\/(?=src|handlers|schema)/, '(')),
  }
}
