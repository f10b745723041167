import { z } from 'zod'
import { Day } from '../../schema/ids.ts'
import { Category, Tier } from '../../schema/submission.ts'
import ARTICLES from './samples/articles.json' with { type: 'json' }

const Sample = z.object({
  correspondent: z.string(),
  tier: Tier,
  category: Category,
  eventDate: Day,
  title: z.string(),
  body: z.string(),
  photos: z.array(z.object({ caption: z.string() })).min(1),
})
export type Sample = z.infer<typeof Sample>

const DAY_MS = 24 * 3600 * 1000
/** The bot refuses what is older than 30 days; a little less leaves room for a long evening. */
const OLDEST_DAYS = 28

const numberOf = (day: string) => Date.parse(`${day}T00:00:00Z`) / DAY_MS
const dayOf = (number: number) => new Date(number * DAY_MS).toISOString().slice(0, 10)

/** `10月12日`, `11月2日至4日`: the words are moved with the item. */
function movedText(text: string, year: string, byDays: number): string {
  const moved = (month: string, day: string) => {
    const date = new Date((numberOf(`${year}-01-01`) + byDays) * DAY_MS)
    date.setUTCMonth(date.getUTCMonth() + Number(month) - 1, date.getUTCDate() + Number(day) - 1)
    return { month: date.getUTCMonth() + 1, day: date.getUTCDate() }
  }
  return text.replaceAll(
    /(\d{1,2})月(\d{1,2})日(?:至(\d{1,2})日)?/g,
    (_whole, month: string, day: string, until: string | undefined) => {
      const from = moved(month, day)
      const words = `${from.month}月${from.day}日`
      if (until === undefined) return words
      const to = moved(month, until)
      return to.month === from.month
        ? `${words}至${to.day}日`
        : `${words}至${to.month}月${to.day}日`
    },
  )
}

function moved(sample: Sample, to: number): Sample {
  const byDays = to - numberOf(sample.eventDate)
  const year = sample.eventDate.slice(0, 4)
  const text = (words: string) => movedText(words, year, byDays)
  return {
    ...sample,
    eventDate: Day.parse(dayOf(to)),
    title: text(sample.title),
    body: text(sample.body),
    photos: sample.photos.map(({ caption }) => ({ caption: text(caption) })),
  }
}

/**
 * The sample items, oldest first, as if the newest had happened on the day before `today`. Their
 * distances are kept where all are young enough to be sent, and drawn together where not.
 */
export function samplesBefore(
  today: Day,
  samples: readonly Sample[] = z.array(Sample).parse(ARTICLES),
): Sample[] {
  const numbers = samples.map(({ eventDate }) => numberOf(eventDate))
  const newest = Math.max(...numbers)
  const span = newest - Math.min(...numbers)
  const scale = span + 1 > OLDEST_DAYS ? (OLDEST_DAYS - 1) / span : 1
  const yesterday = numberOf(today) - 1
  return samples
    .map((sample) =>
      moved(sample, yesterday - Math.round((newest - numberOf(sample.eventDate)) * scale)),
    )
    .sort((one, other) => one.eventDate.localeCompare(other.eventDate))
}
