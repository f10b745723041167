import type { FastifyInstance } from 'fastify'
import sharp from 'sharp'
import { z } from 'zod'
import { sceneNames, drawScene } from '../scenes.ts'
import type { SandboxContext } from './context.ts'
import { SandboxRefusal, Who } from './context.ts'
import { playedBy } from './deeds.ts'
import type { FormFile } from './form.ts'
import { FORM_BYTES, MAX_BYTES, readForm } from './form.ts'

const MAX_PHOTOS = 9

const Samples = Who.extend({ scenes: z.array(z.enum(sceneNames)).min(1).max(MAX_PHOTOS) })

/** A chat client sends JPEG or PNG whatever was picked, so this does too. */
async function asSent({ bytes }: FormFile): Promise<Uint8Array> {
  try {
    const picture = sharp(bytes)
    const { format } = await picture.metadata()
    if (format === 'jpeg' || format === 'png') return bytes
    return await picture.rotate().jpeg({ quality: 90 }).toBuffer()
  } catch {
    throw new SandboxRefusal(415, '有一个文件不是能识别的图片，请选 JPG 或 PNG。')
  }
}

export function photoRoutes(app: FastifyInstance, context: SandboxContext): void {
  const bodyLimit = MAX_PHOTOS * MAX_BYTES + FORM_BYTES
  app.post('/sandbox/api/photos', { bodyLimit }, async (request, reply) => {
    const { who, files } = await readForm(request, MAX_PHOTOS)
    const standIn = playedBy(context, who)
    if (files.length === 0) throw new SandboxRefusal(400, '没有收到照片。')
    await standIn.sendPhotos(who.account, await Promise.all(files.map(asSent)))
    return reply.code(204).send()
  })

  app.get('/sandbox/api/scenes/:name', async (request, reply) => {
    const { name } = z.object({ name: z.enum(sceneNames) }).parse(request.params)
    const preview = await sharp(await drawScene(name, 1))
      .resize(320, 240)
      .jpeg({ quality: 80 })
      .toBuffer()
    return reply.type('image/jpeg').header('cache-control', 'private, max-age=3600').send(preview)
  })

  // Every picture is drawn anew: the same one twice would be noticed as a repetition.
  let drawn = context.clock.now() % 1_000_000
  app.post('/sandbox/api/scenes', async (request, reply) => {
    const body = Samples.parse(request.body)
    const standIn = playedBy(context, body)
    const photos = await Promise.all(body.scenes.map((name) => drawScene(name, (drawn += 1))))
    await standIn.sendPhotos(body.account, photos)
    return reply.code(204).send()
  })
}
