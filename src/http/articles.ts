import type { FastifyInstance, FastifyPluginCallback, FastifyReply } from 'fastify'
import type { ArticlePages } from '../../handlers/contract.ts'
import type { ArticleView } from '../../schema/article.ts'
import type { PhotoId } from '../../schema/ids.ts'
import type { Clock } from '../clock.ts'
import type { Db } from '../db/open.ts'
import { findStoredPhoto } from '../db/photos.ts'
import type { StoredPhoto } from '../db/photos.ts'
import { readFrom } from '../db/read.ts'
import type { ArticleLinks } from '../links.ts'
import { sendPhoto } from './article-media.ts'
import { articlePage, linePage } from './article-page.ts'
import { ARTICLE_POLICY } from './article-style.ts'

export interface ArticleOptions {
  db: Db
  clock: Clock
  links: ArticleLinks
  mediaDir: string
  pages: ArticlePages
}

const STATUS = { shown: 200, refused: 403, missing: 404 } as const

/** The page behind 看全文 (contract, section 3). GET changes nothing. */
export function articlePages(options: ArticleOptions): FastifyPluginCallback {
  return (app, _opts, done) => {
    pageRoute(app, options)
    photoRoute(app, options)
    done()
  }
}

function pageRoute(app: FastifyInstance, { db, clock, links, pages }: ArticleOptions) {
  app.get<{ Params: { token: string }; Querystring: { version?: unknown } }>(
    '/articles/:token',
    async (request, reply) => {
      const { token } = request.params
      const now = clock.now()
      const link = links.check(token, now)
      if (link.outcome === 'forged') return sendPage(reply, 404, linePage(pages.forged()))
      if (link.outcome === 'expired')
        return sendPage(reply, 410, linePage(pages.expired(link.number)))
      const version = versionIn(request.query.version)
      const wanted = { ...link, ...(version !== undefined && { version }) }
      const answer = await pages.view(readFrom(db), wanted, now)
      const text =
        answer.outcome === 'shown'
          ? articlePage(answer, token, await storedPhotos(db, answer))
          : linePage(answer.line)
      return sendPage(reply, STATUS[answer.outcome], text)
    },
  )
}

function photoRoute(app: FastifyInstance, { db, clock, links, mediaDir, pages }: ArticleOptions) {
  app.get<{ Params: { token: string; photo: string } }>(
    '/articles/:token/photos/:photo',
    async (request, reply) => {
      const { token, photo } = request.params
      const link = links.check(token, clock.now())
      const { outcome } = link
      if (outcome !== 'good') return sendNothing(reply, outcome === 'expired' ? 410 : 404)
      const { number, person } = link
      const may = await pages.maySeePhoto(readFrom(db), { number, person, photo })
      const stored = may ? await findStoredPhoto(db, photo as PhotoId) : undefined
      return stored ? sendPhoto(reply, mediaDir, stored) : sendNothing(reply, 404)
    },
  )
}

/** Anything that is no version is one that no item has. */
function versionIn(query: unknown): number | undefined {
  if (query === undefined) return undefined
  return typeof query === 'string' && /^\d{1,6}$/.test(query) ? Number(query) : 0
}

async function storedPhotos(db: Db, view: ArticleView): Promise<Map<string, StoredPhoto>> {
  const stored = new Map<string, StoredPhoto>()
  for (const { photo } of view.photos) {
    const found = await findStoredPhoto(db, photo)
    if (found) stored.set(photo, found)
  }
  return stored
}

function sendPage(reply: FastifyReply, status: number, text: string) {
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .header('content-security-policy', ARTICLE_POLICY)
    .type('text/html; charset=utf-8')
    .send(text)
}

function sendNothing(reply: FastifyReply, status: number) {
  return reply.code(status).header('cache-control', 'no-store').send({ error: 'not found' })
}
