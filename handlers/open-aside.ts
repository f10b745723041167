import type { Aside } from '../schema/effect.ts'
import { openDeskAside } from './desk/questions.ts'
import { openAside as reviewAside } from './review/questions.ts'

/** The open question once more, for whoever asked for help in between. */
export function openAside(aside: Aside): string {
  switch (aside.kind) {
    case 'return-choice':
    case 'return-reason':
    case 'reassign-to':
      return reviewAside(aside)
    case 'adopt-level':
    case 'adopt-outlet':
    case 'desk-choice':
    case 'desk-reason':
      return openDeskAside(aside)
    case 'objection-answer':
      return '正在答复异议，请回复答复内容。先不答复请回复“返回”。'
  }
}
