import { measure } from '../../src/sandbox/common/picture.ts'
import type { StandIn, StandInMessage } from '../../src/sandbox/stand-in.ts'

/** One channel of a group and what stands in it, the oldest first. */
export interface ChannelSeen {
  kind: string
  lines: string[]
}

export async function channelSeen(standIn: StandIn, id: string): Promise<ChannelSeen> {
  const messages = standIn.messages({ kind: 'group', id })
  return {
    kind: id.slice(0, id.indexOf(':')),
    lines: await Promise.all(messages.map((message) => opened(standIn, message))),
  }
}

/** A custom robot has no picture message: its markdown is the picture. */
const PICTURE = /^!\[[^\]]*\]\(([^)\s]+)\)$/

/** A text as it is; of pictures and documents what their bytes are, whatever the message says. */
export async function opened(standIn: StandIn, { body }: StandInMessage): Promise<string> {
  switch (body.type) {
    case 'text':
      return body.text
    case 'markdown': {
      const [, name] = PICTURE.exec(body.text) ?? []
      const picture = body.pictures?.find((one) => one.name === name)
      return picture ? `markdown: ${await pictureAt(standIn, picture.path)}` : body.text
    }
    case 'image':
      return pictureAt(standIn, body.path)
    case 'file':
      return isDocument(bytesAt(standIn, body.path)) ? body.name : 'no document'
    case 'card':
    case 'deed':
      return body.type
  }
}

/** `png 900 × 1200` */
async function pictureAt(standIn: StandIn, path: string): Promise<string> {
  const picture = await measure(bytesAt(standIn, path))
  return picture ? `${picture.format} ${picture.width} × ${picture.height}` : 'no picture'
}

/** Word and Excel files are archives. */
const isDocument = (bytes: Uint8Array) => Buffer.from(bytes.subarray(0, 2)).toString() === 'PK'

const bytesAt = (standIn: StandIn, path: string) =>
  standIn.media(path.replace(/^media\//, ''))?.bytes ?? new Uint8Array()
