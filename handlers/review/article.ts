import type { ArticleAnswer, ArticleRequest, ArticleView } from '../../schema/article.ts'
import type { ItemContent } from '../../schema/submission.ts'
import type { Actor, ArticlePages, EventRecord, Read } from '../contract.ts'
import type { StepRecord, SubmissionRecord } from '../contract.ts'
import { categoryLabel, tierLabel } from '../labels.ts'
import { lengthOf } from '../text.ts'
import { dayInWords, dayOf, stampOf } from '../time.ts'
import { maySee } from './find.ts'
import { historyLine, nowLine } from './history.ts'
import { reviewersOf, type Reviewer } from './reviewers.ts'
import { changedParts } from './words.ts'

/** The page behind 看全文: read as 全文 and 过程 tell it, by who may see the item at this moment. */
export const articlePages: ArticlePages = {
  async view(read, request, now) {
    const seen = await seenBy(read, request)
    if (!('item' in seen)) return seen
    const { item, steps, reader } = seen
    const contents = await contentsOf(read, item)
    const version = request.version ?? item.version
    const content = contents[version - 1]
    if (!content) return { outcome: 'missing', line: `${item.number} 没有第${version}版。` }
    const open = item.status === 'in_review' && steps.find(({ outcome }) => outcome === 'open')
    const reviewers = open ? await reviewersOf(read, open, dayOf(now)) : null
    const events = await read.events(item.number)
    return {
      outcome: 'shown',
      ...headOf(item, content, version),
      notice: noticeFor(reader, item, version, reviewers),
      paragraphs: paragraphsOf(content.body),
      photos: captioned(content),
      versions: versionsOf(contents, events, version),
      timeline: [...events.map(historyLine), nowLine(item, reviewers, reader)],
    }
  },

  async maySeePhoto(read, { number, person, photo }) {
    const seen = await seenBy(read, { number, person })
    if (!('item' in seen)) return false
    const contents = await contentsOf(read, seen.item)
    return contents.some(({ photos }) => photos.some((one) => one.photo === photo))
  },

  expired: (number) => `链接已过期。请在聊天中回复“全文 ${number}”获取新链接。`,
  forged: () => '链接无效。请在聊天中回复“待审”或“我的稿件”，再打开稿件。',
}

interface Seen {
  item: SubmissionRecord
  steps: readonly StepRecord[]
  reader: Actor
}

/** The link was theirs once; whether the item still is their business is asked every time. */
async function seenBy(
  read: Read,
  { number, person }: Pick<ArticleRequest, 'number' | 'person'>,
): Promise<Seen | Exclude<ArticleAnswer, ArticleView>> {
  const item = await read.submission(number)
  if (!item) return { outcome: 'missing', line: `没有稿件 ${number}。` }
  const reader = await read.person(person)
  const steps = await read.steps(number)
  if (reader && (await maySee(read, reader, item, steps))) return { item, steps, reader }
  return { outcome: 'refused', line: '这篇稿件现在不归您查看。如有疑问，请联系宣传办。' }
}

/** By version: the first one stands at 0. */
async function contentsOf(read: Read, item: SubmissionRecord): Promise<ItemContent[]> {
  const contents: ItemContent[] = []
  for (let version = 1; version < item.version; version += 1) {
    const former = await read.version(item.number, version)
    if (!former) throw new Error(`version ${version} of ${item.number} is gone`)
    contents.push(former.content)
  }
  return [...contents, item.content]
}

function headOf(item: SubmissionRecord, content: ItemContent, version: number) {
  const { tier, category, title, eventDate, body } = content
  const source = [item.unit.name, item.author.name, tierLabel[tier], item.number, `第${version}版`]
  const year = eventDate.slice(0, 4)
  const facts = [
    `${year}年${dayInWords(eventDate)}`,
    categoryLabel[category],
    `${lengthOf(body)}字`,
  ]
  if (item.late) facts.push('迟报')
  return { title, source: source.join(' · '), facts: facts.join(' · ') }
}

function noticeFor(
  reader: Actor,
  item: SubmissionRecord,
  version: number,
  reviewers: readonly Reviewer[] | null,
): string | null {
  if (version < item.version) return `这是第${version}版，最新是第${item.version}版。`
  const decides = reviewers?.some(({ person }) => person.id === reader.id)
  return decides && reader.id !== item.author.id
    ? `等您审稿，请在聊天中处理：点卡片上的按钮，或回复“通过 ${item.number}”。`
    : null
}

/** The page indents by itself: blanks that the writer put before a paragraph would double it. */
const paragraphsOf = (body: string): string[] =>
  body
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

function captioned({ photos }: ItemContent): ArticleView['photos'] {
  if (photos.length === 1) return photos
  return photos.map(({ photo, caption }, at) => ({ photo, caption: `图${at + 1} ${caption}` }))
}

function versionsOf(
  contents: readonly ItemContent[],
  events: readonly EventRecord[],
  shown: number,
): ArticleView['versions'] {
  const lines = contents.map((content, at) => {
    const version = at + 1
    const sent = events.find((one) => isSending(one) && one.version === version)
    const before = contents[at - 1]
    const parts = [
      `第${version}版`,
      sent && stampOf(sent.at),
      before && changedParts(before, content),
    ].filter((part) => part !== undefined && part !== '')
    return { version, label: parts.join(' · '), shown: version === shown }
  })
  return lines.reverse()
}

const isSending = ({ event }: EventRecord) => event === 'submitted' || event === 'resubmitted'
