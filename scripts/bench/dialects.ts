import type { Platform } from '../../schema/update.ts'
import type { Dialect } from './dialect.ts'
import { dingtalk } from './dingtalk/dialect.ts'
import { wecom } from './wecom/dialect.ts'

export const dialects: Readonly<Record<Platform, Dialect>> = { wecom, dingtalk }
