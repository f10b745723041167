import { current, platformsOn, show } from './view.js'

export const platformNames = { wecom: '企业微信', dingtalk: '钉钉' }

/** As the server knows a chat within its platform. */
export const keyOf = ({ kind, id }) => `${kind}:${id}`

/** Tells a chat from every other, also from the same person's on another platform. */
export const fullKeyOf = (chat) => `${chat.platform}/${keyOf(chat)}`

/** A person or group of the left side with its chats, one on each platform that it is on. */
function contact(common, ids, platforms) {
  const chats = platforms
    .filter((platform) => ids[platform])
    .map((platform) => ({ ...common, platform, id: ids[platform] }))
  return { ...common, chats }
}

function contactOfPerson(person, platforms) {
  const title = person.title.replace(person.unit ?? '', '').trim()
  const line = person.unit ? `${person.unit} ${title}` : person.title
  const common = { kind: 'person', name: person.name, line, person, hash: person.id }
  return contact(common, person.accounts, platforms)
}

function contactOfGroup(group, index, platforms) {
  const common = { kind: 'group', name: group.name, line: '群聊', hash: `group-${index + 1}` }
  return contact(common, group.chats, platforms)
}

/** Headings with their people and groups, as the left side lists them. */
export function sections({ people, groups }, platforms) {
  const headings = [...new Set(people.map(({ group }) => group))]
  const ofPeople = headings.map((name) => ({
    name,
    contacts: people
      .filter(({ group }) => group === name)
      .map((person) => contactOfPerson(person, platforms)),
  }))
  const ofGroups = groups.map((group, index) => contactOfGroup(group, index, platforms))
  return [...ofPeople, { name: '群', contacts: ofGroups }]
    .map(({ name, contacts }) => ({
      name,
      contacts: contacts.filter(({ chats }) => chats.length > 0),
    }))
    .filter(({ contacts }) => contacts.length > 0)
}

export const allContacts = (cast, platforms) =>
  sections(cast, platforms).flatMap(({ contacts }) => contacts)

export const chatOn = ({ chats }, platform) => chats.find((chat) => chat.platform === platform)

/** The person or group whose chat is in front. */
export const contactInFront = (view) =>
  allContacts(view.cast, platformsOn(view)).find(({ hash }) => hash === view.chat.hash)

/** Who is in front on a first visit. */
export function firstCorrespondent(contacts) {
  const writers = contacts.filter(({ person }) => person?.group === '信息员')
  return writers.find(({ name }) => name === '林晓禾') ?? writers[0] ?? contacts[0]
}

/** `#linxiaohe`, `#group-1`; on a platform that is not the first, `#dingtalk/linxiaohe`. */
function readHash(cast, platforms) {
  const text = decodeURIComponent(location.hash.slice(1))
  const cut = text.indexOf('/')
  const platform = platforms.find((id) => id === text.slice(0, cut)) ?? platforms[0]
  const contacts = allContacts(cast, platforms)
  const named = contacts.find(({ hash }) => hash === text.slice(cut + 1))
  const { chats } = named ?? firstCorrespondent(contacts)
  return chatOn({ chats }, platform) ?? chats[0]
}

const hashOf = ({ hash, platform }) =>
  platform === platformsOn(current())[0] ? `#${hash}` : `#${platform}/${hash}`

/** On which platform each person was last in front in this window. */
const lastPlatforms = new Map()

/** Brings a chat to the front; the address follows, so that it can be opened in another window. */
export function openChat(chat) {
  const { state, chat: before, speaker } = current()
  const same = before && fullKeyOf(before) === fullKeyOf(chat)
  lastPlatforms.set(chat.hash, chat.platform)
  show({
    chat,
    pane: 'chat',
    last: 200,
    state: same || !state ? state : { ...state, chat: null },
    speaker: chat.kind === 'person' ? chat.hash : speaker,
  })
  const hash = hashOf(chat)
  if (location.hash !== hash) history.replaceState(null, '', hash)
}

/** Goes to where there is news of them, else to where they were in front last. */
export function openContact({ hash, chats }) {
  const view = current()
  const used = [lastPlatforms.get(hash), view.chat.platform]
  const best = (some) =>
    used.map((platform) => chatOn({ chats: some }, platform)).find(Boolean) ?? some[0]
  const withNews = chats.filter((chat) => unreadOf(view, chat) > 0)
  openChat(best(withNews) ?? best(chats))
}

export function followHash() {
  const view = current()
  openChat(readHash(view.cast, platformsOn(view)))
}

/** How many messages of a chat nobody has looked at. */
export const unreadOf = ({ state }, chat) =>
  state?.platforms.find(({ id }) => id === chat.platform)?.unread[keyOf(chat)] ?? 0
