import { allContacts, chatOn, platformNames } from './chats.js'

const title = '溪畔社区“下班后一小时”窗口试运行'
const body =
  '昨天起，溪畔社区便民服务站把周一、周三、周五的办事时间延长到晚上七点，方便白天上班的居民来办居住证明、医保登记和老年卡申领。首晚窗口共接待居民十六人次，其中十一件当场办结，其余已约好取件时间。'
const addition =
  '昨天起，溪畔社区便民服务站把周一、周三、周五的办事时间延长到晚上七点。首晚窗口由社区工作者林晓禾、郑一诺值班，共接待居民十六人次，其中十一件当场办结，其余五件已约好取件时间。社区计划月底收集一次意见，再决定是否把周六上午也纳入延时服务。'
const captions =
  '图1 昨晚，溪畔社区便民服务站延时窗口为居民办理业务。林晓禾 摄\n图2 居民下班后来到社区院落等候办事。林晓禾 摄'

/**
 * Who plays: a correspondent, the head of the same unit, an editor. They play on the first
 * platform; where there is a second, and the head is on it, the head decides there.
 */
export function castOfStory(cast, [main, second]) {
  const there = allContacts(cast, [main, second]).filter((contact) => chatOn(contact, main))
  const of = (group) => there.filter(({ person }) => person?.group === group)
  const writers = of('信息员')
  const writer = writers.find(({ name }) => name === '林晓禾') ?? writers[0]
  const head = of('单位主要负责人').find(({ person }) => person.unit === writer?.person.unit)
  const editors = of('宣传办')
  const editor = editors.find(({ person }) => person.title.includes('编辑')) ?? editors[0]
  if (!writer || !head || !editor) return null
  return { main, second: chatOn(head, second) ? second : null, writer, head, editor }
}

function writing(who) {
  return [
    {
      who,
      caption: `${who.name}是${who.line}，有一条信息要报送，发送“投稿”。`,
      act: async (part) => {
        const answer = await part.say('投稿', '1/7', '另写')
        if (!answer.includes('1/7')) await part.say('2', '1/7')
      },
    },
    {
      who,
      caption: '机器人一步一步地问，共七步。选项可以点按钮，也可以回复数字。',
      act: async (part) => part.answer('1/7', '一般性稿件', '1', '2/7'),
    },
    {
      who,
      caption: '第二步选分类。',
      act: async (part) => part.answer('2/7', '日常亮点', '4', '3/7'),
    },
    { who, caption: '第三步写标题。', act: (part) => part.say(title, '4/7') },
    {
      who,
      caption: '第四步是日期：昨天发生的，三天之内报送算按时。',
      act: async (part) => part.answer('4/7', '昨天', '昨天', '5/7'),
    },
    {
      who,
      caption: '第五步发正文，可以分几条发，发完回复“完成”。',
      act: async (part) => {
        await part.say(body, '字', '完成')
        await part.say('完成', '6/7')
      },
    },
    {
      who,
      caption: '第六步发照片，一次发两张。',
      act: (part) => part.photos(['便民窗口', '社区院落'], '张', '说明', '图'),
    },
    {
      who,
      caption: '每张照片都要有说明，几行可以一次发完。',
      act: async (part) => {
        await part.say(captions, '图', '说明', '完成')
        await part.say('完成', '7/7')
      },
    },
    { who, caption: '最后核对一遍，点“提交”。', act: (part) => part.tap('提交') },
  ]
}

function returning(writer, head) {
  return [
    {
      who: head,
      caption: `${head.name}是${head.line}，马上收到待审卡片。这次觉得写得不够细，点“退回”。`,
      act: async (part) => {
        await part.tap('退回')
        await part.tap('要素不全')
      },
    },
    {
      who: writer,
      caption: `${writer.name}收到退回和原因，点“修改”。`,
      act: (part) => part.tap('修改'),
    },
    {
      who: writer,
      caption: '只改正文，别的不用重来。',
      act: async (part) => {
        await part.say('正文', '正文', '5/7')
        await part.say(addition, '字', '完成')
        await part.say('完成', '7/7')
      },
    },
    {
      who: writer,
      caption: '改好了，再提交一次，成为第 2 版。',
      act: (part) => part.tap('提交'),
    },
  ]
}

const approvingHere = (head) => [
  {
    who: head,
    caption: `${head.name}又收到一张新卡片，点一下“通过”就行了。旧卡片已经变灰，点不出第二次决定。`,
    act: (part) => part.tap('通过'),
  },
]

/** The newest item of the story in the answer to 待审: its place, by which it is opened. */
function placeOfItem(list) {
  const lines = [...list.matchAll(/^(\d+)\. (\d{4}-\d{4}) .*$/gm)]
  const [, place = '1', number = title] =
    lines.findLast(([line]) => line.includes(title.slice(0, 8))) ?? []
  return { place, number }
}

function approvingElsewhere(head, main, second) {
  const there = platformNames[second]
  return [
    {
      who: head,
      on: second,
      caption: `${head.name}出门在外，改用${there}：发送“待审”，再回复序号打开卡片。`,
      act: async (part) => {
        const { place, number } = placeOfItem(await part.say('待审', '回复序号'))
        await part.say(place, number, title)
      },
    },
    {
      who: head,
      on: second,
      caption: `${platformNames[main]}里写的稿件，在${there}里照样能审。点“通过”，两边的卡片都会变灰。`,
      act: (part) => part.tap('通过'),
    },
  ]
}

const filing = (writer, editor) => [
  {
    who: writer,
    caption: `${writer.name}得知稿件已报送宣传办。`,
    act: (part) => part.hears('报送宣传办', '已报送'),
  },
  {
    who: editor,
    caption: `宣传办的${editor.name}收到卡片。后来省里的画报用了这篇稿件，点“采用”。`,
    act: async (part) => {
      await part.hears(title.slice(0, 8))
      await part.tap('采用')
    },
  },
  {
    who: editor,
    caption: '是哪一级媒体？点“省”。',
    act: (part) => part.tap('省'),
  },
  {
    who: editor,
    caption: '再回复媒体名称，可以加体裁。下次用“用稿”一行也能记完。',
    act: (part) => part.say('山东画报 通讯', '已记录'),
  },
]

const ranking = (writer) => [
  {
    who: writer,
    caption: `${writer.name}马上知道稿件被采用，加了多少分。`,
    act: (part) => part.hears('山东画报'),
  },
  {
    who: writer,
    caption: '谁都可以看排行，不用再数表格。',
    act: (part) => part.say('排行', '排行'),
  },
]

/** Submitted with two photos, returned, edited, approved, filed, used by an outlet, ranked. */
export const script = ({ main, second, writer, head, editor }) =>
  [
    ...writing(writer),
    ...returning(writer, head),
    ...(second ? approvingElsewhere(head, main, second) : approvingHere(head)),
    ...filing(writer, editor),
    ...ranking(writer),
  ].map((step) => ({ on: main, ...step }))
