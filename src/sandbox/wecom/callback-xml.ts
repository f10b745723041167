export type XmlValue = string | number | bigint | XmlFields
export type XmlFields = readonly (readonly [string, XmlValue])[]

/** The inner XML of a callback: text in CDATA, numbers bare, as the platform writes it. */
export function writeXml(fields: XmlFields): string {
  return `<xml>${fields.map(([name, value]) => `\n  ${element(name, value)}`).join('')}\n</xml>`
}

function element(name: string, value: XmlValue): string {
  return `<${name}>${content(value)}</${name}>`
}

function content(value: XmlValue): string {
  if (typeof value === 'string') return `<![CDATA[${value.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`
  if (typeof value === 'object') return value.map(([name, inner]) => element(name, inner)).join('')
  return String(value)
}
