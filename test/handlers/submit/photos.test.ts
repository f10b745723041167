import { expect, test } from 'vitest'
import { PlatformRefusedError } from '../../../src/errors.ts'
import { after, cardText, openRoom, SECOND, upTo } from './writer.ts'

async function atPhotos() {
  const room = await openRoom()
  const lin = room.as('linxiaohe')
  await upTo(lin, 6)
  return { room, lin }
}

test('photos come in a burst and are answered once', async () => {
  const { room, lin } = await atPhotos()
  expect(await lin.photographs('a', 'b', 'c')).toEqual([])
  const told = await after(room, lin)
  expect(told).toHaveLength(1)
  expect(told[0]).toMatch(/^（6\/7）照片\n共 3 张照片，图1、图2、图3 还没有说明。\n请发图1 的说明/)
})

test('a text is the caption of the oldest photo without one', async () => {
  const { room, lin } = await atPhotos()
  await lin.photographs('a', 'b')
  await lin.says('志愿者磨剪刀。')
  expect((await after(room, lin))[0]).toContain('图2 还没有说明')
  await lin.says('学生登记旧物。')
  expect((await after(room, lin))[0]).toContain('都有说明了')
  expect(await lin.says('完成')).toEqual(['（7/7）核对提交 [提交 修改 取消]'])
  await lin.says('提交')
  const head = room.as('zhaoleshan')
  const texts = (await head.says('全文 2026-0001')).join('\n')
  expect(texts.indexOf('志愿者磨剪刀。')).toBeLessThan(texts.indexOf('学生登记旧物。'))
})

test('as many lines as photos that wait are their captions', async () => {
  const { room, lin } = await atPhotos()
  await lin.photographs('a', 'b', 'c')
  await lin.says('第一张的说明\n第二张的说明\n第三张的说明')
  expect((await after(room, lin))[0]).toContain('共 3 张照片，都有说明了')
})

test('captions may name their photos, in any order', async () => {
  const { room, lin } = await atPhotos()
  await lin.photographs('a', 'b', 'c')
  await lin.says('图3 第三张\n图１：第一张\n图二、第二张')
  expect((await after(room, lin))[0]).toContain('都有说明了')
  expect(await lin.says('完成')).toEqual(['（7/7）核对提交 [提交 修改 取消]'])
})

test('a caption is replaced and a photo dropped by its number', async () => {
  const { room, lin } = await atPhotos()
  await lin.photographs('a', 'b')
  await lin.says('旧的一\n旧的二')
  await after(room, lin)
  await lin.says('图2 新的二')
  await lin.says('图1 删除')
  const [told] = await after(room, lin)
  expect(told).toContain('图1 已删除。')
  expect(told).toContain('共 1 张照片，都有说明了')
  await lin.says('完成')
  await lin.says('提交')
  const text = (await room.as('zhaoleshan').says('全文 2026-0001')).join('\n')
  expect(text).toContain('新的二')
  expect(text).not.toContain('旧的')
})

test('完成 is refused while a caption is missing, and says which', async () => {
  const { lin } = await atPhotos()
  await lin.photographs('a', 'b', 'c')
  await lin.says('图2 中间的说明')
  expect((await lin.says('完成'))[0]).toMatch(
    /^（6\/7）照片\n图1、图3 还没有说明，补上后再回复“完成”/,
  )
  expect((await lin.says('跳过'))[0]).toContain('图1、图3 还没有说明')
})

test('跳过 is the same as 完成 where photos are there', async () => {
  const { lin } = await atPhotos()
  await lin.photographs('a')
  await lin.says('唯一一张的说明')
  expect(await lin.says('跳过')).toEqual(['（7/7）核对提交 [提交 修改 取消]'])
  expect(lin.lastCard().shown.facts).toContainEqual({ label: '照片', value: '1张' })
})

test('a tenth photo is not taken, and is told', async () => {
  const { room, lin } = await atPhotos()
  await lin.photographs(...'a b c d e f g h i j k'.split(' '))
  const told = await after(room, lin)
  expect(told).toHaveLength(1)
  expect(told[0]).toContain('照片最多 9 张，多出的 2 张没有收下')
  expect(told[0]).toContain('共 9 张照片')
})

test('photos sent at other questions are kept in order and captioned at theirs', async () => {
  const room = await openRoom()
  const lin = room.as('linxiaohe')
  await upTo(lin, 2)
  await lin.photographs('a', 'b')
  const [told] = await after(room, lin)
  expect(told).toMatch(/^（2\/7）内容分类\n已收到照片 2 张。/)
  await lin.says('4 昨天')
  await lin.says('小小修理铺开张了')
  await lin.says('字'.repeat(60))
  expect((await lin.says('完成'))[0]).toMatch(/^（6\/7）照片\n共 2 张照片，图1、图2 还没有说明/)
})

test('photos keep the order in which they were sent, however they arrive', async () => {
  const { room, lin } = await atPhotos()
  const now = room.clock.now()
  const bring = (media: string, ahead: number) =>
    room.bring(lin.chat, { type: 'photo', media }, undefined, (now + ahead) as typeof now)
  await bring('second', 2 * SECOND)
  await bring('first', 0)
  await room.settled()
  await lin.says('发得早的\n发得晚的')
  await lin.says('完成')
  await lin.says('提交')
  const fetched = room.platform.sent.flatMap(({ delivery }) =>
    delivery.type === 'fetch-photo' ? [delivery] : [],
  )
  const item = await room.as('zhaoleshan').says('全文 2026-0001')
  expect(fetched.map(({ media }) => media)).toEqual(['second', 'first'])
  expect(item.join('\n')).toMatch(/发得早的[\s\S]*发得晚的/)
  const images = room.platform.sent.flatMap(({ delivery }) =>
    delivery.type === 'image' ? [delivery.photo] : [],
  )
  expect(images).toEqual([fetched[1]?.photo, fetched[0]?.photo])
})

test('a caption that comes before its photo waits three seconds for it', async () => {
  const { room, lin } = await atPhotos()
  expect(await lin.says('志愿者磨剪刀。')).toEqual([])
  await room.later(2 * SECOND)
  await lin.photographs('late')
  const told = await after(room, lin)
  expect(told).toEqual([expect.stringContaining('共 1 张照片，都有说明了')])
})

test('lines for two photos wait for the second one', async () => {
  const { room, lin } = await atPhotos()
  await lin.photographs('a')
  await lin.says('第一张的说明\n第二张的说明')
  await lin.photographs('b')
  expect(await after(room, lin)).toEqual([expect.stringContaining('共 2 张照片，都有说明了')])
})

test('lines for more photos than came are the caption of the oldest after all', async () => {
  const { room, lin } = await atPhotos()
  await lin.photographs('a')
  await lin.says('一行\n两行')
  expect((await after(room, lin)).at(-1)).toContain('共 1 张照片，都有说明了')
})

test('a text that no photo claims is asked about, and never lost', async () => {
  const { room, lin } = await atPhotos()
  expect(await lin.says('另外补充一句话')).toEqual([])
  expect(await after(room, lin)).toEqual(['（6/7）这段文字是…… [加到正文 下一张照片的说明 不用]'])
  expect(cardText(lin)).toContain('另外补充一句话')
  expect((await lin.says('1'))[0]).toMatch(/^（6\/7）照片\n已加到正文，现在 69 字。/)
  await lin.says('跳过')
  expect(lin.lastCard().shown.facts).toContainEqual({ label: '字数', value: '69字' })
})

test('a text that no photo claimed may be kept for the next photo', async () => {
  const { room, lin } = await atPhotos()
  await lin.says('等会儿那张的说明')
  await after(room, lin)
  expect((await lin.taps('下一张照片的说明'))[0]).toContain('请发照片')
  await lin.photographs('a')
  expect((await after(room, lin))[0]).toContain('共 1 张照片，都有说明了')
})

test('a text that no photo claimed may be dropped by its writer', async () => {
  const { room, lin } = await atPhotos()
  await lin.says('发错了的话')
  await after(room, lin)
  expect((await lin.says('不用'))[0]).toContain('这段文字不用')
  expect(await lin.says('跳过')).toEqual(['（7/7）核对提交 [提交 修改 取消]'])
})

test('完成 asks about a text that is still held', async () => {
  const { lin } = await atPhotos()
  await lin.says('另外补充一句话')
  expect(await lin.says('完成')).toEqual(['（6/7）这段文字是…… [加到正文 下一张照片的说明 不用]'])
})

test('a photo that comes while a text is asked about takes it as its caption', async () => {
  const { room, lin } = await atPhotos()
  await lin.says('迟到照片的说明')
  await after(room, lin)
  const asked = lin.lastCard()
  await lin.photographs('a')
  expect((await after(room, lin))[0]).toContain('都有说明了')
  expect((await lin.tapsOn(asked, '加到正文'))[0]).toContain('前面的卡片')
})

test('several texts without a photo are asked about together', async () => {
  const { room, lin } = await atPhotos()
  await lin.says('第一句')
  await room.later(2 * SECOND)
  await lin.says('第二句')
  expect(await after(room, lin)).toHaveLength(1)
  expect(cardText(lin)).toContain('第一句 第二句')
})

test('a bare number is never a caption', async () => {
  const { room, lin } = await atPhotos()
  await lin.photographs('a')
  await after(room, lin)
  expect((await lin.says('1'))[0]).toContain('单独一个数字不算图片说明')
  expect((await lin.says('完成'))[0]).toContain('图1 还没有说明')
})

test('a caption for a photo that is not there is held and asked about', async () => {
  const { room, lin } = await atPhotos()
  await lin.photographs('a')
  await lin.says('图1 第一张\n图2 第二张')
  await lin.photographs('b')
  expect(await after(room, lin)).toEqual([expect.stringContaining('共 2 张照片，都有说明了')])
  await lin.says('图5 没有的')
  expect(await after(room, lin)).toEqual([expect.stringContaining('这段文字是')])
})

test('a caption longer than 200 characters is not taken for one', async () => {
  const { room, lin } = await atPhotos()
  await lin.photographs('a')
  await lin.says('长'.repeat(201))
  const told = await after(room, lin)
  expect(told.at(-1)).toContain('这段文字是')
  expect((await lin.says('2'))[0]).toContain('说明最多 200 字')
  expect((await lin.says('1'))[0]).toContain('已加到正文')
})

test('完成 while bytes are still on their way brings the card once they are there', async () => {
  const { room, lin } = await atPhotos()
  let arrive: () => void = () => undefined
  const there = new Promise<void>((resolve) => (arrive = resolve))
  room.platform.before = async ({ type }) => (type === 'fetch-photo' ? there : undefined)
  await room.bring(lin.chat, { type: 'photo', media: 'slow' })
  await room.bring(lin.chat, { type: 'text', text: '慢照片的说明' })
  await room.bring(lin.chat, { type: 'text', text: '完成' })
  arrive()
  await room.settled()
  expect(lin.news()).toEqual([
    expect.stringMatching(/^（6\/7）照片\n照片还在接收/),
    '（7/7）核对提交 [提交 修改 取消]',
  ])
})

test('a photo that is lost is named and dropped, and its caption kept for the next one', async () => {
  const { room, lin } = await atPhotos()
  room.platform.before = (delivery) => {
    if (delivery.type === 'fetch-photo' && delivery.media === 'gone') {
      throw new PlatformRefusedError('media/get', 40007, { retry: 'never' })
    }
  }
  await room.bring(lin.chat, { type: 'photo', media: 'a' })
  await room.bring(lin.chat, { type: 'photo', media: 'gone' })
  await room.bring(lin.chat, { type: 'text', text: '好的一张\n丢的一张' })
  const told = (await after(room, lin)).join('\n')
  expect(told).toContain('图2 没有取到，请重发')
  await lin.photographs('again')
  expect((await after(room, lin))[0]).toContain('共 2 张照片，都有说明了')
  await lin.says('完成')
  await lin.says('提交')
  expect((await room.as('zhaoleshan').says('全文 2026-0001')).join('\n')).toContain('丢的一张')
})

test('photos that come while the draft is laid down are there when it is taken up', async () => {
  const { room, lin } = await atPhotos()
  let arrive: () => void = () => undefined
  const there = new Promise<void>((resolve) => (arrive = resolve))
  room.platform.before = async ({ type }) => (type === 'fetch-photo' ? there : undefined)
  for (const content of [
    { type: 'photo' as const, media: 'slow' },
    ...['慢照片的说明', '完成', '取消'].map((text) => ({ type: 'text' as const, text })),
  ]) {
    await room.bring(lin.chat, content)
  }
  arrive()
  await room.settled()
  expect(lin.news().at(-1)).toContain('已存草稿')
  expect(await lin.says('继续')).toEqual(['（7/7）核对提交 [提交 修改 取消]'])
})
