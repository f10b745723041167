import { setTimeout as pause } from 'node:timers/promises'
import { picture } from '../support/picture.ts'
import type { Chance } from './chance.ts'
import { isCard, type CardMessage, type Phones, wordsOf } from './phones.ts'

/** What everybody who plays shares. */
export interface Play {
  phones: Phones
  chance: Chance
  goesOn(): boolean
  /** What was acknowledged and never answered. */
  readonly unanswered: string[]
  /** How many items may still be approved: each reaches the editors, who get 30 messages a minute. */
  approvals: number
}

/** Longer than any start, retry and pause that the bot may take. */
const ANSWER_MS = 25_000
/** What was not acknowledged may have been kept all the same: look before saying it again. */
const LOOK_MS = 1500

/** So that nobody gets more than 30 messages a minute. */
async function breathe({ chance }: Play): Promise<void> {
  await pause(chance.between(1200, 2600))
}

/** Does something and waits for what the bot makes of it. False: it may have to be done again. */
async function act(play: Play, account: string, what: string, deed: () => Promise<void>) {
  const { phones } = play
  const before = shownTo(phones, account)
  const acknowledged = await phones.does(account, deed)
  const changed = () => (shownTo(phones, account) === before ? undefined : true)
  const answered = await phones.until(account, changed, acknowledged ? ANSWER_MS : LOOK_MS)
  if (acknowledged && answered === undefined) play.unanswered.push(`${account}: ${what}`)
  return answered === true
}

/** Changes with every message of the bot and every card that it redraws. */
function shownTo(phones: Phones, account: string): string {
  const bot = phones.fromBot(account)
  return `${bot.length} ${bot.filter((one) => isCard(one) && one.body.card.replaced !== null).length}`
}

/** Asks for help over and over: one answer each. */
export async function ask(play: Play, account: string): Promise<void> {
  while (play.goesOn()) {
    await act(play, account, '帮助', () => play.phones.standIn.sendText(account, '帮助'))
    await breathe(play)
  }
}

const BODY =
  '11月19日上午，社区组织志愿者开展楼道清理活动，共清理杂物三十余处，居民纷纷点赞，大家表示今后会继续保持整洁的环境，共同爱护家园。'

/** Writes items one after the other, answering whatever was asked last. Returns their titles. */
export async function write(play: Play, account: string, items: number): Promise<string[]> {
  const titles: string[] = []
  let from = 0
  while (play.goesOn() && titles.length < items) {
    const title = `${account}的第${titles.length + 1}条消息`
    await step(play, account, title, from)
    const given = play.phones.fromBot(account).slice(from).map(wordsOf)
    const told = given.findIndex((words) => words.startsWith('已提交 '))
    if (told >= 0) {
      titles.push(title)
      from += told + 1
    }
    await breathe(play)
  }
  return titles
}

async function step(play: Play, account: string, title: string, from: number): Promise<void> {
  const { phones, chance } = play
  const { standIn } = phones
  const says = (text: string) => act(play, account, text, () => standIn.sendText(account, text))
  const asked = phones
    .fromBot(account)
    .slice(from)
    .findLast((one) => /（\d\/7）|另写/.test(wordsOf(one)))
  const words = asked ? wordsOf(asked) : ''
  if (words.includes('另写')) await says('1')
  else if (words.includes('1/7')) await says('1')
  else if (words.includes('2/7')) await says(String(1 + Math.floor(chance.next() * 5)))
  else if (words.includes('3/7')) await says(title)
  else if (words.includes('4/7')) await says('昨天')
  else if (/5\/7.*[^]*已收到正文 \d+ 字。/.test(words)) await says('完成')
  else if (words.includes('5/7')) await sendBody(play, account)
  else if (words.includes('6/7')) await illustrate(play, account, words)
  else if (asked && words.includes('7/7') && isCard(asked)) await submit(play, account, asked)
  else await says('投稿')
}

/** Either waits for word that it came, or goes on at once. */
async function sendBody(play: Play, account: string): Promise<void> {
  const { standIn } = play.phones
  if (play.chance.yes(0.5)) await play.phones.says(account, BODY)
  await act(play, account, '正文', () =>
    standIn.sendText(account, play.chance.yes(0.5) ? '完成' : BODY),
  )
}

async function illustrate(play: Play, account: string, words: string): Promise<void> {
  const { standIn } = play.phones
  const says = (text: string) => act(play, account, text, () => standIn.sendText(account, text))
  if (words.includes('还没有说明')) await says('志愿者在清理楼道')
  else if (/共 \d 张照片，都有说明/.test(words)) await says('完成')
  else if (words.includes('加到正文')) await says('3')
  else if (!account.endsWith('x1')) await says('跳过')
  else {
    const photo = await picture(account)
    await act(play, account, '照片', () => standIn.sendPhotos(account, [photo]))
  }
}

async function submit(play: Play, account: string, card: CardMessage): Promise<void> {
  const key = card.body.card.buttons.find(({ text }) => text === '提交')?.key
  const { standIn } = play.phones
  if (key === undefined || key === null || card.body.card.replaced !== null) {
    // The card is settled already: word of it is on its way.
    await play.phones.until(account, () => undefined, LOOK_MS)
    return
  }
  await act(play, account, '提交', () => standIn.tap(account, card.id, key, {}))
}

/** Taps 通过 or 退回 on whatever card asks, once each; a tap that was not acknowledged again. */
export async function review(play: Play, account: string): Promise<void> {
  const settled = new Set<string>()
  while (play.goesOn()) {
    const card = await play.phones.until(account, () => openCard(play, account, settled), 500)
    if (!card) continue
    if (await tap(play, account, card)) settled.add(card.id)
    await breathe(play)
  }
}

function openCard(play: Play, account: string, settled: ReadonlySet<string>) {
  const cards = play.phones.fromBot(account).filter(isCard)
  return cards.find(
    ({ id, body: { card } }) =>
      card.replaced === null && card.buttons.length > 1 && !settled.has(id),
  )
}

async function tap(play: Play, account: string, message: CardMessage): Promise<boolean> {
  const { buttons } = message.body.card
  const approves = buttons.some(({ text }) => text === '通过') && play.approvals > 0
  const label = approves && play.chance.yes(0.4) ? '通过' : undefined
  if (label) play.approvals -= 1
  const wanted = buttons.find(({ text }) => text === (label ?? '退回')) ?? buttons[0]
  const key = wanted?.key
  if (key === undefined || key === null) return true
  return act(play, account, wanted?.text ?? '', () =>
    play.phones.standIn.tap(account, message.id, key, {}),
  )
}
