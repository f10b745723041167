/** A subdistrict large enough that nobody meets the platform's 30 messages a minute. */
export interface Crowd {
  organisation: unknown
  writers: readonly string[]
  askers: readonly string[]
  heads: readonly string[]
  editors: readonly string[]
  all: readonly string[]
}

const EDITORS = ['bianji1', 'bianji2']

export function makeCrowd(units: number, writersEach: number, askers: number): Crowd {
  const codes = Array.from(
    { length: units },
    (_, index) => `U${String(index + 1).padStart(2, '0')}`,
  )
  const ofUnit = (code: string, kind: string, count: number) =>
    Array.from({ length: count }, (_, index) => `${kind}${code}x${index + 1}`)
  const heads = codes.flatMap((code) => ofUnit(code, 'head', 2))
  const writers = codes.flatMap((code) => ofUnit(code, 'writer', writersEach))
  const asking = Array.from({ length: askers }, (_, index) => `asker${index + 1}`)
  const person = (id: string, roles: string[], unit?: string) => ({
    id,
    name: `某${id}`,
    roles,
    ...(unit !== undefined && { unit }),
    accounts: { wecom: id },
  })
  const unitOf = (id: string) => /U\d\d/.exec(id)?.[0] ?? ''
  return {
    writers,
    heads,
    askers: asking,
    editors: EDITORS,
    all: [...EDITORS, 'fenguan', 'shuji', ...heads, ...writers, ...asking],
    organisation: {
      subdistrict: { name: '试验街道', timezone: 'Asia/Shanghai' },
      units: codes.map((code) => ({
        code,
        name: `${code}社区`,
        kind: 'community',
        rankingGroup: '村社区组',
        heads: ofUnit(code, 'head', 2),
        leaderInCharge: 'fenguan',
        monthlyQuota: 2,
      })),
      people: [
        person('bianji1', ['publicityDirector', 'editor', 'admin']),
        person('bianji2', ['editor']),
        person('fenguan', ['leaderInCharge']),
        person('shuji', ['deputySecretary']),
        ...heads.map((id) => person(id, ['unitHead'], unitOf(id))),
        ...writers.map((id) => person(id, ['correspondent'], unitOf(id))),
        ...asking.map((id) => person(id, ['correspondent'], codes[0])),
      ],
      leadingGroups: [],
      groups: [],
      reviewChains: {
        general: ['unitHead'],
        major: ['leaderInCharge'],
        decision: ['leaderInCharge', 'deputySecretary'],
      },
    },
  }
}
