import { createAppchat, getAppchat, sendAppchat, sendWebhook, uploadToWebhook } from './groups.ts'
import { getMedia, uploadMedia } from './media-calls.ts'
import { createMenu, deleteMenu, getMenu } from './menu.ts'
import { recallMessage, sendMessage } from './send.ts'
import type { Endpoint, Stage } from './stage.ts'
import { updateCard } from './update-card.ts'

const LOOPBACK = { ip_list: ['127.0.0.1'] }

/** By the path below `/cgi-bin/`. */
export const ENDPOINTS: Readonly<Record<string, Endpoint>> = {
  gettoken: { method: 'GET', open: true, handle: ({ tokens }, { query }) => tokens.get(query) },
  getcallbackip: { method: 'GET', handle: () => LOOPBACK },
  get_api_domain_ip: { method: 'GET', handle: () => LOOPBACK },
  'agent/get': { method: 'GET', handle: describeAgent },
  'message/send': { method: 'POST', handle: sendMessage },
  'message/update_template_card': { method: 'POST', handle: updateCard },
  'message/recall': { method: 'POST', handle: recallMessage },
  'media/upload': { method: 'POST', handle: uploadMedia },
  'media/get': { method: 'GET', handle: getMedia },
  'menu/create': { method: 'POST', handle: createMenu },
  'menu/get': { method: 'GET', handle: getMenu },
  'menu/delete': { method: 'GET', handle: deleteMenu },
  'appchat/create': { method: 'POST', handle: createAppchat },
  'appchat/get': { method: 'GET', handle: getAppchat },
  'appchat/send': { method: 'POST', handle: sendAppchat },
  'webhook/send': { method: 'POST', open: true, handle: sendWebhook },
  'webhook/upload_media': { method: 'POST', open: true, handle: uploadToWebhook },
}

function describeAgent({ options }: Stage) {
  const user = options.members.map(({ account }) => ({ userid: account }))
  return {
    agentid: options.credentials.agentId,
    name: '报送助手',
    allow_userinfos: { user },
    close: 0,
    isreportenter: 1,
  }
}
