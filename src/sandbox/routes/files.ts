import type { FastifyInstance } from 'fastify'
import type { SandboxContext } from './context.ts'
import { SandboxRefusal } from './context.ts'
import { playedBy } from './deeds.ts'
import { FORM_BYTES, MAX_BYTES, readForm } from './form.ts'

const MAX_NAME = 80
const MAX_ENDING = 10

/** A name that can stand in a header and be saved anywhere; where it is cut, the ending stays. */
export function cleanName(name: string): string {
  // Invisible characters too: one of them lets `fdp.exe` read as `exe.pdf`.
  const clean = name
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '')
    .replace(/[\\/:*?"<>|]/g, '_')
    .replace(/^[\s.]+|[\s.]+$/g, '')
  if (clean === '') return '文件'
  const points = Array.from(clean)
  if (points.length <= MAX_NAME) return clean
  const dot = points.lastIndexOf('.')
  const ending = dot >= points.length - MAX_ENDING ? points.slice(dot) : []
  return [...points.slice(0, MAX_NAME - ending.length), ...ending].join('')
}

/** A file as it is, a Word text for instance; pictures that are to be seen go as photos. */
export function fileRoutes(app: FastifyInstance, context: SandboxContext): void {
  app.post('/sandbox/api/file', { bodyLimit: MAX_BYTES + FORM_BYTES }, async (request, reply) => {
    const { who, files } = await readForm(request, 1)
    const standIn = playedBy(context, who)
    const [file] = files
    if (!file || file.bytes.length === 0) throw new SandboxRefusal(400, '这个文件是空的，没有发。')
    await standIn.sendFile(who.account, { name: cleanName(file.name), bytes: file.bytes })
    return reply.code(204).send()
  })
}
