import { ConfigError } from './config.ts'
import { UnusableDatabaseError } from './db/open.ts'
import { RuleSetError } from './rules.ts'

/**
 * Why the program cannot start: what an operator can put right is a line without values, as of any
 * setting (contract, section 1). Anything else is a bug, and its stack is wanted.
 */
export function explainStart(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const ours = [ConfigError, UnusableDatabaseError, RuleSetError]
  if (ours.some((kind) => error instanceof kind)) return error.message
  const { syscall, code } = error as NodeJS.ErrnoException
  if (syscall === 'listen' || syscall === 'getaddrinfo') return explainAddress(code)
  return String(error.stack)
}

function explainAddress(code: string | undefined): string {
  if (code === 'EADDRINUSE') return 'PORT is in use by another program (example: 8081)'
  if (code === 'EACCES') return 'PORT is reserved for privileged programs (example: 8080)'
  return `HOST is no address of this machine, ${String(code)} (example: 127.0.0.1)`
}
