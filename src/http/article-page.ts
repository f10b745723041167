import type { ArticleView } from '../../schema/article.ts'
import type { StoredPhoto } from '../db/photos.ts'
import { ARTICLE_STYLE } from './article-style.ts'
import { html, Markup } from './html.ts'

type Sizes = ReadonlyMap<string, StoredPhoto>

/** The policy names its hash: not a blank may come in between. */
const STYLE = new Markup(`<style>${ARTICLE_STYLE}</style>`)

/**
 * Addresses on the page are relative, so that they hold behind a proxy that serves us below a path
 * of its own; `token` is the last part of the page's own address.
 */
export function articlePage(view: ArticleView, token: string, stored: Sizes): string {
  const body = html`<main>
    <article>
      <header>
        <p class="source">${view.source}</p>
        <h1>${view.title}</h1>
        <p class="facts">${view.facts}</p>
      </header>
      ${view.notice === null ? null : html`<p class="notice" role="note">${view.notice}</p>`}
      <div class="text">${view.paragraphs.map((text) => html`<p>${text}</p>`)}</div>
      ${view.photos.map((photo) => figure(photo, token, stored.get(photo.photo)))}
    </article>
    <nav aria-labelledby="versions">
      <h2 id="versions">版本</h2>
      <ul class="versions">
        ${view.versions.map(versionLine)}
      </ul>
    </nav>
    <section aria-labelledby="timeline">
      <h2 id="timeline">过程</h2>
      <ol class="timeline">
        ${view.timeline.map((line) => html`<li>${line}</li>`)}
      </ol>
    </section>
  </main>`
  return page(view.title, body)
}

/** A page of one line. */
export function linePage(line: string): string {
  return page(line, html`<main><p class="line">${line}</p></main>`)
}

/** The size stands in the page, so that nothing moves when the picture comes. */
function figure(
  { photo, caption }: ArticleView['photos'][number],
  token: string,
  stored: StoredPhoto | undefined,
): Markup {
  const picture = stored
    ? html`<img
        src="${token}/photos/${photo}"
        width="${stored.width}"
        height="${stored.height}"
        alt="${caption}"
        loading="lazy"
        decoding="async"
      />`
    : html`<p class="absent">照片还没有取到</p>`
  return html`<figure>
    ${picture}
    <figcaption>${caption}</figcaption>
  </figure>`
}

function versionLine({ version, label, shown }: ArticleView['versions'][number]): Markup {
  return shown
    ? html`<li><span aria-current="page">${label} · 正在看</span></li>`
    : html`<li><a href="?version=${version}">${label}</a></li>`
}

function page(title: string, body: Markup): string {
  return html`<!doctype html>
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${title}</title>
        ${STYLE}
      </head>
      <body>
        ${body}
      </body>
    </html>`.text
}
