import { createHash } from 'node:crypto'

/** Phone first; one grey scale and one accent, each checked for AA contrast on its background. */
export const ARTICLE_STYLE = `
:root {
  color-scheme: light dark;
  --paper: #fff; --ink: #1d2129; --grey: #5c6470; --line: #dfe3e8; --tint: #f3f6fa; --accent: #1a62c4;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #16191e; --ink: #e4e7eb; --grey: #a0a8b4; --line: #323841; --tint: #1f242b; --accent: #86b7ff;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 16px/1.6 "PingFang SC", "Microsoft YaHei", "Noto Sans SC", system-ui, sans-serif;
  font-variant-numeric: tabular-nums; overflow-wrap: anywhere; line-break: strict;
}
main { max-width: 680px; margin: 0 auto; padding: 24px 16px 48px; }
.source, .facts, figcaption, .timeline { color: var(--grey); font-size: 14px; }
.source, .facts { margin: 0; }
h1 { margin: 8px 0; font-size: 22px; line-height: 1.4; text-wrap: balance; }
h2 { margin: 40px 0 8px; font-size: 16px; }
.notice {
  margin: 24px 0 0; padding: 12px 16px; border: 1px solid var(--line); border-left: 4px solid var(--accent);
  border-radius: 8px; background: var(--tint);
}
.text { margin-top: 24px; }
.text p { margin: 0 0 8px; line-height: 1.8; text-align: justify; text-indent: 2em; text-wrap: pretty; }
figure { margin: 24px 0 0; }
figure img { display: block; width: 100%; height: auto; border-radius: 8px; background: var(--tint); }
figcaption { margin-top: 8px; line-height: 1.5; }
.absent { padding: 48px 16px; border: 1px dashed var(--line); border-radius: 8px; color: var(--grey); text-align: center; }
ol, ul { margin: 0; padding: 0; list-style: none; }
.versions li { border-top: 1px solid var(--line); }
.versions a, .versions span { display: flex; align-items: center; min-height: 44px; }
.versions span { color: var(--grey); }
.timeline li { padding: 6px 0 6px 16px; border-left: 2px solid var(--line); }
.timeline li:last-child { border-color: var(--accent); color: var(--ink); }
a { color: var(--accent); text-underline-offset: 3px; }
a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
.line { min-height: 60vh; display: grid; place-content: center; text-align: center; }
@page { size: A4; margin: 20mm 18mm; }
@media print {
  :root { --paper: #fff; --ink: #000; --grey: #444; --line: #bbb; --tint: #fff; --accent: #000; }
  main { max-width: none; padding: 0; }
  .notice, nav { display: none; }
  h1 { text-align: center; }
  .source, .facts { text-align: center; }
  .text p { orphans: 3; widows: 3; }
  figure, .timeline li { break-inside: avoid; }
  figure img { width: auto; max-width: 100%; max-height: 180mm; margin: 0 auto; border-radius: 0; }
  figcaption { text-align: center; }
  h2 { break-after: avoid; }
}
`

const hash = createHash('sha256').update(ARTICLE_STYLE).digest('base64')

/** No script, no form, no frame, no other host: the page is text and its own pictures. */
export const ARTICLE_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${hash}'`,
  "img-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')
