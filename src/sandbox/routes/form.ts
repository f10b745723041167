import type { FastifyRequest } from 'fastify'
import { SandboxRefusal, Who } from './context.ts'

const MIB = 1024 * 1024
export const MAX_BYTES = 20 * MIB
/** For the boundaries and fields of a form. */
export const FORM_BYTES = MIB

export interface FormFile {
  name: string
  bytes: Buffer
}

const refusals: Record<string, [status: number, message: string]> = {
  FST_REQ_FILE_TOO_LARGE: [413, '单个文件不能超过 20 MB，请压缩后再发。'],
  FST_FILES_LIMIT: [413, '一次发得太多，请分几次发。'],
  FST_INVALID_MULTIPART_CONTENT_TYPE: [415, '请以表单上传文件。'],
}

/** Who sends which files. A form that is too large is refused in words for the person at the page. */
export async function readForm(request: FastifyRequest, maxFiles: number) {
  const fields: Record<string, unknown> = {}
  const files: FormFile[] = []
  try {
    for await (const part of request.parts({ limits: { files: maxFiles, fileSize: MAX_BYTES } })) {
      if (part.type === 'file') files.push({ name: part.filename, bytes: await part.toBuffer() })
      else fields[part.fieldname] = part.value
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    const refusal = refusals[code]
    throw refusal ? new SandboxRefusal(...refusal) : error
  }
  return { who: Who.parse(fields), files }
}
