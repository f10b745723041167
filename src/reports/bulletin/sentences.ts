import { percentOf, pointsText } from '../../../schema/figure-text.ts'
import type { BulletinContent, RankingList } from '../../../schema/report.ts'
import type { PlacedRow } from '../words.ts'
import { isPlaced, momentInSentence, office, thisPeriod } from '../words.ts'

/** Every sentence of the notice: whole, also where there is nothing to tell. */

/** Two lines, broken where a reader would take breath. */
export const titleLines = ({ subdistrict, period }: BulletinContent): [string, string] => [
  `${subdistrict}关于${period}`,
  '宣传信息工作情况的通报',
]

export const opening = ({ period, asOf }: BulletinContent): string =>
  `为反映各单位宣传信息报送和采用情况，现将${period}宣传信息工作情况通报如下（数据统计截至${momentInSentence(asOf, period)}）。`

export function overall({ period, totals }: BulletinContent): string {
  const now = thisPeriod(period)
  const { submitted, filed, late, adopted, adoptions, rate } = totals
  if (submitted === 0 && filed === 0 && adoptions === 0) return `${now}各单位没有报送稿件。`
  const lateness = filed === 0 ? '' : late === 0 ? '，没有迟报' : `，其中迟报${late}件`
  const use =
    adoptions === 0
      ? '没有稿件被媒体采用'
      : `有${adopted}件稿件被各级媒体采用，共采用${adoptions}次`
  const first = `${now}，各单位共提交稿件${submitted}件，审核通过并报送${filed}件${lateness}；${use}。`
  if (rate.of === 0) return first
  return `${first}${now}首次报送的${rate.of}件稿件中，已采用${rate.used}件，采用率为${percentOf(rate)}。`
}

export function ranked({ name, rows }: RankingList, period: string): string {
  const best = placesUpTo(
    3,
    rows.filter(isPlaced).filter(({ hundredths }) => hundredths > 0),
  )
  const begins = `${name}共${rows.length}个单位`
  if (best.length === 0) return `${begins}，${thisPeriod(period)}暂无积分。`
  const told = best.map(({ place, rows }) => {
    const names = rows.map((row) => `${row.unit}（${pointsText(row.hundredths)}分）`).join('、')
    return `${names}${rows.length > 1 ? '并列' : '列'}第${place}位`
  })
  return `${begins}，按积分排名，${told.join('，')}。`
}

function placesUpTo(last: number, rows: readonly PlacedRow[]) {
  return Array.from({ length: last }, (_, index) => index + 1)
    .map((place) => ({ place, rows: rows.filter((row) => row.place === place) }))
    .filter((group) => group.rows.length > 0)
}

export function byLevel({ period, byLevel, totals }: BulletinContent): string {
  if (byLevel.length === 0) return `${thisPeriod(period)}没有稿件被媒体采用。`
  const told = byLevel.map(({ level, count }) => `${level}${count}次`).join('、')
  return `按媒体级别统计，${told}，合计${totals.adoptions}次。`
}

export function byCategory({ period, byCategory }: BulletinContent): string {
  const mostFiled = leading(byCategory.map(({ category, filed }) => [category, filed]))
  if (!mostFiled) return `${thisPeriod(period)}没有可按内容分类统计的稿件。`
  const mostUsed = leading(byCategory.map(({ category, adopted }) => [category, adopted]))
  if (mostUsed?.names === mostFiled.names) {
    const { names, counted } = mostFiled
    return `按内容分类统计，报送、采用最多的均为${names}（${counted}、${mostUsed.counted}）。`
  }
  const used = mostUsed ? `，采用最多的是${mostUsed.names}（${mostUsed.counted}）` : ''
  return `按内容分类统计，报送最多的是${mostFiled.names}（${mostFiled.counted}）${used}。`
}

/** `经济发展` and `5件`; several where they are equal, and `各5件`. */
function leading(counts: readonly (readonly [string, number])[]) {
  const most = Math.max(0, ...counts.map(([, count]) => count))
  if (most === 0) return undefined
  const names = counts.filter(([, count]) => count === most).map(([name]) => name)
  return { names: names.join('、'), counted: `${names.length > 1 ? '各' : ''}${most}件` }
}

export function quotas({ period, lists }: BulletinContent): string {
  const owing = lists.flatMap(({ rows }) => rows).filter(({ quota }) => quota > 0)
  if (owing.length === 0) return `${thisPeriod(period)}没有报送任务。`
  const owed = owing.reduce((sum, { quota }) => sum + quota, 0)
  const done = owing.filter(({ filed, quota }) => filed >= quota).length
  const left = owing.length - done
  const result =
    left === 0
      ? '全部完成任务'
      : `${done === 0 ? '没有单位' : `${done}个单位`}完成任务，${left}个单位尚未完成`
  return `${thisPeriod(period)}共有${owing.length}个单位承担报送任务，任务数合计${owed}件，${result}。`
}

export function commissions({ period, commissions }: BulletinContent): string {
  if (!commissions) return `${thisPeriod(period)}没有约稿任务。`
  const { asked, onTime, late, missed } = commissions
  return `${thisPeriod(period)}共约稿${asked}件次，按时完成${onTime}件次，逾期完成${late}件次，未完成${missed}件次。`
}

export function returns({ period, returns }: BulletinContent): string {
  if (returns.length === 0) return `${thisPeriod(period)}没有退回修改的稿件。`
  const all = returns.reduce((sum, { count }) => sum + count, 0)
  const told = returns.map(({ reason, count }) => `${reason}（${count}次）`).join('、')
  const why = returns.length === 1 ? `原因为${told}` : `原因依次为${told}`
  return `${thisPeriod(period)}审核中共退回稿件${all}次，${why}。`
}

export function commended({ period, subdistrict, commendation }: BulletinContent): string {
  if (commendation.length === 0) return `${thisPeriod(period)}无表扬单位。`
  return `${office(subdistrict)}对下列单位予以表扬：`
}

export function zeroReports({ period, zero }: BulletinContent): string {
  if (zero.length === 0) return `${thisPeriod(period)}没有零报送单位。`
  return `${thisPeriod(period)}有${zero.length}个单位零报送：${zero.join('、')}。`
}

export function criticised({ period, criticism }: BulletinContent): string {
  if (criticism.length === 0) return `${thisPeriod(period)}没有通报批评的单位。`
  return `对下列单位予以通报批评，请认真查找原因，及时改进：`
}

/** `1. 溪畔社区：……。` */
export function proposal({ unit, why }: { unit: string; why: string }, index: number): string {
  return `${index + 1}．${unit}：${why.replace(/[。.；;]+$/u, '')}。`
}
