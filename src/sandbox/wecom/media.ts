import { FILE_BYTES, measure, type Picture } from '../common/picture.ts'
import { randomBytes } from 'node:crypto'
import type { Clock } from '../../clock.ts'
import type { Journal } from '../common/journal.ts'
import type { UploadedFile } from './multipart.ts'
import { Refusal, refuseIf } from './refusal.ts'
import type { World } from './world.ts'
import type { MediaRecord, WorldEvent } from './world-event.ts'

const MIB = 1024 * 1024
const LIFETIME_MS = 3 * 24 * 60 * 60 * 1000
const SMALLEST = 5
/** A picture that cannot be measured is drawn as a square of this side. */
const UNMEASURED = 300

/** WeCom document 90253. */
const UPLOAD_RULES: Record<string, { most: number; tooLarge: number }> = {
  image: { most: 10 * MIB, tooLarge: 40009 },
  voice: { most: 2 * MIB, tooLarge: 40006 },
  video: { most: 10 * MIB, tooLarge: 40011 },
  file: { most: FILE_BYTES, tooLarge: 40006 },
}
const AMR = Buffer.from('#!AMR')
const APP = 'app'

/** 临时素材: bytes with an id that can be sent, and fetched for three days. */
export class MediaStore {
  readonly #world: World
  readonly #journal: Journal<WorldEvent>
  readonly #clock: Clock
  constructor(world: World, journal: Journal<WorldEvent>, clock: Clock) {
    this.#world = world
    this.#journal = journal
    this.#clock = clock
  }

  /** media/upload and, with fewer types, webhook/upload_media. */
  async upload(
    kind: string,
    kinds: readonly string[],
    file: UploadedFile,
    owner: string = APP,
  ): Promise<MediaRecord> {
    const rule = kinds.includes(kind) ? UPLOAD_RULES[kind] : undefined
    if (!rule) throw new Refusal(40005, 'invalid file type')
    refuseIf(file.bytes.length === 0, 44001, 'empty media data')
    refuseIf(file.bytes.length <= SMALLEST, 40006, 'invalid media size')
    refuseIf(file.bytes.length > rule.most, rule.tooLarge, 'invalid media size')
    const picture = kind === 'image' ? await measure(file.bytes) : null
    refuseIf(kind === 'image' && !picture, 40123, 'not a picture')
    refuseIf(
      picture !== null && !['jpeg', 'png'].includes(picture.format),
      40004,
      'invalid media type',
    )
    refuseIf(
      kind === 'voice' && !file.bytes.subarray(0, AMR.length).equals(AMR),
      40004,
      'invalid media type',
    )
    return this.#keep(kind, owner, file, picture)
  }

  /** What a member or a webhook puts into a chat, taken as it is. */
  async keepPicture(bytes: Uint8Array, owner: string = APP): Promise<MediaRecord> {
    const picture = await measure(bytes)
    const format = picture?.format ?? 'jpeg'
    const name = `${this.#clock.now()}.${format === 'jpeg' ? 'jpg' : format}`
    const file = { name, type: `image/${format}`, bytes: Buffer.from(bytes) }
    return this.#keep('image', owner, file, picture)
  }

  /** A file that a member puts into a chat, under its name there. */
  keepFile(name: string, bytes: Uint8Array): MediaRecord {
    const file = { name, type: 'application/octet-stream', bytes: Buffer.from(bytes) }
    return this.#keep('file', APP, file, null)
  }

  /** For sending; documents say 40007 for what is unknown and for what is too old. */
  usable(id: string, kind: string, owner: string = APP): MediaRecord {
    const media = this.#world.media.get(id)
    if (media?.owner !== owner || media.kind !== kind || this.#old(media)) {
      throw new Refusal(40007, 'invalid media_id')
    }
    return media
  }

  fetch(id: string): { media: MediaRecord; bytes: Uint8Array } {
    const media = this.#world.media.get(id)
    if (media?.owner !== APP || this.#old(media)) throw new Refusal(40007, 'invalid media_id')
    return { media, bytes: this.#journal.bytes(id) }
  }

  /** For the page, where a picture stays in the chat after the platform has forgotten its id. */
  shown(id: string): { bytes: Uint8Array; type: string; name: string } | undefined {
    const media = this.#world.media.get(id)
    return media && { bytes: this.#journal.bytes(id), type: media.type, name: media.name }
  }

  #old(media: MediaRecord): boolean {
    return this.#clock.now() >= media.at + LIFETIME_MS
  }

  #keep(kind: string, owner: string, file: UploadedFile, picture: Picture | null): MediaRecord {
    const media = {
      id: randomBytes(33).toString('base64url'),
      kind,
      owner,
      type: picture ? `image/${picture.format}` : file.type,
      name: file.name,
      size: file.bytes.length,
      width: picture?.width ?? UNMEASURED,
      height: picture?.height ?? UNMEASURED,
      at: this.#clock.now(),
    }
    this.#journal.keepBytes(media.id, file.bytes)
    this.#world.record({ type: 'media', media })
    return media
  }
}
