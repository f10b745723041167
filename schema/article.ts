import type { PersonId, PhotoId, SubmissionNumber } from './ids.ts'

/** Whose page it is, and which version they want: the newest unless told. */
export interface ArticleRequest {
  number: SubmissionNumber
  person: PersonId
  version?: number
}

/** The page behind 看全文 with its words ready; src/http only draws it. */
export interface ArticleView {
  outcome: 'shown'
  title: string
  /** Unit, writer, tier, number, version. */
  source: string
  /** Date, category, length. */
  facts: string
  /** That there is a newer version, or where to decide. */
  notice: string | null
  paragraphs: readonly string[]
  photos: readonly { photo: PhotoId; caption: string }[]
  /** Newest first. */
  versions: readonly { version: number; label: string; shown: boolean }[]
  /** Oldest first, the state now as its last line. */
  timeline: readonly string[]
}

/** Nothing but a line: `refused` for somebody who may not see the item, `missing` for no such page. */
export interface ArticleNotice {
  outcome: 'refused' | 'missing'
  line: string
}

export type ArticleAnswer = ArticleView | ArticleNotice
