import http from 'node:http'
import https from 'node:https'
import axios from 'axios'
import { PlatformRefusedError, PlatformSilentError } from '../../errors.ts'
import { TIMEOUTS } from '../common/http.ts'
import { PRIVATE_ADDRESS, publicLookup, reachOf } from './addresses.ts'
import { MEDIA_LOST, MEDIA_TOO_LARGE, refusal } from './errors.ts'
import { MEDIA_BYTES } from './limits.ts'
import type { Sender, Try } from './sender.ts'

const CALL = 'robot/messageFiles/download'
/** All that errors say about the address: it is signed, and so a secret. */
const FETCH = 'downloadUrl'
const BAD_CODE = 'invalidParameter.robotCode.downloadCode'

/** What somebody sent the robot (platform document, section 7.1). The code is exchanged for an address. */
export async function fetchPhoto(
  { client, settings }: Pick<Sender, 'client' | 'settings'>,
  downloadCode: string,
  { signal, spent }: Pick<Try, 'signal' | 'spent'>,
  timeoutMs = TIMEOUTS.uploadMs,
): Promise<Uint8Array> {
  const { robotCode } = settings
  const json = { downloadCode, robotCode }
  const { downloadUrl } = await client
    .api({ name: CALL, json, signal, spent })
    .catch((error: unknown) => {
      const lost = error instanceof PlatformRefusedError && error.code === BAD_CODE
      throw lost ? refusal(CALL, MEDIA_LOST) : error
    })
  if (typeof downloadUrl !== 'string' || !URL.canParse(downloadUrl)) {
    throw new PlatformSilentError(CALL, 'no address in the answer')
  }
  const url = new URL(downloadUrl)
  const reach = reachOf(url, [settings.apiBase, settings.oapiBase])
  if (reach === 'forbidden') throw refusal(FETCH, PRIVATE_ADDRESS)
  const until = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)])
  return download(url, reach === 'public', until)
}

const PUBLIC = {
  httpAgent: new http.Agent({ lookup: publicLookup }),
  httpsAgent: new https.Agent({ lookup: publicLookup }),
}

/** Without any header of ours, without following a redirect, and no more than a photo may have. */
async function download(url: URL, isPublic: boolean, signal: AbortSignal): Promise<Uint8Array> {
  const answer = await axios
    .get<Buffer>(url.href, {
      ...(isPublic && PUBLIC),
      adapter: 'http',
      proxy: false,
      maxRedirects: 0,
      maxContentLength: MEDIA_BYTES,
      decompress: false,
      responseType: 'arraybuffer',
      validateStatus: null,
      signal,
    })
    .catch((error: unknown) => {
      throw withoutAddress(error, signal)
    })
  if (answer.status === 404 || answer.status === 410) throw refusal(FETCH, MEDIA_LOST)
  if (answer.status !== 200) throw new PlatformSilentError(FETCH, `HTTP ${answer.status}`)
  return answer.data
}

function withoutAddress(error: unknown, { aborted }: AbortSignal) {
  if (aborted) return new PlatformSilentError(FETCH, 'timeout')
  if (!axios.isAxiosError(error)) return new PlatformSilentError(FETCH, 'unknown')
  if (error.message.startsWith('maxContentLength')) return refusal(FETCH, MEDIA_TOO_LARGE)
  if (error.code === PRIVATE_ADDRESS) return refusal(FETCH, PRIVATE_ADDRESS)
  return new PlatformSilentError(FETCH, error.code ?? 'unknown')
}
