import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readFlat } from '../../../src/platforms/wecom/xml-flat.ts'
import { readXml } from '../../../src/platforms/wecom/xml.ts'
import { fields, golden } from './support.ts'

const pieces = fc.constantFrom(
  '<xml>',
  '</xml>',
  '<A>',
  '</A>',
  '<Bc_1>',
  '</Bc_1>',
  '<a>',
  '</a>',
  '<A/>',
  '<A x="1">',
  '<!--',
  '-->',
  '<?p ?>',
  '<![CDATA[',
  ']]>',
  ']]',
  '&amp;',
  '&',
  '>',
  '<',
  ' ',
  '\n',
  '\r',
  '稿',
  '🎉',
  '<OptionId>',
  '</OptionId>',
  '<constructor>',
  '</constructor>',
  '<!DOCTYPE x>',
)
const noise = fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join(''))
const element = fc
  .tuple(fc.constantFrom('A', 'Bc_1', 'OptionId', 'x'), noise, fc.boolean())
  .map(([name, value, cdata]) => `<${name}>${cdata ? `<![CDATA[${value}]]>` : value}</${name}>`)
const document = fc
  .array(fc.oneof(element, element, noise), { maxLength: 5 })
  .map((parts) => `<xml>${parts.join('')}</xml>`)

test('the quick reading agrees with the parser on all that it takes', () => {
  fc.assert(
    fc.property(fc.oneof(document, noise), (text) => {
      const quick = readFlat(text)
      if (quick) expect(readXml(text) || {}).toEqual(quick)
    }),
    { numRuns: 2000 },
  )
})

test('the quick reading takes what WeCom sends every day, and leaves the rest', () => {
  expect(readFlat(fields({ MsgType: 'text', Content: 'a ]] > b\n&amp;' }))).toMatchObject({
    Content: 'a ]] > b\n&amp;',
  })
  const taken = golden.vectors.filter(({ expect: { plaintext = '' } }) => readFlat(plaintext))
  expect(taken.length).toBeGreaterThan(20)
  for (const text of [
    '',
    '<xml>',
    '<xml></xml> ',
    '<xml><A></xml>',
    '<xml><A>1</A><A>2</A></xml>',
    '<xml>x</xml>',
  ]) {
    expect(readFlat(text)).toBeUndefined()
  }
})

test('the parser keeps blanks, and reads no number as one', () => {
  const text = '<xml><A> x </A><N>007</N><C><D> y </D></C></xml>'
  expect(readFlat(text)).toBeUndefined()
  expect(readXml(text)).toEqual({ A: ' x ', N: '007', C: { D: ' y ' } })
})
