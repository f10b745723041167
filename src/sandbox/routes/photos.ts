import multipart from '@fastify/multipart'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import sharp from 'sharp'
import { z } from 'zod'
import { sceneNames, drawScene } from '../scenes.ts'
import type { SandboxContext } from './context.ts'
import { SandboxRefusal } from './context.ts'
import { playedBy } from './deeds.ts'

const MAX_PHOTOS = 9
const MAX_BYTES = 20 * 1024 * 1024

const Who = z.object({ platform: z.string(), account: z.string().min(1).max(128) })
const Samples = Who.extend({ scenes: z.array(z.enum(sceneNames)).min(1).max(MAX_PHOTOS) })

/** A chat client sends JPEG or PNG whatever was picked, so this does too. */
async function asSent(bytes: Buffer): Promise<Uint8Array> {
  try {
    const picture = sharp(bytes)
    const { format } = await picture.metadata()
    if (format === 'jpeg' || format === 'png') return bytes
    return await picture.rotate().jpeg({ quality: 90 }).toBuffer()
  } catch {
    throw new SandboxRefusal(415, '有一个文件不是能识别的图片，请选 JPG 或 PNG。')
  }
}

async function readForm(request: FastifyRequest) {
  const fields: Record<string, unknown> = {}
  const files: Buffer[] = []
  for await (const part of request.parts()) {
    if (part.type === 'file') files.push(await part.toBuffer())
    else fields[part.fieldname] = part.value
  }
  return { who: Who.parse(fields), files }
}

export async function photoRoutes(app: FastifyInstance, context: SandboxContext): Promise<void> {
  await app.register(multipart, { limits: { files: MAX_PHOTOS, fileSize: MAX_BYTES, fields: 4 } })

  app.post('/sandbox/api/photos', { bodyLimit: MAX_PHOTOS * MAX_BYTES }, async (request, reply) => {
    if (!request.isMultipart()) throw new SandboxRefusal(415, '请以表单上传照片。')
    const { who, files } = await readForm(request)
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
