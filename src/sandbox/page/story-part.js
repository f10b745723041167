import { sendScenes, sendText, tap } from './deeds.js'
import { fetchChat } from './live.js'
import { current } from './view.js'

const cardOf = ({ body }) => (body.type === 'card' ? body.card : null)
const buttonOf = (card, label) => card?.buttons.find(({ text, key }) => key && text === label)
const optionOf = (card, label) =>
  card?.replaced ? undefined : card?.choice?.options.find(({ text }) => text === label)
const offers = (label) => (message) =>
  buttonOf(cardOf(message), label) ?? optionOf(cardOf(message), label)

function wordsOf(message) {
  const card = cardOf(message)
  if (!card) return message.body.text ?? ''
  return [card.source, card.title, card.subtitle, card.quote, card.text, card.replaced].join(' ')
}

const holds = (words) => (message) =>
  message.from === 'bot' && words.some((word) => wordsOf(message).includes(word))

/** What one person of the story can do. Each waits until the bot has answered with one of `words`. */
export class Part {
  #player
  #who
  constructor(player, who) {
    this.#player = player
    this.#who = who
  }

  async #andHear(act, words, what) {
    const lastId = (await fetchChat(current().platform, this.#who)).at(-1)?.id
    await act()
    const since = (messages) => messages.slice(messages.findIndex(({ id }) => id === lastId) + 1)
    return this.#player.until(this.#who, (messages) => since(messages).find(holds(words)), what)
  }

  async say(text, ...words) {
    await this.#player.type(this.#who, text)
    const what = `对“${text.slice(0, 8)}”的回答`
    return wordsOf(await this.#andHear(() => sendText(text, this.#who), words, what))
  }

  photos(scenes, ...words) {
    return this.#andHear(() => sendScenes(scenes, this.#who), words, '收到照片的回答')
  }

  hears(...words) {
    const found = (messages) => messages.findLast(holds(words))
    return this.#player.until(this.#who, found, `“${words[0]}”的消息`)
  }

  /** The newest card that offers this, as a button or in its list. */
  #offering(label) {
    return this.#player.until(
      this.#who,
      (list) => list.findLast(offers(label)),
      `带“${label}”的卡片`,
    )
  }

  /** Answers the tap when the card has changed or something new has come. */
  async #press(message, key, choices) {
    await this.#player.point(message.id, key)
    const before = JSON.stringify(message.body)
    await tap(message.id, key, choices, this.#who)
    const answered = (messages) =>
      messages.at(-1)?.id !== message.id ||
      messages.some(({ id, body }) => id === message.id && JSON.stringify(body) !== before)
    await this.#player.until(this.#who, answered, '点按之后的回答')
  }

  async tap(label) {
    const message = await this.#offering(label)
    const card = cardOf(message)
    const button = buttonOf(card, label)
    if (button) return this.#press(message, button.key, {})
    const confirm = card.buttons.find(({ key }) => key)
    return this.#press(message, confirm.key, { [card.choice.key]: [optionOf(card, label).id] })
  }

  /** Taps the answer of a question where its card offers it, and types it where there is no card. */
  async answer(question, label, typed, next) {
    const message = await this.hears(question)
    if (!offers(label)(message)) return this.say(typed, next)
    await this.tap(label)
    return this.hears(next)
  }
}
