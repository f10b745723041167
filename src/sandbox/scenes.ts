import sharp from 'sharp'
import { court, fields, lanterns, market, stream, windowsAtNight } from './scene-painters.ts'

/** Drawn pictures for whoever has no photo at hand; named as the page shows them. */
export const sceneNames = [
  '便民窗口',
  '社区院落',
  '便民市场',
  '村口水渠',
  '秋收田野',
  '灯彩晚会',
] as const
export type SceneName = (typeof sceneNames)[number]

const WIDTH = 1280
const HEIGHT = 960

const painters: Record<SceneName, (random: () => number) => string> = {
  便民窗口: windowsAtNight,
  社区院落: court,
  便民市场: market,
  村口水渠: stream,
  秋收田野: fields,
  灯彩晚会: lanterns,
}

/** The same seed draws the same picture; another seed, one that looks different (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

export async function drawScene(name: SceneName, seed: number): Promise<Uint8Array> {
  const size = `width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}"`
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" ${size}>${painters[name](randomFrom(seed))}</svg>`
  return sharp(Buffer.from(svg)).jpeg({ quality: 86 }).toBuffer()
}
