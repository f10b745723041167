const OFFSET_MS = 8 * 3600 * 1000
const DAY_MS = 24 * 3600 * 1000
const weekdays = ['周日', '周一', '周二', '周三', '周四', '周五', '周六']
const two = (value) => String(value).padStart(2, '0')

/** Calendar fields in Asia/Shanghai, which knows no summer time. */
export function fields(at) {
  const date = new Date(at + OFFSET_MS)
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth(),
    day: date.getUTCDate(),
    weekday: weekdays[date.getUTCDay()],
    clock: `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`,
  }
}

export const instant = (year, month, day, hour, minute) =>
  Date.UTC(year, month, day, hour, minute) - OFFSET_MS

const dayNumber = (at) => Math.floor((at + OFFSET_MS) / DAY_MS)

/** `10:24`, `昨天 10:24`, `11月18日 10:24` */
export function mark(at, now) {
  const { month, day, clock } = fields(at)
  const ago = dayNumber(now) - dayNumber(at)
  if (ago === 0) return clock
  return ago === 1 ? `昨天 ${clock}` : `${month + 1}月${day}日 ${clock}`
}

export function clockText(at) {
  const { month, day, weekday, clock } = fields(at)
  return `${month + 1}月${day}日 ${weekday} ${clock}`
}

const later = (now, ...candidates) => candidates.find((at) => at > now)

/** Where the clock can be moved to: the moments at which the bot does something by itself. */
export function presets(now) {
  const { year, month, day } = fields(now)
  const quarterEnd = (months) => instant(year, month - (month % 3) + 3 + months, 0, 17, 0)
  const monthly = (date, hour, minute) =>
    later(
      now,
      instant(year, month, date, hour, minute),
      instant(year, month + 1, date, hour, minute),
    )
  const named = (at, rest) => `${fields(at).month === month ? '本月' : '下月'}${rest}`
  const freeze = monthly(3, 18, 0)
  const broadcast = monthly(5, 9, 5)
  const quarter = later(now, quarterEnd(0), quarterEnd(3))
  return [
    { name: '过 30 分钟', at: now + 30 * 60 * 1000 },
    { name: '过 4 小时', at: now + 4 * 3600 * 1000 },
    { name: '明天 09:00', at: instant(year, month, day + 1, 9, 0) },
    { name: `${named(freeze, '3日 18:00')} 定稿`, at: freeze },
    { name: `${named(broadcast, '5日 09:05')} 发排行`, at: broadcast },
    { name: `${fields(quarter).month + 1}月${fields(quarter).day}日 17:00 季度末`, at: quarter },
  ]
}
