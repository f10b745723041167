import { current, show } from './view.js'

export const platformNames = { wecom: '企业微信', dingtalk: '钉钉' }

export const keyOf = ({ kind, id }) => `${kind}:${id}`

export function chatOfPerson(person, platform) {
  const id = person.accounts[platform]
  if (!id) return null
  const title = person.title.replace(person.unit ?? '', '').trim()
  const line = person.unit ? `${person.unit} ${title}` : person.title
  return { kind: 'person', id, name: person.name, line, person, hash: person.id }
}

export function chatOfGroup(group, platform, index) {
  const id = group.chats[platform]
  return id
    ? { kind: 'group', id, name: group.name, line: '群聊', hash: `group-${index + 1}` }
    : null
}

/** Headings with their chats, as the left side lists them. */
export function sections({ people, groups }, platform) {
  const headings = [...new Set(people.map(({ group }) => group))]
  const ofPeople = headings.map((name) => ({
    name,
    chats: people
      .filter(({ group }) => group === name)
      .map((person) => chatOfPerson(person, platform))
      .filter(Boolean),
  }))
  const ofGroups = groups.map((group, index) => chatOfGroup(group, platform, index)).filter(Boolean)
  return [...ofPeople, { name: '群', chats: ofGroups }].filter(({ chats }) => chats.length > 0)
}

export const allChats = (cast, platform) => sections(cast, platform).flatMap(({ chats }) => chats)

/** Whose chat is open on a first visit. */
export function firstCorrespondent(cast, platform) {
  const chats = allChats(cast, platform).filter(({ person }) => person?.group === '信息员')
  return chats.find(({ name }) => name === '林晓禾') ?? chats[0] ?? allChats(cast, platform)[0]
}

/** `#linxiaohe`, `#group-1`; of a platform that is not the first, `#dingtalk/linxiaohe`. */
function readHash(cast, platforms) {
  const text = decodeURIComponent(location.hash.slice(1))
  const cut = text.indexOf('/')
  const named = cut > 0 ? text.slice(0, cut) : null
  const platform = platforms.includes(named) ? named : platforms[0]
  const hash = cut > 0 ? text.slice(cut + 1) : text
  const chat = allChats(cast, platform).find((one) => one.hash === hash)
  return { platform, chat: chat ?? firstCorrespondent(cast, platform) }
}

export function hashOf(chat, platform) {
  const first = current().state?.platforms[0]?.id
  return platform === first || !first ? `#${chat.hash}` : `#${platform}/${chat.hash}`
}

/** Brings a chat to the front; the address follows, so that it can be opened in another window. */
export function openChat(chat, platform = current().platform) {
  const { state, chat: before } = current()
  const same = before && keyOf(before) === keyOf(chat) && platform === current().platform
  show({
    chat,
    platform,
    pane: 'chat',
    last: 200,
    state: same || !state ? state : { ...state, chat: null },
  })
  const hash = hashOf(chat, platform)
  if (location.hash !== hash) history.replaceState(null, '', hash)
}

export function followHash() {
  const { cast, state } = current()
  const { platform, chat } = readHash(
    cast,
    state.platforms.map(({ id }) => id),
  )
  openChat(chat, platform)
}
