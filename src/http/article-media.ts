import { open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyReply } from 'fastify'
import type { StoredPhoto } from '../db/photos.ts'

const HOUR_S = 3600

/** The file as it is kept: its type is what its bytes were found to be, not what a sender said. */
export async function sendPhoto(reply: FastifyReply, mediaDir: string, photo: StoredPhoto) {
  const file = await openIfThere(join(mediaDir, photo.file))
  if (!file) return reply.code(404).header('cache-control', 'no-store').send({ error: 'not found' })
  const { size } = await file.stat()
  return reply
    .type(photo.mime)
    .header('content-length', size)
    .header('cache-control', `private, max-age=${HOUR_S}`)
    .send(file.createReadStream())
}

async function openIfThere(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}
