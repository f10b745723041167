import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export const ROOT = new URL('../..', import.meta.url).pathname
const MAIN = join(ROOT, 'src/main.ts')

export interface Ended {
  code: number | null
  signal: NodeJS.Signals | null
}

/** The program as its own process. Nothing of this process's environment reaches it. */
export class Program {
  readonly child: ChildProcess
  readonly startedAt = performance.now()
  /** The address that its line `ready` tells; rejects if it ends before. */
  readonly ready: Promise<string>
  readonly ended: Promise<Ended>
  /** Milliseconds from start to ready. */
  readyAfterMs = Number.NaN
  stdout = ''
  stderr = ''

  constructor(command: string, args: readonly string[], options: { cwd: string; env: Env }) {
    this.child = spawn(command, args, {
      cwd: options.cwd,
      env: { PATH: process.env['PATH'], HOME: tmpdir(), TZ: 'Asia/Shanghai', ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own: what npm leaves behind can be ended with it.
      detached: true,
    })
    this.ended = new Promise((resolve) => {
      this.child.once('close', (code, signal) => {
        resolve({ code, signal })
      })
    })
    this.child.stderr?.on('data', (chunk: Buffer) => {
      this.stderr += chunk.toString()
    })
    this.ready = this.#readReady()
    // Whoever does not wait for it is not told when it never comes.
    this.ready.catch(() => undefined)
  }

  #readReady(): Promise<string> {
    return new Promise((resolve, reject) => {
      this.child.stdout?.on('data', (chunk: Buffer) => {
        this.stdout += chunk.toString()
        const url = /^\{.*"msg":"ready".*\}$/m.exec(this.stdout)?.[0]
        if (url === undefined || !Number.isNaN(this.readyAfterMs)) return
        this.readyAfterMs = performance.now() - this.startedAt
        resolve((JSON.parse(url) as { url: string }).url)
      })
      void this.ended.then(({ code, signal }) => {
        reject(
          new Error(`it ended with ${code ?? signal ?? '?'} before it was ready: ${this.stderr}`),
        )
      })
    })
  }

  /** With everything that it has started; once this resolves it writes nothing any more. */
  async end(): Promise<void> {
    try {
      if (this.child.pid !== undefined) process.kill(-this.child.pid, 'SIGKILL')
    } catch {
      // It is gone already.
    }
    await this.ended
  }

  stop(signal: NodeJS.Signals): Promise<Ended> {
    this.child.kill(signal)
    return this.ended
  }
}

export type Env = Record<string, string>

export function startProgram(cwd: string, env: Env): Program {
  return new Program(process.execPath, [MAIN], { cwd, env })
}

export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'baosong-process-'))
}

/** A port that was free a moment ago: the program must come back on the same one. */
export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => {
        resolve(port)
      })
    })
  })
}

export const CREDENTIALS = {
  corpId: 'wwa1b2c3d4e5f60718',
  agentId: 1000002,
  secret: 'the-secret-of-the-app',
  token: 'QDG6eK',
  encodingAesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
}

/** A real start, with the platform at `apiBase`. */
export function realEnv(folder: string, port: number, apiBase: string): Env {
  return {
    PORT: String(port),
    DATABASE_URL: `sqlite:${join(folder, 'baosong.db')}`,
    MEDIA_DIR: join(folder, 'media'),
    SECRET_KEY: '5a'.repeat(32),
    WECOM_CORP_ID: CREDENTIALS.corpId,
    WECOM_AGENT_ID: String(CREDENTIALS.agentId),
    WECOM_SECRET: CREDENTIALS.secret,
    WECOM_TOKEN: CREDENTIALS.token,
    WECOM_ENCODING_AES_KEY: CREDENTIALS.encodingAesKey,
    WECOM_API_BASE: apiBase,
  }
}
