import { postForm, postJson } from './api.js'
import { refresh } from './live.js'
import { current, notify } from './view.js'

/** One after the other, so that they reach the bot in the order in which they were done. */
let before = Promise.resolve()
function inTurn(work) {
  const result = before.then(work)
  before = result.catch(() => undefined)
  return result
}

/** True when it was done; else the person is told why not. */
async function done(work) {
  try {
    await work
    void refresh()
    return true
  } catch (error) {
    notify(error.message)
    return false
  }
}

const who = ({ platform, id } = current().chat) => ({ platform, account: id })

export const sendText = (text, chat) => {
  const body = { ...who(chat), text }
  return done(inTurn(() => postJson('/sandbox/api/send', body)))
}

/** `speaker` is the person's own chat on the platform of the group. */
export const sayInGroup = (text, group, speaker) => {
  const body = { ...who(speaker), group: group.id, text }
  return done(inTurn(() => postJson('/sandbox/api/say-in-group', body)))
}

function formOf(files, chat) {
  const form = new FormData()
  for (const [name, value] of Object.entries(who(chat))) form.append(name, value)
  for (const file of files) form.append('files', file)
  return form
}

export function sendPhotos(files, chat) {
  const form = formOf(files, chat)
  return done(inTurn(() => postForm('/sandbox/api/photos', form)))
}

export function sendFile(file, chat) {
  const form = formOf([file], chat)
  return done(inTurn(() => postForm('/sandbox/api/file', form)))
}

export const sendScenes = (scenes, chat) => {
  const body = { ...who(chat), scenes }
  return done(inTurn(() => postJson('/sandbox/api/scenes', body)))
}

export const tap = (messageId, key, choices, chat) => {
  const body = { ...who(chat), messageId, key, choices }
  return done(inTurn(() => postJson('/sandbox/api/tap', body)))
}

export const clickMenu = (key) => {
  const body = { ...who(), key }
  return done(inTurn(() => postJson('/sandbox/api/menu', body)))
}

/** As a client reports it when somebody opens the chat. */
export const reportOpened = (chat) => done(postJson('/sandbox/api/open', who(chat)))

export const setFault = (fault) =>
  done(postJson('/sandbox/api/fault', { platform: current().chat.platform, fault }))
export const advanceClock = (advanceMs) => done(postJson('/sandbox/clock', { advanceMs }))
export const startAfresh = () => done(postJson('/sandbox/reset'))
export const sendSamples = () => done(postJson('/sandbox/api/demo'))
