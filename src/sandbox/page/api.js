/** What the server said no to, in words for the person at the page. */
export class RefusedError extends Error {}

async function answerOf(response) {
  if (response.status === 204) return null
  const body = await response.json().catch(() => null)
  if (!response.ok) throw new RefusedError(body?.message ?? `没有成功（${response.status}）`)
  return body
}

async function call(path, options) {
  let response
  try {
    response = await fetch(path, options)
  } catch {
    throw new RefusedError('连不上本机的程序，请看它是否还在运行。')
  }
  return answerOf(response)
}

export const getJson = (path) => call(path, { headers: { accept: 'application/json' } })

export const postJson = (path, body = {}) =>
  call(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

export const postForm = (path, form) => call(path, { method: 'POST', body: form })
