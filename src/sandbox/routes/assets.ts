import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

const pageFolder = fileURLToPath(new URL('../page/', import.meta.url))
const fontFolder = fileURLToPath(
  new URL('../../../node_modules/@embedpdf/fonts-sc/fonts/', import.meta.url),
)

/** Browsers find no packages by name, and an import map would need an inline script. */
const vendor: Record<string, () => Promise<string>> = {
  'preact.js': () => moduleText('preact'),
  'hooks.js': async () =>
    (await moduleText('preact/hooks')).replace(/from\s*"preact"/g, 'from"./preact.js"'),
  'htm.js': () => moduleText('htm'),
}

async function moduleText(name: string): Promise<string> {
  const text = await readFile(fileURLToPath(import.meta.resolve(name)), 'utf8')
  return text.replace(/\/\/# sourceMappingURL=.*\s*$/, '')
}

async function vendorRoutes(app: FastifyInstance): Promise<void> {
  for (const [name, read] of Object.entries(vendor)) {
    const text = await read()
    app.get(`/sandbox/assets/vendor/${name}`, (_request, reply) =>
      reply.type('text/javascript; charset=utf-8').header('cache-control', 'no-cache').send(text),
    )
  }
}

/** The page as it lies in the folder, without a build. */
export async function assetRoutes(app: FastifyInstance): Promise<void> {
  await app.register(fastifyStatic, {
    root: pageFolder,
    prefix: '/sandbox/assets/',
    index: false,
    cacheControl: false,
  })
  await app.register(fastifyStatic, {
    root: fontFolder,
    prefix: '/sandbox/assets/fonts/',
    decorateReply: false,
    index: false,
    maxAge: '7d',
  })
  await vendorRoutes(app)
  app.get('/sandbox', (_request, reply) =>
    reply.header('cache-control', 'no-cache').sendFile('index.html'),
  )
  app.get('/sandbox/', (_request, reply) => reply.redirect('/sandbox', 308))
}
