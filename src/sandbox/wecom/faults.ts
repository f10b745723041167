import type { Fault } from '../stand-in.ts'

/** What a test may do to one call; `hang`, `reset` and `500` come before any work. */
export type CallVerdict = 'pass' | 'hang' | 'reset' | '500' | 'lose-answer' | { errcode: number }

export type CallHook = (call: { path: string }) => CallVerdict

/** What is wrong with the platform at the moment. */
export class Faults {
  current: Fault = 'none'
  hook: CallHook = () => 'pass'

  verdict(path: string): CallVerdict {
    if (this.current === 'refusing') return { errcode: -1 }
    if (this.current === 'answers-lost') return 'lose-answer'
    return this.hook({ path })
  }
  clear(): void {
    this.current = 'none'
    this.hook = () => 'pass'
  }
}
