import { createAndDeliver, createCard, deliverCard, registerCallback } from './cards.ts'
import { getUser, listDepartments, listUserIds, listUsers } from './contacts.ts'
import { FILE_ROOT, giveFile, giveFileUrl, uploadMedia } from './files.ts'
import { openConnection } from './gateway.ts'
import { recallFromGroup, recallFromPeople, sendToGroup, sendToPeople } from './send.ts'
import type { Endpoint } from './stage.ts'
import { updateCard } from './update-card.ts'
import { sendByRobot, sendBySession } from './webhooks.ts'

const api = (handle: Endpoint['handle']): Endpoint => ({ dialect: 'api', handle })
const contact = (handle: Endpoint['handle']): Endpoint => ({ dialect: 'oapi', free: true, handle })
const webhook = (handle: Endpoint['handle']): Endpoint => ({
  dialect: 'oapi',
  open: true,
  free: true,
  unpaced: true,
  handle,
})

/** By method and path, for both hosts. */
const ENDPOINTS: Readonly<Record<string, Endpoint>> = {
  'POST /v1.0/oauth2/accessToken': {
    dialect: 'api',
    open: true,
    free: true,
    handle: ({ tokens }, { body }) => tokens.give(body),
  },
  'GET /gettoken': {
    dialect: 'oapi',
    open: true,
    free: true,
    handle: ({ tokens }, { query }) => tokens.giveOld(query),
  },
  'POST /v1.0/gateway/connections/open': {
    dialect: 'api',
    open: true,
    free: true,
    handle: openConnection,
  },
  'POST /v1.0/robot/oToMessages/batchSend': api(sendToPeople),
  'POST /v1.0/robot/groupMessages/send': api(sendToGroup),
  'POST /v1.0/robot/otoMessages/batchRecall': api(recallFromPeople),
  'POST /v1.0/robot/groupMessages/recall': api(recallFromGroup),
  'POST /v1.0/robot/messageFiles/download': api(giveFileUrl),
  'POST /v1.0/card/instances/createAndDeliver': api(createAndDeliver),
  'POST /v1.0/card/instances': api(createCard),
  'PUT /v1.0/card/instances': api(updateCard),
  'POST /v1.0/card/instances/deliver': api(deliverCard),
  'POST /v1.0/card/callbacks/register': api(registerCallback),
  'POST /robot/sendBySession': webhook(sendBySession),
  'POST /robot/send': webhook(sendByRobot),
  'POST /media/upload': { dialect: 'oapi', handle: uploadMedia },
  'POST /topapi/v2/department/listsub': contact(listDepartments),
  'POST /topapi/v2/user/list': contact(listUsers),
  'POST /topapi/user/listid': contact(listUserIds),
  'POST /topapi/v2/user/get': contact(getUser),
}

const FILE: Endpoint = { ...webhook(giveFile), dialect: 'api' }

export function endpointOf(method: string, path: string): Endpoint | undefined {
  if (method === 'GET' && path.startsWith(FILE_ROOT)) return FILE
  const name = `${method} ${path}`
  return Object.hasOwn(ENDPOINTS, name) ? ENDPOINTS[name] : undefined
}
