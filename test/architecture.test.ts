import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect, test } from 'vitest'

const ROOT = new URL('..', import.meta.url).pathname

interface Import {
  file: string
  target: string
  /** Whether it is gone once types are stripped. */
  typeOnly: boolean
}

function filesBelow(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name))
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(ROOT, file), 'utf8')
  const found = text.matchAll(
    /^(?:import|export)\s+(type\s)?[^'"]*?from\s+'([^']+)'|import\('([^']+)'\)|^import\s+'([^']+)'/gm,
  )
  return [...found].map(([, typeOnly, from, dynamic, bare]) => {
    const given = from ?? dynamic ?? bare ?? ''
    const target = given.startsWith('.') ? relative(ROOT, join(ROOT, dirname(file), given)) : given
    return { file, target, typeOnly: typeOnly !== undefined }
  })
}

const source = ['schema', 'handlers', 'src', 'scripts'].flatMap(filesBelow)
const imports = source.flatMap(importsOf)

function offenders(inside: (file: string) => boolean, allowed: (one: Import) => boolean): string[] {
  return imports
    .filter((one) => inside(one.file) && !allowed(one))
    .map(({ file, target }) => `${file} → ${target}`)
}

const below =
  (...folders: string[]) =>
  (path: string) =>
    folders.some((folder) => path === folder || path.startsWith(`${folder}/`))

test('there are imports to look at', () => {
  expect(source.length).toBeGreaterThan(50)
  expect(imports.length).toBeGreaterThan(200)
})

test('schema/ knows only itself, zod and kysely', () => {
  expect(
    offenders(below('schema'), ({ target }) => below('schema', 'zod', 'kysely')(target)),
  ).toEqual([])
})

test('kysely stands in schema/ only where tables and migrations are', () => {
  const allowed = below('schema/tables.ts', 'schema/points-tables.ts', 'schema/migrations')
  expect(
    imports.filter(
      ({ file, target }) => below('schema')(file) && target === 'kysely' && !allowed(file),
    ),
  ).toEqual([])
})

test('handlers/ decide: they know schema/ and each other, and reach for nothing outside', () => {
  expect(
    offenders(
      below('handlers'),
      ({ file, target }) =>
        below('schema', 'handlers', 'zod', 'dayjs')(target) ||
        // Hashing is arithmetic, not a look outside.
        (file === 'handlers/content.ts' && target === 'node:crypto'),
    ),
  ).toEqual([])
})

test('handlers/ read no clock, no chance and no environment', () => {
  const forbidden = /Date\.now|new Date\(\)|Math\.random|process\.|dayjs\(\)|fetch\(|setTimeout/
  const found = filesBelow('handlers').filter((file) =>
    forbidden.test(readFileSync(join(ROOT, file), 'utf8')),
  )
  expect(found).toEqual([])
})

test('handlers/ name no platform: they talk to people, not to a product', () => {
  const named = filesBelow('handlers').filter((file) =>
    /wecom|dingtalk|微信|钉钉/i.test(readFileSync(join(ROOT, file), 'utf8')),
  )
  expect(named).toEqual([])
})

test('src/ knows the handlers by their contract alone; only src/app.ts joins them', () => {
  expect(
    offenders(
      below('src'),
      ({ file, target }) =>
        !below('handlers')(target) ||
        target === 'handlers/contract.ts' ||
        (file === 'src/app.ts' && target === 'handlers/index.ts'),
    ),
  ).toEqual([])
})

test('nothing in schema/ or handlers/ or src/ imports scripts/, and nothing but tests imports test/', () => {
  expect(
    offenders(below('schema', 'handlers', 'src'), ({ target }) => !below('scripts')(target)),
  ).toEqual([])
  expect(
    offenders(
      () => true,
      ({ target }) => !below('test')(target),
    ),
  ).toEqual([])
})

test('platforms know nothing of each other, nor of the database', () => {
  expect(
    offenders(below('src/platforms'), ({ file, target }) => {
      if (!target.startsWith('src/')) return true
      const own = file.split('/').slice(0, 3).join('/')
      const shared = ['src/platforms/adapter.ts', 'src/platforms/common']
      return below(own, ...shared, 'src/errors.ts', 'src/clock.ts')(target)
    }),
  ).toEqual([])
})

test('only schema/ and src/db know SQL and which database it is', () => {
  expect(
    offenders(below('src', 'handlers', 'scripts'), ({ file, target, typeOnly }) => {
      if (target !== 'kysely' && target !== 'better-sqlite3') return true
      // A transaction may be handed on without knowing what is said in it.
      return below('src/db', 'scripts/bench')(file) || (typeOnly && target === 'kysely')
    }),
  ).toEqual([])
})

test('only src/config.ts reads the environment', () => {
  const readers = [...filesBelow('src'), ...filesBelow('schema'), ...filesBelow('handlers')].filter(
    (file) => /process\.env/.test(readFileSync(join(ROOT, file), 'utf8')),
  )
  expect(readers).toEqual(['src/config.ts'])
})

test('the top level is as it was agreed', () => {
  const folders = readdirSync(ROOT, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => entry.name)
    .filter((name) => !['node_modules', 'data'].includes(name))
  expect(folders.sort()).toEqual(['handlers', 'schema', 'scripts', 'src', 'test'])
})
