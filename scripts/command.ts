import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Config } from '../schema/config.ts'
import { Instant } from '../schema/ids.ts'
import { ConfigError, loadConfig, readEnvironment } from '../src/config.ts'
import { openDatabase, UnusableDatabaseError } from '../src/db/open.ts'
import type { Db } from '../src/db/open.ts'
import { PlatformRefusedError, PlatformSilentError } from '../src/errors.ts'

/** Exit code 2: the words after the command are not its own. */
export class UsageError extends Error {
  override name = 'UsageError'
}

/** Exit code 1: it cannot be done; the text is fit for an operator. */
export class CommandError extends Error {
  override name = 'CommandError'
}

export interface Given {
  words: readonly string[]
  flags: ReadonlySet<string>
  /** What was given behind an option: `--month 2026-10`, `--month=2026-10`. */
  values: ReadonlyMap<string, string>
}

interface Grammar {
  usage: string
  flags?: readonly string[]
  /** Options with a value. */
  options?: readonly string[]
}

/**
 * Runs one command to its end (contract, section 4): what `work` answers goes to stdout; exit code
 * 0 done, 1 failed with one line on stderr, 2 wrong usage. Never a stack.
 */
export async function runCommand(
  { usage, flags = [], options = [] }: Grammar,
  work: (given: Given) => Promise<string>,
): Promise<void> {
  try {
    const given = readWords(process.argv.slice(2), flags, options)
    process.stdout.write(`${await work(given)}\n`)
  } catch (error) {
    const wrong = error instanceof UsageError
    process.stderr.write(`${wrong ? wrongUsage(error, usage) : inOneLine(error)}\n`)
    process.exitCode = wrong ? 2 : 1
  }
}

function readWords(
  typed: readonly string[],
  flags: readonly string[],
  options: readonly string[],
): Given {
  const given = {
    words: [] as string[],
    flags: new Set<string>(),
    values: new Map<string, string>(),
  }
  const left = typed.flatMap((word) => parted(word, options))
  for (let word = left.shift(); word !== undefined; word = left.shift()) {
    if (options.includes(word)) given.values.set(word, valueOf(word, left.shift()))
    else if (flags.includes(word)) given.flags.add(word)
    else if (word.startsWith('-')) throw new UsageError(`unknown option ${word}`)
    else given.words.push(word)
  }
  return given
}

/** `--month=2026-10` is two words. */
function parted(word: string, options: readonly string[]): string[] {
  const option = options.find((one) => word.startsWith(`${one}=`))
  return option === undefined ? [word] : [option, word.slice(option.length + 1)]
}

function valueOf(option: string, value: string | undefined): string {
  if (value === undefined || value === '' || value.startsWith('-')) {
    throw new UsageError(`${option} wants a value`)
  }
  return value
}

const wrongUsage = ({ message }: UsageError, usage: string) =>
  [message, `usage: npm run ${usage}`].filter((part) => part !== '').join('; ')

const OUR_WORDS = [
  CommandError,
  ConfigError,
  UnusableDatabaseError,
  PlatformRefusedError,
  PlatformSilentError,
]

/** The system's and the database's own words name files and never their content. */
function inOneLine(error: unknown): string {
  if (!(error instanceof Error)) return 'it failed'
  const fit = OUR_WORDS.some((kind) => error instanceof kind)
  if (fit || ('code' in error && typeof error.code === 'string')) {
    return error.message.trim().split('\n').join('; ')
  }
  return `it failed with ${error.name}`
}

/** The database of the environment, real or the sandbox's, also while the bot runs on it. */
export async function withDatabase<Result>(
  work: (db: Db, now: Instant, config: Config) => Promise<Result>,
): Promise<Result> {
  const { config } = loadConfig(readEnvironment())
  const db = await openDatabase({ file: config.databaseFile, kind: 'any' })
  try {
    const aheadMs = config.sandbox.enabled ? sandboxAhead(config.sandbox.dir) : 0
    return await work(db, Instant.parse(Date.now() + aheadMs), config)
  } finally {
    await db.destroy()
  }
}

/** The sandbox keeps how far its clock is ahead of ours, or behind it. */
function sandboxAhead(dir: string): number {
  const file = join(dir, 'clock.json')
  if (!existsSync(file)) return 0
  return z.object({ aheadMs: z.number() }).parse(JSON.parse(readFileSync(file, 'utf8'))).aheadMs
}
