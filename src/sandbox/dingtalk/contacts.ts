import { type JsonObject, numberAt, textAt } from '../common/json.ts'
import { OapiRefusal, oapiRefuseIf } from './refusal.ts'
import { type Call, memberOf, type Stage } from './stage.ts'
import type { DingtalkMember } from './options.ts'

// Section 8.1. Everybody sits in the root department: the sandbox has no others.

const ROOT = 1
const MOST_LISTED = 100

/** `topapi/v2/department/listsub` */
export function listDepartments(_stage: Stage, call: Call): JsonObject {
  checkDepartment(call, ROOT)
  return { result: [] }
}

/** `topapi/v2/user/list` */
export function listUsers(stage: Stage, call: Call): JsonObject {
  checkDepartment(call, null)
  const [cursor, size] = [numberAt(call.body, 'cursor') ?? -1, numberAt(call.body, 'size') ?? 0]
  oapiRefuseIf(cursor < 0 || size < 1 || size > MOST_LISTED, 400002, '参数错误')
  const all = staff(stage)
  const list = all.slice(cursor, cursor + size).map(describe)
  const next = cursor + size
  const more = next < all.length
  return { result: { has_more: more, ...(more ? { next_cursor: next } : {}), list } }
}

/** `topapi/user/listid` */
export function listUserIds(stage: Stage, call: Call): JsonObject {
  checkDepartment(call, null)
  return { result: { userid_list: staff(stage).map(({ account }) => account) } }
}

/** `topapi/v2/user/get` */
export function getUser(stage: Stage, call: Call): JsonObject {
  const userid = textAt(call.body, 'userid')
  oapiRefuseIf(userid === '', 400002, '参数错误')
  const member = memberOf(stage, userid)
  if (!member) throw new OapiRefusal(60121, '找不到该用户')
  return { result: { ...describe(member), leader_in_dept: [{ dept_id: ROOT, leader: false }] } }
}

function checkDepartment(call: Call, standard: number | null): void {
  const given = call.body['dept_id'] ?? standard
  oapiRefuseIf(typeof given !== 'number', 400002, '参数错误')
  oapiRefuseIf(given !== ROOT, 60003, '部门不存在')
}

function staff(stage: Stage): DingtalkMember[] {
  return stage.options.members.filter(({ external }) => !external)
}

function describe({ account, name }: DingtalkMember): JsonObject {
  return {
    userid: account,
    unionid: `u-${account}`,
    name,
    avatar: '',
    state_code: '86',
    dept_id_list: [ROOT],
    active: true,
    admin: false,
    boss: false,
    leader: false,
  }
}
