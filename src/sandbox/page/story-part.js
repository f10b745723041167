import { chatOn, openChat } from './chats.js'
import { sendScenes, sendText, tap } from './deeds.js'

const cardOf = ({ body }) => (body.type === 'card' ? body.card : null)
const buttonOf = (card, label) => card?.buttons.find(({ text, key }) => key && text === label)
const optionOf = (card, label) =>
  card?.replaced ? undefined : card?.choice?.options.find(({ text }) => text === label)
const offers = (label) => (message) =>
  buttonOf(cardOf(message), label) ?? optionOf(cardOf(message), label)

function wordsOf(message) {
  const card = cardOf(message)
  if (!card) return message.body.text ?? ''
  const facts = card.facts.map(({ value }) => value)
  const { source, title, subtitle, quote, text, replaced } = card
  return [source, title, subtitle, quote, text, ...facts, replaced].join(' ')
}

const holds = (words) => (message) =>
  message.from === 'bot' && words.some((word) => wordsOf(message).includes(word))

/** What one person of the story can do. Each waits until the bot has answered with one of `words`. */
export class Part {
  #player
  #who
  #chat
  constructor(player, who, platform) {
    this.#player = player
    this.#who = who
    this.#chat = chatOn(who, platform)
  }

  /** The bot writes to people where they were last: that may not be where the story left them. */
  #follow(chat) {
    if (chat.platform !== this.#chat.platform) openChat(chat)
    this.#chat = chat
  }

  async #until(find, words) {
    const others = this.#who.chats.filter(({ platform }) => platform !== this.#chat.platform)
    const { found, chat } = await this.#player.until([this.#chat, ...others], find, words)
    this.#follow(chat)
    return found
  }

  /** Does something; from then on only what came after it counts. */
  async #act(deed) {
    await this.#player.mark(this.#who)
    await deed()
  }

  async say(text, ...words) {
    await this.#player.type(this.#chat, text)
    await this.#act(() => sendText(text, this.#chat))
    return wordsOf(await this.hears(...words))
  }

  async photos(scenes, ...words) {
    await this.#act(() => sendScenes(scenes, this.#chat))
    await this.hears(...words)
  }

  hears(...words) {
    return this.#until((news) => news.findLast(holds(words)), `“${words[0]}”的消息`)
  }

  /** Presses what a new card offers as a button or in its list; answered is what changes it. */
  async tap(label) {
    const offering = (news) => news.findLast(offers(label))
    const message = await this.#until(offering, `带“${label}”的卡片`)
    const card = cardOf(message)
    const button = buttonOf(card, label)
    const choices = button ? {} : { [card.choice.key]: [optionOf(card, label).id] }
    const { key } = button ?? card.buttons.find((one) => one.key)
    await this.#player.point(message.id, key)
    await this.#act(() => tap(message.id, key, choices, this.#chat))
    await this.#settles(message)
  }

  #settles({ id, body }) {
    const before = JSON.stringify(body)
    const changed = (news, all) =>
      news.some(({ from }) => from === 'bot') ||
      all.some((message) => message.id === id && JSON.stringify(message.body) !== before)
    return this.#until(changed, '点按之后的回答')
  }

  /** Taps the answer of a question where its card offers it, and types it where there is no card. */
  async answer(question, label, typed, next) {
    const message = await this.hears(question)
    if (!offers(label)(message)) return this.say(typed, next)
    await this.tap(label)
    return this.hears(next)
  }
}
