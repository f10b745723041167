import { Packer } from 'docx'
import type { Document } from 'docx'
import { escapeXml } from '../xml.ts'
import { withoutClock } from '../zip.ts'
import { STAND_INS } from './style.ts'

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const WORD = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'

/**
 * The file's bytes, the same for the same content: docx itself writes down when it ran, here it is
 * `at`. The font table names what stands in for a font that is not installed.
 */
export async function packed(document: Document, title: string, creator: string, at: number) {
  const bytes = await Packer.toBuffer(document, false, [
    { path: 'docProps/core.xml', data: coreProperties(title, creator, at) },
    { path: 'word/fontTable.xml', data: fontTable() },
  ])
  return withoutClock(bytes)
}

function coreProperties(title: string, creator: string, at: number): string {
  const when = new Date(at).toISOString().replace(/\.\d+Z$/, 'Z')
  const stamp = (name: string) =>
    `<dcterms:${name} xsi:type="dcterms:W3CDTF">${when}</dcterms:${name}>`
  return `${HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${escapeXml(title)}</dc:title><dc:creator>${escapeXml(creator)}</dc:creator>${stamp('created')}${stamp('modified')}</cp:coreProperties>`
}

function fontTable(): string {
  const fonts = Object.entries(STAND_INS).map(
    ([name, standIn]) =>
      `<w:font w:name="${name}"><w:altName w:val="${standIn}"/><w:charset w:val="86"/></w:font>`,
  )
  return `${HEAD}<w:fonts xmlns:w="${WORD}">${fonts.join('')}</w:fonts>`
}
