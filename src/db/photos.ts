import { z } from 'zod'
import type { Kysely, Transaction } from 'kysely'
import type { Instant, PersonId, PhotoId } from '../../schema/ids.ts'
import type { Platform } from '../../schema/update.ts'
import type { Database } from '../../schema/tables.ts'
import type { PhotoRecord } from '../../schema/records.ts'

const PhotoState = z.enum(['fetching', 'ready', 'lost', 'not-a-photo', 'too-large'])

export interface StoredPhoto {
  id: PhotoId
  /** Name below the media folder. */
  file: string
  mime: string
  width: number
  height: number
  bytes: number
}

export async function insertPhoto(
  tx: Transaction<Database>,
  photo: { id: PhotoId; person: PersonId; platform: Platform; media: string; sentAt: Instant },
) {
  await tx
    .insertInto('photo')
    .values({
      id: photo.id,
      person_id: photo.person,
      platform: photo.platform,
      media: photo.media,
      sent_at: photo.sentAt,
      state: 'fetching',
      sha256: null,
      file: null,
      mime: null,
      width: null,
      height: null,
      bytes: null,
    })
    .execute()
}

export async function findPhotos(
  db: Kysely<Database>,
  ids: readonly PhotoId[],
): Promise<PhotoRecord[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('photo')
    .select(['id', 'state', 'sha256'])
    .where('id', 'in', ids)
    .execute()
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => {
    const row = byId.get(id)
    return row ? [{ id, state: PhotoState.parse(row.state), sha256: row.sha256 }] : []
  })
}

export async function findStoredPhoto(
  db: Kysely<Database>,
  id: PhotoId,
): Promise<StoredPhoto | undefined> {
  const row = await db.selectFrom('photo').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row || row.file === null || row.mime === null) return undefined
  return {
    id,
    file: row.file,
    mime: row.mime,
    width: row.width ?? 0,
    height: row.height ?? 0,
    bytes: row.bytes ?? 0,
  }
}

export async function writePhotoReady(
  db: Kysely<Database>,
  photo: StoredPhoto & { sha256: string },
) {
  const { id, ...columns } = photo
  await db
    .updateTable('photo')
    .set({ state: 'ready', ...columns })
    .where('id', '=', id)
    .execute()
}

export async function writePhotoFailed(
  db: Kysely<Database>,
  id: PhotoId,
  state: 'lost' | 'not-a-photo' | 'too-large',
) {
  await db
    .updateTable('photo')
    .set({ state })
    .where('id', '=', id)
    .where('state', '=', 'fetching')
    .execute()
}
