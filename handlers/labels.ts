import type {
  Category,
  Role,
  SubmissionEventName,
  SubmissionStatus,
  Tier,
} from '../schema/submission.ts'

/** What things are called in the chat. A new value without a label fails the build. */

export const tierLabel: Record<Tier, string> = {
  general: '一般性稿件',
  major: '重大活动、特色工作、品牌建设',
  decision: '重要决策、重要会议、全面评价',
}

/** On a button or a card's source line: at most 10 characters. */
export const tierButton: Record<Tier, string> = {
  general: '一般性稿件',
  major: '重大活动特色品牌',
  decision: '重要决策会议评价',
}

export const categoryLabel: Record<Category, string> = {
  economy: '经济发展',
  brand: '品牌建设',
  innovation: '创新工作',
  highlight: '日常亮点',
  other: '其他动态',
}

export const roleLabel: Record<Role, string> = {
  correspondent: '信息员',
  unitHead: '主要负责人',
  leaderInCharge: '分管领导',
  deputySecretary: '街道副书记',
  editor: '宣传办编辑',
  publicityDirector: '宣传办主任',
  admin: '管理员',
}

export const statusLabel: Record<SubmissionStatus, string> = {
  in_review: '审稿中',
  returned: '已退回',
  withdrawn: '已撤回',
  abandoned: '已放弃',
  filed: '已报送',
  held: '待用',
  declined: '不采用',
  adopted: '已采用',
}

export const eventLabel: Record<SubmissionEventName, string> = {
  submitted: '提交',
  approved: '通过',
  returned: '退回',
  resubmitted: '重新提交',
  reassigned: '转交',
  delegated: '代审',
  nudged: '催办',
  withdrawn: '撤回',
  takenBack: '收回',
  abandoned: '放弃',
  filed: '报送',
  held: '待用',
  declined: '不采用',
  adopted: '采用',
  reversed: '撤销采用',
}
