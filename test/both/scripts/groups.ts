import { expect } from 'vitest'
import { DAY, expectClosed, fileItem, MINUTE } from '../cast.ts'
import type { Script } from '../script.ts'
import type { Stage } from '../stage.ts'

const PICTURE = /^(markdown: )?png 900 × \d{3,4}$/
const KINDS = { wecom: ['webhook', 'appchat'], dingtalk: ['robot', 'group'] }

/** Of every channel that the sample's groups have on the platform. */
function kindsOf({ standIns: [standIn] }: Stage): string[] {
  return standIn ? KINDS[standIn.platform] : []
}

/** What stands in them, each with what it shows opened. */
async function inGroups(stage: Stage): Promise<string[][]> {
  const seen = await stage.inGroups()
  expect(seen.map(({ kind }) => kind)).toEqual(kindsOf(stage))
  return seen.map(({ lines }) => lines)
}

export const groups: readonly Script[] = [
  {
    title: 'a month is frozen, shown to the desk, and broadcast to every channel once',
    now: '2026-11-30T10:00:00+08:00',
    restarts: true,
    makes: true,
    async play(stage) {
      const { lin, cheng } = await fileItem(stage)
      await cheng.says('用稿 1 市 云州晚报')
      for (const person of [lin, cheng]) person.news()
      await stage.laterUntil('2026-12-03T18:01:00+08:00')
      const [preview, picture] = cheng.news()
      expect(preview).toMatch(/以上已定稿，将于 12月5日 09:05 发到 2 个群/)
      expect([picture, await cheng.openedLast()]).toEqual([
        '[图片]',
        expect.stringMatching(PICTURE),
      ])
      expect(await inGroups(stage)).toEqual([[], []])
      await stage.restart()
      await stage.laterUntil('2026-12-05T09:06:00+08:00')
      const sent = await inGroups(stage)
      for (const lines of sent) {
        expect(lines).toEqual([
          expect.stringMatching(/2026年11月\n[^]*1\. 溪畔社区 11分（报1 用1）/),
          expect.stringMatching(PICTURE),
        ])
      }
      expect((await cheng.says('用稿 1 省 山东画报 11.30')).join()).toContain('记入12月（更正）')
      lin.news()
      await stage.later(DAY)
      await stage.restart()
      await stage.later(DAY)
      expect(await inGroups(stage)).toEqual(sent)
      expect([lin.news(), cheng.news()]).toEqual([[], []])
    },
  },
  {
    title: 'the bulletin is confirmed on a card, and goes to every group once',
    now: '2026-12-30T10:00:00+08:00',
    restarts: true,
    makes: true,
    async play(stage) {
      const { cheng, gu, shen } = await fileItem(stage)
      await stage.laterUntil('2027-01-04T08:31:00+08:00')
      const draft = '云溪街道宣传信息工作通报（2026年第四季度）（草稿）.docx'
      expect(gu.news().at(-1)).toBe(`[文件] ${draft}`)
      expect(await gu.openedLast()).toBe(draft)
      expect(shen.news().at(-1)).toBe('2026年第四季度通报（第1版草稿） [确认发送 先不发]')
      const asked = shen.card()
      cheng.news()
      await shen.taps('确认发送')
      expectClosed(stage, shen, asked, /已由 沈知夏 于 08:31 确认发送/)
      expect(cheng.news()).toEqual(['2026年第四季度通报已由 沈知夏 确认，正在发到 2 个群。'])
      const final = '云溪街道宣传信息工作通报（2026年第四季度）.docx'
      const sent = await inGroups(stage)
      for (const [place, kind] of kindsOf(stage).entries()) {
        expect(sent[place]).toEqual([
          expect.stringMatching(
            /^云溪街道宣传信息工作通报（2026年第四季度）\n提交 1 篇，报送 1 篇/,
          ),
          ...(kind === 'robot' ? [] : [final]),
        ])
      }
      await stage.restart()
      if (!stage.changesCards) await shen.tapsOn(asked, '确认发送')
      await shen.says('通报 确认')
      await stage.later(MINUTE)
      expect(await inGroups(stage)).toEqual(sent)
    },
    differs: {
      dingtalk: 'a custom robot takes no files',
      'dingtalk-words': 'a custom robot takes no files, and a settled card can be tapped',
      'dingtalk-http': 'a custom robot takes no files',
    },
  },
]
