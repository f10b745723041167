import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { PlatformRefusedError } from '../../errors.ts'
import type { Upload } from './multipart.ts'

/** What is to be uploaded; a file that is gone will not come back. */
export async function readUpload(file: string, name = basename(file)): Promise<Upload> {
  try {
    return { name, bytes: await readFile(file) }
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException
    const gone = code === 'ENOENT'
    throw new PlatformRefusedError('media/upload', code, { retry: gone ? 'never' : 'later' })
  }
}

export function mediaIdOf(call: string, answer: Readonly<Record<string, unknown>>): string {
  const id = answer['media_id']
  if (typeof id === 'string' && id !== '') return id
  throw new PlatformRefusedError(call, 'no media_id', { retry: 'later' })
}
