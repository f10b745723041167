import type { FastifyPluginCallback } from 'fastify'
import type { Clock } from '../clock.ts'
import type { Db } from '../db/open.ts'
import type { ArticleLinks } from '../links.ts'

export interface ArticleOptions {
  db: Db
  clock: Clock
  links: ArticleLinks
  mediaDir: string
}

/** The page behind 看全文 (contract, section 3). GET changes nothing. */
export function articlePages(_options: ArticleOptions): FastifyPluginCallback {
  return (_app, _opts, done) => {
    done()
  }
}
