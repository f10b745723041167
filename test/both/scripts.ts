import type { Script } from './script.ts'
import { drafts } from './scripts/drafts.ts'
import { handOn } from './scripts/hand-on.ts'
import { photos } from './scripts/photos.ts'
import { returns } from './scripts/returns.ts'
import { review } from './scripts/review.ts'
import { waiting } from './scripts/waiting.ts'
import { writing } from './scripts/writing.ts'

/** The branches of sending in and reviewing, each as a story that is played on every platform. */
export const scripts: readonly Script[] = [
  ...writing,
  ...photos,
  ...drafts,
  ...review,
  ...waiting,
  ...returns,
  ...handOn,
]
