import { Day } from '../../schema/ids.ts'
import type { Category, Tier } from '../../schema/submission.ts'
import type { Clock } from '../clock.ts'
import { Chatter } from './chatter.ts'
import ORGANISATION from './samples/org.json' with { type: 'json' }
import { samplesBefore } from './samples.ts'
import type { Sample } from './samples.ts'
import { drawScene, sceneNames } from './scenes.ts'
import type { StandIn } from './stand-in.ts'

const OFFSET_MS = 8 * 3600 * 1000

const tierAnswer: Record<Tier, string> = { general: '1', major: '2', decision: '3' }
const categoryAnswer: Record<Category, string> = {
  economy: '1',
  brand: '2',
  innovation: '3',
  highlight: '4',
  other: '5',
}

export interface DemoOptions {
  standIn: StandIn
  clock: Clock
  progress?: (done: number, total: number) => void
}

function accountOf(id: string, platform: StandIn['platform']): string {
  const person = ORGANISATION.people.find((one) => one.id === id)
  if (!person) throw new Error(`no ${id} among the people of the samples`)
  return person.accounts[platform]
}

function drawPhotos({ photos }: Sample, index: number, seed: number): Promise<Uint8Array[]> {
  const scene = (place: number) => sceneNames[(index + place) % sceneNames.length] ?? sceneNames[0]
  return Promise.all(
    photos.map((_photo, place) => drawScene(scene(place), seed + index * 10 + place)),
  )
}

/** 投稿 up to 核对, as a correspondent types it. */
async function write(
  chatter: Chatter,
  sample: Sample,
  photos: readonly Uint8Array[],
): Promise<void> {
  const first = await chatter.say('投稿', /1\/7|另写/)
  if (!first.includes('1/7')) await chatter.say('2', /1\/7/)
  await chatter.say(tierAnswer[sample.tier], /2\/7/)
  await chatter.say(categoryAnswer[sample.category], /3\/7/)
  await chatter.say(sample.title, /4\/7/)
  await chatter.say(sample.eventDate, /5\/7/)
  await chatter.say(sample.body, /5\/7/)
  await chatter.say('完成', /6\/7/)
  await chatter.sendPhotos(photos, /6\/7/)
  const captions = sample.photos.map(({ caption }, index) => `图${index + 1} ${caption}`)
  await chatter.say(captions.join('\n'), /6\/7/)
  await chatter.say('完成', /7\/7/)
}

/**
 * Sends the ten sample items through the real flow. They are written side by side, as in life,
 * and submitted one after the other, so that the numbers follow the dates.
 */
export async function sendDemo({ standIn, clock, progress }: DemoOptions): Promise<void> {
  const now = clock.now()
  const samples = samplesBefore(Day.parse(new Date(now + OFFSET_MS).toISOString().slice(0, 10)))
  progress?.(0, samples.length)
  const writers = samples.map((sample, index) => {
    const chatter = new Chatter(standIn, accountOf(sample.correspondent, standIn.platform))
    const written = drawPhotos(sample, index, now % 1_000_000).then((photos) =>
      write(chatter, sample, photos),
    )
    return { chatter, written }
  })
  await Promise.all(writers.map(({ written }) => written))
  for (const [index, { chatter }] of writers.entries()) {
    await chatter.tap('提交')
    progress?.(index + 1, samples.length)
  }
}
