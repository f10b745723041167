import type { Chatter } from '../../../src/sandbox/chatter.ts'
import { drawScene, sceneNames } from '../../../src/sandbox/scenes.ts'

const TITLE = '社区开展楼道清理活动'
const BODY =
  '11月19日上午，社区组织志愿者开展楼道清理活动，共清理杂物三十余处，居民纷纷点赞，大家表示今后会继续保持整洁的环境。活动结束后，志愿者还上门提醒独居老人注意用电用气安全。'
const CAPTIONS = ['志愿者清理楼道', '居民一起搬运杂物', '清理后的楼道']

/** How an item is written: 投稿 and its questions, or a text out of the blue. */
export type Way = 'asked' | 'pasted'

type Words = readonly (readonly [string, RegExp])[]

/** What is typed before the photos, and what each must bring before the next. */
const words: Readonly<Record<Way, Words>> = {
  asked: [
    ['投稿', /1\/7/],
    ['1', /2\/7/],
    ['4', /3\/7/],
    [TITLE, /4\/7/],
    ['昨天', /5\/7/],
    [BODY, /已收到正文/],
    ['完成', /6\/7/],
  ],
  pasted: [
    [`${TITLE}\n${BODY}`, /还差/],
    ['1 4 昨天', /6\/7/],
  ],
}

/** As somebody who has done it before: three photos at once, and their captions in one message. */
export async function writeItem(chatter: Chatter, way: Way): Promise<void> {
  for (const [said, answer] of words[way]) await chatter.say(said, answer)
  const scenes = sceneNames.slice(0, CAPTIONS.length)
  const photos = await Promise.all(scenes.map((scene, index) => drawScene(scene, index)))
  await chatter.sendPhotos(photos, /6\/7/)
  const captions = CAPTIONS.map((caption, index) => `图${index + 1} ${caption}`)
  await chatter.say(captions.join('\n'), /6\/7/)
  await chatter.say('完成', /7\/7/)
  await chatter.tap('提交')
}
