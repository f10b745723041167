import type { Actor, Read } from './contract.ts'

/** Who works at the desk: the editors or, where there is none, the publicity directors. */
export async function editorsOf(read: Read): Promise<Actor[]> {
  const editors = await read.withRole('editor')
  return editors.length > 0 ? editors : read.withRole('publicityDirector')
}

/** Who is told of what the whole office answers for: the desk and the directors, each once. */
export async function deskAndDirectors(read: Read): Promise<Actor[]> {
  const people = [...(await read.withRole('editor')), ...(await read.withRole('publicityDirector'))]
  return people.filter(({ id }, place) => people.findIndex((one) => one.id === id) === place)
}
