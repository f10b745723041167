import { randomBytes } from 'node:crypto'
import type { Clock } from '../../clock.ts'
import { measure, type Picture } from '../common/picture.ts'
import type { Journal } from '../common/journal.ts'
import { OapiRefusal, oapiRefuseIf } from './refusal.ts'
import type { World } from './world.ts'
import type { MediaRecord, WorldEvent } from './world-event.ts'

const MIB = 1024 * 1024
/** The life of a downloadCode is not documented: short enough to find out who comes late. */
const CODE_LIFETIME_MS = 60 * 60 * 1000
/** A picture that cannot be measured is drawn as a square of this side. */
const UNMEASURED = 300
const FILES = ['doc', 'docx', 'xls', 'xlsx', 'ppt', 'pptx', 'zip', 'pdf', 'rar']

/** Section 7.2. */
const UPLOAD_RULES: Record<string, { most: number; endings: readonly string[] }> = {
  image: { most: 20 * MIB, endings: ['jpg', 'gif', 'png', 'bmp'] },
  voice: { most: 2 * MIB, endings: ['amr', 'mp3', 'wav'] },
  video: { most: 20 * MIB, endings: ['mp4'] },
  file: { most: 20 * MIB, endings: FILES },
}

interface NamedBytes {
  name: string
  bytes: Uint8Array
}

/** Bytes under one id for the page, and under another one for the bot. */
export class MediaStore {
  readonly #world: World
  readonly #journal: Journal<WorldEvent>
  readonly #clock: Clock
  constructor(world: World, journal: Journal<WorldEvent>, clock: Clock) {
    this.#world = world
    this.#journal = journal
    this.#clock = clock
  }

  /** media/upload: what comes of it can be sent, and never fetched. */
  async upload(kind: string, file: NamedBytes): Promise<MediaRecord> {
    const rule = Object.hasOwn(UPLOAD_RULES, kind) ? UPLOAD_RULES[kind] : undefined
    if (!rule) throw new OapiRefusal(40004, '不合法的媒体文件类型')
    const ending = /\.([^.]+)$/.exec(file.name)?.[1]?.toLowerCase() ?? ''
    oapiRefuseIf(!rule.endings.includes(ending), 40005, '不合法的文件类型')
    const { length } = file.bytes
    oapiRefuseIf(length === 0 || length > rule.most, 40006, '不合法的文件大小')
    const picture = kind === 'image' ? await measure(file.bytes) : null
    // What reads pictures here cannot read every bmp.
    const unreadable = kind === 'image' && ending !== 'bmp' && picture === null
    oapiRefuseIf(unreadable, 40005, '不合法的文件类型')
    const id = newId()
    const mediaId = `${kind === 'image' ? '@lA' : '$iA'}${id}`
    return this.#keep({ id, mediaId, downloadCode: null, kind }, file, picture)
  }

  /** A picture or a file that a member puts into a chat, taken as it is. */
  async receive(kind: 'image' | 'file', file: NamedBytes): Promise<MediaRecord> {
    const picture = kind === 'image' ? await measure(file.bytes) : null
    const downloadCode = randomBytes(48).toString('base64')
    return this.#keep({ id: newId(), mediaId: null, downloadCode, kind }, file, picture)
  }

  /** By the media_id that a message names. */
  uploaded(mediaId: string, kind: string): MediaRecord | undefined {
    const media = this.#world.mediaBy(mediaId)
    return media?.mediaId === mediaId && media.kind === kind ? media : undefined
  }

  /** By the downloadCode of a callback, while it lives. */
  received(downloadCode: string): MediaRecord | undefined {
    const media = this.#world.mediaBy(downloadCode)
    const lives = media && this.#clock.now() < media.at + CODE_LIFETIME_MS
    return lives && media.downloadCode === downloadCode ? media : undefined
  }

  /** For the page, where a picture stays in the chat after the platform has forgotten its code. */
  shown(id: string): { bytes: Uint8Array; type: string; name: string } | undefined {
    const media = this.#world.media.get(id)
    return media && { bytes: this.#journal.bytes(id), type: media.type, name: media.name }
  }

  #keep(
    head: Pick<MediaRecord, 'id' | 'mediaId' | 'downloadCode' | 'kind'>,
    { name, bytes }: NamedBytes,
    picture: Picture | null,
  ): MediaRecord {
    const media = {
      ...head,
      type: picture ? `image/${picture.format}` : 'application/octet-stream',
      name,
      size: bytes.length,
      width: picture?.width ?? UNMEASURED,
      height: picture?.height ?? UNMEASURED,
      at: this.#clock.now(),
    }
    this.#journal.keepBytes(media.id, bytes)
    this.#world.record({ type: 'media', media })
    return media
  }
}

function newId(): string {
  return randomBytes(24).toString('base64url')
}
