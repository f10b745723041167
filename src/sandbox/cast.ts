import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { Organisation, Person } from '../../schema/organisation.ts'
import type { StandIn, StandInChat } from './stand-in.ts'

type Platform = StandIn['platform']

/** Somebody who can be played on the page. */
export interface SandboxPerson {
  id: string
  name: string
  title: string
  unit: string | null
  /** The heading they stand under. */
  group: string
  accounts: Partial<Record<Platform, string>>
}

export interface SandboxGroup {
  name: string
  /** As the stand-in knows it, e.g. `webhook:KEY`, `appchat:ID`. */
  chats: Partial<Record<Platform, string>>
}

export interface Cast {
  people: readonly SandboxPerson[]
  groups: readonly SandboxGroup[]
}

/** The cast as of the last import. */
export class CurrentCast implements Cast {
  #cast: Cast
  #version = randomUUID()
  readonly #listeners = new Set<() => void>()
  constructor(organisation: Organisation) {
    this.#cast = castOf(organisation)
  }
  get people() {
    return this.#cast.people
  }
  get groups() {
    return this.#cast.groups
  }
  /** Another one after each change, by which windows know that theirs is old. */
  get version() {
    return this.#version
  }
  follow(organisation: Organisation): void {
    const cast = castOf(organisation)
    if (isDeepStrictEqual(cast, this.#cast)) return
    this.#cast = cast
    this.#version = randomUUID()
    for (const listener of this.#listeners) listener()
  }
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}

const headings = ['信息员', '单位主要负责人', '分管领导', '副书记', '宣传办', '其他'] as const

function headingOf({ roles }: Person): (typeof headings)[number] {
  if (roles.includes('editor') || roles.includes('publicityDirector')) return '宣传办'
  if (roles.includes('deputySecretary')) return '副书记'
  if (roles.includes('leaderInCharge')) return '分管领导'
  if (roles.includes('unitHead')) return '单位主要负责人'
  return roles.includes('correspondent') ? '信息员' : '其他'
}

function playable(person: Person, unitName: string | null): SandboxPerson {
  const { wecom, dingtalk } = person.accounts
  return {
    id: person.id,
    name: person.name,
    title: person.title ?? headingOf(person),
    unit: unitName,
    group: headingOf(person),
    accounts: { ...(wecom && { wecom }), ...(dingtalk && { dingtalk }) },
  }
}

/** Who can be played and which groups can be looked into, in the order of the page's left side. */
export function castOf(organisation: Organisation): Cast {
  const unitNames = new Map(organisation.units.map(({ code, name }) => [code, name]))
  const people = organisation.people.map((person) =>
    playable(person, (person.unit && unitNames.get(person.unit)) ?? null),
  )
  const groups = organisation.groups.map(({ name, channels }) => {
    const chats: SandboxGroup['chats'] = {}
    for (const channel of channels) {
      if (channel.kind === 'webhook') chats.wecom = `webhook:${channel.key}`
      if (channel.kind === 'appchat') chats.wecom = `appchat:${channel.chatId}`
      if (channel.kind === 'robot') chats.dingtalk = `robot:${channel.accessToken}`
      if (channel.kind === 'group') chats.dingtalk = `group:${channel.openConversationId}`
    }
    return { name, chats }
  })
  return {
    people: headings.flatMap((name) => people.filter(({ group }) => group === name)),
    groups,
  }
}

/** Every chat that the page can show on one platform. */
export function chatsOf(cast: Cast, platform: Platform): StandInChat[] {
  const ids = (list: readonly { [platform]?: string }[]) =>
    list.flatMap((one) => one[platform] ?? [])
  return [
    ...ids(cast.people.map(({ accounts }) => accounts)).map((id) => ({
      kind: 'person' as const,
      id,
    })),
    ...ids(cast.groups.map(({ chats }) => chats)).map((id) => ({ kind: 'group' as const, id })),
  ]
}
