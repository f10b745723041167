import type { DrawnCard, StandInBody } from '../stand-in.ts'
import type { Stage } from './stage.ts'

const PICTURE = /!\[[^\]]*\]\(([^)\s]+)\)/g

/** The text as it was sent, and beside it those of its pictures that were uploaded before. */
export function drawMarkdown(stage: Stage, text: string): StandInBody {
  const names = new Set(Array.from(text.matchAll(PICTURE), ([, name = '']) => name))
  const pictures = [...names].flatMap((name) => {
    const media = stage.media.uploaded(name, 'image')
    if (!media) return []
    const { id, width, height } = media
    return [{ name, path: `media/${id}`, width, height }]
  })
  return pictures.length > 0 ? { type: 'markdown', text, pictures } : { type: 'markdown', text }
}

/** One line of the platform's markdown (section 4.3) as somebody reads it. */
export function plainLine(line: string): string {
  return line
    .trim()
    .replace(/^(?:#{1,6}|>|[-*+])\s+/, '')
    .replaceAll(/(?<!\\)\*{1,2}/g, '')
    .replaceAll(/(?<!\\)!?\[([^\]]*)\]\(([^)]*)\)/g, '$1 $2')
    .replaceAll(/\\([!-/:-@[-`{-~])/g, '$1')
}

export function plainLines(text: string): string[] {
  return text
    .split('\n')
    .map(plainLine)
    .filter((line) => line !== '')
}

/** Lines of the form 标签：内容 become facts, the others stay lines. */
export function splitFacts(text: string): { facts: DrawnCard['facts']; lines: string[] } {
  const facts: DrawnCard['facts'] = []
  const lines: string[] = []
  for (const line of plainLines(text)) {
    const [, label, value] = /^([^：:]{1,10})[：:]\s*(.*)$/u.exec(line) ?? []
    if (label !== undefined && value !== undefined) facts.push({ label, value })
    else lines.push(line)
  }
  return { facts, lines }
}
