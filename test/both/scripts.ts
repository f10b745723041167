import type { Script } from './script.ts'
import { desk } from './scripts/desk.ts'
import { drafts } from './scripts/drafts.ts'
import { figures } from './scripts/figures.ts'
import { groups } from './scripts/groups.ts'
import { handOn } from './scripts/hand-on.ts'
import { photos } from './scripts/photos.ts'
import { returns } from './scripts/returns.ts'
import { review } from './scripts/review.ts'
import { waiting } from './scripts/waiting.ts'
import { writing } from './scripts/writing.ts'

/** The branches of sending in, of reviewing, of the desk and its figures, each as a story that is played on every platform. */
export const scripts: readonly Script[] = [
  ...writing,
  ...photos,
  ...drafts,
  ...review,
  ...waiting,
  ...returns,
  ...handOn,
  ...desk,
  ...figures,
  ...groups,
]
