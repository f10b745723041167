import { readFile } from 'node:fs/promises'
import { importOrganisation, isEmpty, OrganisationError } from '../src/organisation.ts'
import type { ImportReport } from '../src/organisation.ts'
import { CommandError, runCommand, UsageError, withDatabase } from './command.ts'

/** Reads an organisation file, all or nothing (contract, section 4). */
await runCommand({ usage: 'org:import -- FILE' }, async ({ words }) => {
  const [file, ...more] = words
  if (file === undefined || more.length > 0) throw new UsageError('one file is wanted')
  if (/\.xlsx?$/i.test(file)) {
    throw new UsageError('a workbook cannot be read yet: give the organisation as JSON')
  }
  const raw = parse(file, await readFile(file))
  return withDatabase(async (db, now) => {
    try {
      return told(await importOrganisation(db, raw, now))
    } catch (error) {
      if (!(error instanceof OrganisationError)) throw error
      throw new CommandError(`${file} was refused, nothing was changed: ${error.lines.join('; ')}`)
    }
  })
})

/** The parser's own words quote the file, and the file holds secrets. */
function parse(file: string, bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new CommandError(`${file} is not JSON in UTF-8, nothing was changed`)
  }
}

function told(report: ImportReport): string {
  if (isEmpty(report)) return 'nothing changed'
  const { added, changed, closed } = report
  const lines = Object.entries({ added, changed, closed }).flatMap(([what, names]) =>
    names.map((name) => `${what} ${name}`),
  )
  const sums = `${added.length} added, ${changed.length} changed, ${closed.length} closed`
  return [...lines, sums].join('\n')
}
