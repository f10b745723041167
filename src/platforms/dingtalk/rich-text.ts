import type { Content } from '../../../schema/update.ts'
import { type Fields, isFields, listOf, textOf } from './json-fields.ts'

/**
 * Texts and pictures in their order (platform document, section 1.3). Runs of text that follow each
 * other are one text: what is bold comes as a run of its own, and line breaks are among the runs.
 */
export function decodeRichText(content: Fields | undefined): Content[] {
  const parts: Content[] = []
  let text = ''
  for (const item of listOf(content, 'richText')) {
    if (!isFields(item)) continue
    if (isPicture(item)) {
      parts.push(...said(text), photoOf(item))
      text = ''
    } else {
      text += textOf(item, 'text')
    }
  }
  parts.push(...said(text))
  return parts.length > 0 ? parts : [{ type: 'unsupported', what: 'richText' }]
}

function isPicture(item: Fields): boolean {
  return textOf(item, 'type') === 'picture' || codeOf(item) !== ''
}

function said(text: string): Content[] {
  const trimmed = text.trim()
  return trimmed === '' ? [] : [{ type: 'text', text: trimmed }]
}

export function photoOf(content: Fields | undefined): Content {
  const media = codeOf(content)
  return media === '' ? { type: 'unsupported', what: 'picture' } : { type: 'photo', media }
}

/** The second code is for the same picture: good enough where it is the only one. */
function codeOf(content: Fields | undefined): string {
  return textOf(content, 'downloadCode') || textOf(content, 'pictureDownloadCode')
}
