import fc from 'fast-check'
import { expect, test } from 'vitest'
import { menuCommand, parse } from '../../../handlers/parse.ts'

test.each([
  ['投稿', 'submit', ''],
  ['　投稿。', 'submit', ''],
  ['“继续”', 'continue', ''],
  ['改 标题', 'edit', '标题'],
  ['改标题', 'edit', '标题'],
  ['修改', 'edit', ''],
  ['修改 2026-0001', 'edit', '2026-0001'],
  ['通过 2026-0001', 'approve', '2026-0001'],
  ['通过20260001', 'approve', '20260001'],
  ['通过 １', 'approve', '1'],
  ['退回 2026-0001 数据有误', 'return', '2026-0001 数据有误'],
  [
    '退回 ２０２６－０００１　标题里的人数和正文不一致，请核对',
    'return',
    '2026-0001 标题里的人数和正文不一致，请核对',
  ],
  ['退回 2026-0001 数据有误。请核对第二段', 'return', '2026-0001 数据有误。请核对第二段'],
  ['退回 2026-0001：照片不清', 'return', '2026-0001 照片不清'],
  ['退回2026-0001照片不清', 'return', '2026-0001 照片不清'],
  ['退回 2026-0001', 'return', '2026-0001'],
  ['退回 2026——0001', 'return', '2026-0001'],
  ['退回 2026—0001，照片不清。', 'return', '2026-0001 照片不清。'],
  ['退回 2026-0001\n一、人数不对\n二、缺时间', 'return', '2026-0001 一、人数不对\n二、缺时间'],
  ['退回 1：照片不清', 'return', '1 照片不清'],
  ['退回 1 照片不清', 'return', '1 照片不清'],
  ['转交 1 钱慕云', 'reassign', '1 钱慕云'],
  ['转交2026-0001给钱慕云', 'reassign', '2026-0001给钱慕云'],
  ['通过 2026——0001', 'approve', '2026-0001'],
  ['投 稿', 'submit', ''],
  ['完　成', 'done', ''],
  ['代审 钱慕云 11-20 11-25', 'delegate', '钱慕云 11-20 11-25'],
  ['过程 1', 'history', '1'],
  ['？', 'help', ''],
  ['HELP', 'help', ''],
  ['排行 2026-10', 'ranking', '2026-10'],
  ['排行 第三季度', 'ranking', '第三季度'],
  ['排行 10月 表格', 'ranking', '10月 表格'],
  ['积分', 'points', ''],
  ['积分 明细', 'points', '明细'],
  ['积分 明细 2026-10', 'points', '明细 2026-10'],
  ['用稿 2026-0001 省 山东画报 通讯 头版', 'adopt', '2026-0001 省 山东画报 通讯 头版'],
  [
    '用稿 2026-0001 市 溪城日报 https://example.com/A?b=C',
    'adopt',
    '2026-0001 市 溪城日报 https://example.com/A?b=C',
  ],
  ['用稿2026—0001 市 溪城日报', 'adopt', '2026-0001 市 溪城日报'],
  ['采用 1', 'use', '1'],
  ['待用', 'hold', ''],
  ['不采用 20260001', 'decline', '20260001'],
  ['退改 2026-0001 照片不清', 'sendBack', '2026-0001 照片不清'],
  ['撤销用稿 2026-0001 2 记错了。', 'reverseAdoption', '2026-0001 2 记错了。'],
  ['撤销用稿 2026-0001', 'reverseAdoption', '2026-0001'],
  ['撤销用稿　２０２６－０００１', 'reverseAdoption', '2026-0001'],
  ['退改 2026-0001', 'sendBack', '2026-0001'],
  ['用稿 2026-0001', 'adopt', '2026-0001'],
  ['联合 2026-0001 松风社区 北桥社区', 'joinUnits', '2026-0001 松风社区 北桥社区'],
  ['记分 溪畔社区 表扬 区 抗旱简报获批示', 'mark', '溪畔社区 表扬 区 抗旱简报获批示'],
  ['异议 2026-0001 市报也登了', 'object', '2026-0001 市报也登了'],
  ['异议 2026-10 少算一篇', 'object', '2026-10 少算一篇'],
  ['通报 送审', 'bulletin', '送审'],
  ['通报 2026Q3 文件', 'bulletin', '2026q3 文件'],
  ['考核 2026', 'assessment', '2026'],
])('%s is a command', (text, id, args) => {
  expect(parse(text)).toMatchObject({ id, args })
})

test.each([
  '通过开展志愿服务，社区环境焕然一新',
  '通过 3 项措施推进整治',
  '退回3份材料要求补正',
  '退回3000元押金，群众满意',
  '退回 3、5号楼的旧物',
  '转交2号楼居民',
  '转交 3 个部门办理，群众满意',
  '改一下吧',
  '投稿须知',
  '继续开展环境整治',
  '完成了一件大事',
  '取消证明事项三十项',
  '排行榜',
  '通报批评三家企业，责令限期整改。',
  '采用新工艺',
  '积分超市开业',
  '待用设备清点完毕',
  '方案一',
  '培训居民三百人次',
  '代审工作正在推进',
  '投稿\n1',
  '2026-0001',
  '1',
  '',
  '过程 管理',
])('“%s” is no command', (text) => {
  expect(parse(text)).toBeNull()
})

test('it is total, and a command is never longer than a line', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
      const command = parse(text)
      expect(command === null || text.trim().length <= 300).toBe(true)
    }),
  )
})

test('menu keys are the identifiers of the words', () => {
  expect(menuCommand('submit')).toEqual({ id: 'submit', word: '投稿', args: '' })
  expect(menuCommand('ranking')).toEqual({ id: 'ranking', word: '排行', args: '' })
  expect(menuCommand('later')).toBeNull()
})
