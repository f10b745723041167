import type { ListItem } from '../schema/effect.ts'
import type { Handler, Handlers } from './contract.ts'
import { allowanceTyped, allowanceWarning } from './basics/allowance.ts'
import { helpTyped, laterTyped } from './basics/help.ts'
import {
  alert,
  foreignCard,
  inGroup,
  notInList,
  parked,
  stranger,
  welcome,
} from './basics/lines.ts'
import { mineTyped } from './basics/mine.ts'
import { basicTimers, nothingInProgress, outOfTheBlue } from './basics/out-of-the-blue.ts'
import { deskCards, deskCommands, deskQuestions } from './desk/index.ts'
import { markCards, markCommands, markQuestions, markTimers } from './marks/index.ts'
import { menuCommand, parse } from './parse.ts'
import { pointsCommands } from './points/index.ts'
import { pointsMeant } from './points/meant.ts'
import { rankingCommands, rankingTimers } from './ranking/index.ts'
import { reportCards, reportCommands, reportTimers } from './reports/index.ts'
import { articlePages } from './review/article.ts'
import {
  reviewAsides,
  reviewCards,
  reviewCommands,
  reviewPick,
  reviewTimers,
} from './review/index.ts'
import { choiceCardTapped, choose } from './submit/choice.ts'
import { discardTyped } from './submit/discard.ts'
import { draftOf } from './submit/draft.ts'
import { editTyped } from './submit/edit.ts'
import { flow, flowCardTapped } from './submit/flow.ts'
import { resume } from './submit/start.ts'
import { flowCommands } from './submit/steer.ts'
import { submitTimers } from './submit/timers.ts'
import { continueTyped, submitTyped } from './submit/unfinished.ts'

const pick: Handler<ListItem> = {
  async run(read, item, turn) {
    switch (item.type) {
      case 'draft': {
        const record = await read.draft(item.draft)
        if (record?.person === turn.actor.id) return resume(read, draftOf(record), turn)
        return [{ type: 'say', text: '这份草稿已经不在了。回复“我的稿件”看全部。' }]
      }
      case 'choice':
        return choose.run(read, item, turn)
      case 'pending':
      case 'submission':
        return reviewPick.run(read, item, turn)
    }
  },
}

/** Everything the bot knows how to do. */
export const handlers: Handlers = {
  parse,
  isMeant: async (read, command, turn) =>
    command.id !== 'points' || (await pointsMeant(read, command, turn)),
  menu: menuCommand,
  flowCommands,
  flow,
  commands: {
    ...reviewCommands,
    ...deskCommands,
    ...markCommands,
    ...pointsCommands,
    ...rankingCommands,
    ...reportCommands,
    submit: submitTyped,
    edit: editTyped,
    continue: continueTyped,
    discard: discardTyped,
    back: nothingInProgress,
    cancel: nothingInProgress,
    done: nothingInProgress,
    skip: nothingInProgress,
    mine: mineTyped,
    allowance: allowanceTyped,
    help: helpTyped,
    later: laterTyped,
  },
  cards: {
    ...reviewCards,
    ...deskCards,
    ...markCards,
    ...reportCards,
    flow: flowCardTapped,
    choice: choiceCardTapped,
  },
  asides: { ...reviewAsides, ...deskQuestions, ...markQuestions },
  pick,
  timers: {
    ...reviewTimers,
    ...submitTimers,
    ...basicTimers,
    ...rankingTimers,
    ...reportTimers,
    ...markTimers,
  },
  setOut: 'set-out',
  outOfTheBlue,
  article: articlePages,
  welcome,
  stranger,
  foreignCard,
  inGroup,
  notInList,
  alert,
  allowanceWarning,
  parked,
}
