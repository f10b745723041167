import { chatOn, openChat } from './chats.js'
import { Player } from './story-player.js'
import { castOfStory, script } from './story-script.js'
import { current, notify, platformsOn, show } from './view.js'

/** The demo (演示一遍) that plays now, or stands still at a step. */
let player = null

const tell = (patch) => show({ story: { ...current().story, ...patch } })

function begin() {
  const view = current()
  const parts = castOfStory(view.cast, platformsOn(view))
  if (!parts) notify('演示需要一位信息员、本单位的主要负责人和一位编辑。')
  return parts
}

export async function startStory() {
  if (player) return
  const parts = begin()
  if (!parts) return
  const steps = script(parts)
  player = new Player(tell)
  show({
    story: {
      running: true,
      stopped: false,
      step: 0,
      total: steps.length,
      caption: '',
      problem: null,
      done: false,
    },
  })
  try {
    for (const who of new Set(steps.map((step) => step.who))) await player.mark(who)
    for (const [index, step] of steps.entries()) {
      tell({ step: index + 1, caption: step.caption, pointing: null })
      openChat(chatOn(step.who, step.on))
      await player.perform(step)
    }
    tell({ running: false, done: true, pointing: null })
  } catch (error) {
    if (error !== Player.closed)
      tell({ running: false, problem: error.message, pointing: null, typing: null })
  } finally {
    player = null
  }
}

export function stopStory() {
  player?.stop()
  tell({ stopped: true, typing: null, pointing: null })
}

export function resumeStory() {
  tell({ stopped: false })
  player?.resume()
}

export const hurryStory = () => player?.hurry()

/** What was done stays done: the story goes on by hand. */
export function closeStory() {
  player?.close()
  show({ story: null })
}
