import type { DrawnCard } from '../stand-in.ts'
import type { Stage } from './stage.ts'

const PICTURE = /!\[([^\]]*)\]\(([@$][^)\s]+)\)/g

/** Pictures by media_id, which the page finds under an address of its own. */
export function withPictures(stage: Stage, text: string): string {
  return text.replaceAll(PICTURE, (whole, label: string, mediaId: string) => {
    const media = stage.media.uploaded(mediaId, 'image')
    return media ? `![${label}](media/${media.id})` : whole
  })
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
