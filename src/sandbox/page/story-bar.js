import { closeStory, hurryStory, resumeStory, stopStory } from './story.js'
import { html } from './ui.js'

function Buttons({ story }) {
  if (!story.running) return null
  if (story.stopped)
    return html`<button type="button" class="primary" onClick=${resumeStory}>接着演示</button>`
  return html`<button type="button" onClick=${hurryStory}>下一步</button>
    <button type="button" class="primary" onClick=${stopStory}>停下</button>`
}

function wordsOf({ problem, stopped, caption }) {
  if (problem) return problem
  return stopped ? `已停下：${caption}` : caption
}

/** On a phone the clock lies behind the way back to the people. */
const Ending = () =>
  html`现在自己试：<span class="wide-only">把左下角的时间</span
    ><span class="narrow-only">点左上角“‹”，把下面的时间</span>快进到5日发排行，群里就会收到。`

/** The caption of the demo's step, and what can be done with it. */
export function StoryBar({ story }) {
  if (!story) return html`<div class="story-bar-place" aria-live="polite"></div>`
  return html`<section class="story-bar" aria-label="演示">
    <p aria-live="polite">
      <span class="story-step">${story.done ? '演示完' : `演示 ${story.step}/${story.total}`}</span>
      ${story.done ? html`<${Ending} />` : wordsOf(story)}
    </p>
    <div class="story-buttons">
      <${Buttons} story=${story} />
      <button type="button" onClick=${closeStory}>${story.running ? '自己来' : '关闭'}</button>
    </div>
  </section>`
}
