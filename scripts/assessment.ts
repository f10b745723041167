import { writeFile } from 'node:fs/promises'
import { assessmentContent, isEmpty } from '../handlers/reports/assessment-content.ts'
import { plain } from '../handlers/text.ts'
import { yearOf } from '../handlers/time.ts'
import { readOrganisation } from '../src/db/organisation.ts'
import { readFrom } from '../src/db/read.ts'
import { makeReport } from '../src/reports/make.ts'
import { loadRuleSets } from '../src/rules.ts'
import { CommandError, runCommand, UsageError, withDatabase } from './command.ts'

/** 年度考核: the year's workbook as a file, the same as 考核 sends. */
await runCommand(
  { usage: 'assessment -- --year 2026 FILE', options: ['--year'] },
  ({ words, values }) => {
    const [file, ...more] = words
    const typed = plain(values.get('--year') ?? '')
    if (file === undefined || more.length > 0 || !/^[1-9]\d{3}$/u.test(typed))
      throw new UsageError('one year and one file are wanted')
    const year = Number(typed)
    return withDatabase(async (db, now) => {
      const organisation = await readOrganisation(db)
      if (!organisation) throw new CommandError('no organisation was imported yet')
      if (year > yearOf(now)) throw new CommandError(`${year} has not begun`)
      const office = { subdistrict: organisation.subdistrict.name, ruleSets: loadRuleSets() }
      const content = await assessmentContent(readFrom(db), year, { office, now })
      if (isEmpty(content)) throw new CommandError(`there is nothing of ${year}`)
      await writeFile(file, await makeReport({ kind: 'assessment', content }))
      return `${file}: ${content.units.length} units, ${content.evidence.length} entries of ${year}`
    })
  },
)
