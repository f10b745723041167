import { randomUUID } from 'node:crypto'
import { rename, rm, writeFile } from 'node:fs/promises'
import { readOrganisation } from '../src/db/organisation.ts'
import { exportOrganisation } from '../src/organisation.ts'
import { CommandError, runCommand, UsageError, withDatabase } from './command.ts'

/** Writes the organisation file back (contract, section 4). */
await runCommand(
  { usage: 'org:export -- FILE [--with-secrets]', flags: ['--with-secrets'] },
  async ({ words, flags }) => {
    const [file, ...more] = words
    if (file === undefined || more.length > 0) throw new UsageError('one file is wanted')
    const present = await withDatabase(readOrganisation)
    if (!present) throw new CommandError('no organisation was imported yet')
    const secret = flags.has('--with-secrets')
    const text = `${JSON.stringify(exportOrganisation(present, secret), null, 2)}\n`
    await writeWhole(file, text, secret ? 0o600 : 0o644)
    return secret
      ? `${file} was written, with the secrets of the channels: keep it to yourself`
      : `${file} was written; the secrets of the channels are masked`
  },
)

/** A file of the same name is replaced in one step, so that no reader of it ever sees the secrets. */
async function writeWhole(file: string, text: string, mode: number) {
  const temporary = `${file}.${randomUUID()}.tmp`
  try {
    await writeFile(temporary, text, { mode, flag: 'wx' })
    await rename(temporary, file)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}
