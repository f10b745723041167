import { readFileSync } from 'node:fs'
import { z } from 'zod'

const text = readFileSync(
  new URL('../../../fixtures/dingtalk-vectors.json', import.meta.url),
  'utf8',
)
const File = z.object({
  vectors: z.array(
    z.object({
      name: z.string(),
      kind: z.string(),
      inputs: z.record(z.string(), z.unknown()),
      expect: z.record(z.string(), z.unknown()),
    }),
  ),
})
const { vectors } = File.parse(JSON.parse(text))

/** The golden vectors of one kind, as rows of a table of tests. */
export function golden<I extends z.ZodType, E extends z.ZodType>(
  kind: string,
  inputs: I,
  expected: E,
): [string, { inputs: z.infer<I>; expected: z.infer<E> }][] {
  return vectors
    .filter((vector) => vector.kind === kind)
    .map((vector) => [
      vector.name,
      { inputs: inputs.parse(vector.inputs), expected: expected.parse(vector.expect) },
    ])
}
