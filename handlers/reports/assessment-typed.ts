import type { AssessmentContent } from '../../schema/report.ts'
import type { Role } from '../../schema/submission.ts'
import type { Actor, Command, Handler, Turn } from '../contract.ts'
import { openMonth, readPeriod } from '../periods.ts'
import { say } from '../review/show.ts'
import { clockOf, dayInWords, dayOf, yearOf } from '../time.ts'
import { assessmentContent, isEmpty } from './assessment-content.ts'

const MAY_SEE: readonly Role[] = [
  'editor',
  'publicityDirector',
  'leaderInCharge',
  'deputySecretary',
]

/** The desk and the leaders. */
export const maySeeAssessment = ({ roles }: Actor): boolean =>
  roles.some((role) => MAY_SEE.includes(role))

/** 考核 2026: the year's workbook, for the desk and the leaders. */
export const assessmentTyped: Handler<Command> = {
  async run(read, { args }, turn) {
    const { actor, office, now } = turn
    if (!maySeeAssessment(actor))
      return [say('年度考核表由宣传办和街道领导查看。看自己的积分请回复“积分”。')]
    const year = yearMeant(args, turn)
    if (year === undefined) return [say('考核按年，例如：考核 2026')]
    if (year > yearOf(now)) return [say(`${year}年还没有到，请再看一下年份。`)]
    const content = await assessmentContent(read, year, { office, now })
    if (isEmpty(content)) return [say(`${year}年没有报送和积分记录。`)]
    return [
      say(lineOf(content)),
      {
        type: 'send-made',
        as: 'file',
        name: `${office.subdistrict}${year}年度宣传工作考核.xlsx`,
        recipe: { kind: 'assessment', content },
      },
    ]
  },
}

/** Without a year the one that is still open: in the first days of January the last. */
function yearMeant(args: string, { now, office }: Turn): number | undefined {
  if (args === '') return Number(openMonth(office, now).slice(0, 4))
  const period = readPeriod(args, dayOf(now))
  return period?.length === 4 ? Number(period) : undefined
}

function lineOf({ year, units, evidence, asOf, frozen }: AssessmentContent): string {
  const until = frozen ? '已定稿' : `未定稿，截至 ${dayInWords(dayOf(asOf))} ${clockOf(asOf)}`
  return `${year}年度考核表（${until}）：${units.length} 个单位，积分依据 ${evidence.length} 条，文件见下一条。`
}
