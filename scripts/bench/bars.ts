import { median, spread } from './statistics.ts'

export interface Bar {
  name: string
  measured: string
  bar: string
  met: boolean
}

/** Prints what was held against the bars. True: all are met. */
export function report(bars: readonly Bar[], say: (line: string) => void): boolean {
  const width = (pick: (bar: Bar) => string) => Math.max(...bars.map((bar) => pick(bar).length))
  const [names, measures, limits] = [
    width(({ name }) => name),
    width(({ measured }) => measured),
    width(({ bar }) => bar),
  ]
  say('')
  for (const { name, measured, bar, met } of bars) {
    const line = [name.padEnd(names), measured.padEnd(measures), bar.padEnd(limits)]
    say(`${line.join('  ')}  ${met ? 'met' : 'NOT MET'}`)
  }
  return bars.every(({ met }) => met)
}

/** Ratios are taken within a round: what disturbs the machine disturbs both sides. */
export function ratios(ours: readonly number[], other: readonly number[]): number[] {
  return ours.map((value, round) => value / (other[round] ?? Number.NaN))
}

export const rateRatios = (
  ours: readonly { rate: number }[],
  other: readonly { rate: number }[],
): number[] =>
  ratios(
    ours.map(({ rate }) => rate),
    other.map(({ rate }) => rate),
  )

export const atLeast = (name: string, values: readonly number[], bar: number): Bar => ({
  name,
  measured: spread(values, 2),
  bar: `≥ ${bar}`,
  met: median(values) >= bar,
})

export const noMoreThan = (name: string, values: readonly number[], bar: number): Bar => ({
  name,
  measured: spread(values, 2),
  bar: `≤ ${bar}`,
  met: median(values) <= bar,
})

export const below = (name: string, value: number, bar: number): Bar => ({
  name,
  measured: value.toFixed(1),
  bar: `< ${bar}`,
  met: value < bar,
})

/** Of something that is counted, not measured. */
export const atMost = (name: string, count: number, bar: number): Bar => ({
  name,
  measured: String(count),
  bar: `≤ ${bar}`,
  met: count <= bar,
})

/** So many times as long, or at most 5 ms more, whichever is larger. */
export function latencyBar(
  name: string,
  ours: readonly number[],
  other: readonly number[],
  bar: number,
): Bar {
  const more = median(ours.map((value, round) => value - (other[round] ?? Number.NaN)))
  const times = ratios(ours, other)
  return {
    name,
    measured: `${spread(times, 2)}, ${more.toFixed(1)} ms more`,
    bar: `≤ ${bar} or 5 ms more`,
    met: median(times) <= bar || more <= 5,
  }
}
