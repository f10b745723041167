import { AlignmentType, Document, Footer, Header, PageNumber, Paragraph, TextRun } from 'docx'
import type { BulletinContent } from '../../../schema/report.ts'
import { office } from '../words.ts'
import { packed } from './package.ts'
import * as parts from './parts.ts'
import type { Part } from './parts.ts'
import * as say from './sentences.ts'
import { FONTS, PAGE, SIZE, STYLES } from './style.ts'
import { categoryTable, levelTable, quotaTable, rankingTable } from './tables.ts'
import type { Caption } from './tables.ts'

export const DRAFT = '【草稿，待主任确认】'
const NUMERALS = Array.from('一二三四五六七八九十')

/** The quarterly notice as a Word document, laid out as GB/T 9704 lays out an official one. */
export async function bulletin(content: BulletinContent): Promise<Uint8Array> {
  const title = say.titleLines(content).join('')
  const document = new Document({
    title,
    creator: office(content.subdistrict),
    styles: STYLES,
    sections: [
      {
        properties: { page: PAGE, titlePage: true },
        headers: content.draft ? { default: new Header({ children: [parts.mark(DRAFT)] }) } : {},
        footers: { default: pageNumber(), first: pageNumber() },
        children: [
          ...(content.draft ? [parts.mark(DRAFT)] : []),
          parts.title(say.titleLines(content)),
          parts.addressee('各单位：'),
          parts.body(say.opening(content)),
          ...sections(content),
          parts.lead('特此通报。'),
          parts.emptyLine(),
          ...parts.signature(office(content.subdistrict), content.signedOn),
        ],
      },
    ],
  })
  return packed(document, title, office(content.subdistrict), content.asOf)
}

function sections(content: BulletinContent): Part[] {
  let tables = 0
  const caption: Caption = (name) => `表${++tables}  ${name}`
  const all: [string, Part[]][] = [
    ['总体情况', [parts.body(say.overall(content))]],
    ['积分排行', rankings(content, caption)],
    ['采用情况', adoptions(content, caption)],
    ['任务完成情况', quotas(content, caption)],
    ['约稿情况', [parts.body(say.commissions(content))]],
    ['退稿情况', [parts.body(say.returns(content))]],
    ['表扬', proposals(say.commended(content), content.commendation)],
    ['零报送', [parts.body(say.zeroReports(content))]],
    ['通报批评', proposals(say.criticised(content), content.criticism)],
  ]
  return all.flatMap(([name, inside], index) => [
    parts.heading(`${NUMERALS[index] ?? ''}、${name}`),
    ...inside,
  ])
}

function rankings({ lists, period }: BulletinContent, caption: Caption): Part[] {
  return lists.flatMap((list, index) => [
    parts.subheading(`（${NUMERALS[index] ?? String(index + 1)}）${list.name}`),
    parts.body(say.ranked(list, period)),
    ...rankingTable(list, caption),
  ])
}

function adoptions(content: BulletinContent, caption: Caption): Part[] {
  return [
    parts.body(say.byLevel(content)),
    ...(content.byLevel.length === 0 ? [] : levelTable(content, caption)),
    parts.body(say.byCategory(content)),
    ...(content.byCategory.length === 0 ? [] : categoryTable(content, caption)),
  ]
}

function quotas(content: BulletinContent, caption: Caption): Part[] {
  const owing = content.lists.flatMap(({ rows }) => rows).filter(({ quota }) => quota > 0)
  return [
    parts.body(say.quotas(content)),
    ...(owing.length === 0 ? [] : quotaTable(owing, caption)),
  ]
}

function proposals(lead: string, all: BulletinContent['commendation']): Part[] {
  const items = all.map((one, index) => parts.body(say.proposal(one, index)))
  return [items.length > 0 ? parts.lead(lead) : parts.body(lead), ...items]
}

/** `— 1 —`, 四号. */
const pageNumber = () =>
  new Footer({
    children: [
      new Paragraph({
        alignment: AlignmentType.CENTER,
        children: [
          new TextRun({
            children: ['— ', PageNumber.CURRENT, ' —'],
            font: FONTS.page,
            size: SIZE.page,
          }),
        ],
      }),
    ],
  })
