import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, parse, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ReportMaker } from '../src/reports/maker.ts'
import { runCommand, UsageError } from './command.ts'
import { RECIPES } from './look-at-reports/documents.ts'

/** Makes one of every picture and document into a folder, and pages of them to be looked at. */
await runCommand({ usage: 'look -- FOLDER' }, async ({ words }) => {
  const [given, ...more] = words
  if (given === undefined || more.length > 0) throw new UsageError('one folder is wanted')
  const folder = resolve(given)
  await makeAll(folder)
  return [`${Object.keys(RECIPES).length} files are in ${given}`, ...pages(folder)].join('\n')
})

async function makeAll(folder: string) {
  const maker = new ReportMaker({ dir: folder })
  try {
    for (const [file, recipe] of Object.entries(RECIPES)) {
      rmSync(join(folder, file), { force: true })
      await maker.make(recipe, file)
    }
  } finally {
    await maker.close()
  }
}

/** What became of the documents, a line each. */
function pages(folder: string): string[] {
  const documents = Object.keys(RECIPES).filter((file) => !file.endsWith('.png'))
  if (!isThere('soffice')) {
    return [`LibreOffice is missing; not converted: ${documents.join(', ')}`]
  }
  const fonts = fontSettings(folder)
  return documents.map((file) => {
    if (!convertToPdf(folder, file, fonts)) return `${file} was not converted: LibreOffice failed`
    const { name } = parse(file)
    if (!isThere('pdftoppm')) return `${name}.pdf was made; no pictures: pdftoppm is missing`
    const pictures = ['-r', '70', '-png', join(folder, `${name}.pdf`), join(folder, `${name}-page`)]
    const { status } = spawnSync('pdftoppm', pictures)
    return `${name}.pdf was made${status === 0 ? ', and a picture of every page' : ''}`
  })
}

function isThere(program: string): boolean {
  return spawnSync(program, ['--version']).error === undefined
}

function convertToPdf(folder: string, file: string, fonts: string): boolean {
  // A profile of its own: an office that is open already would take the work and not do it.
  const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`
  const { status } = spawnSync(
    'soffice',
    [profile, '--headless', '--convert-to', 'pdf', '--outdir', folder, join(folder, file)],
    { env: { ...process.env, FONTCONFIG_FILE: fonts }, stdio: 'ignore' },
  )
  return status === 0
}

/** A machine without Chinese fonts would show boxes: the bundled one stands in for them all. */
function fontSettings(folder: string): string {
  const entry = createRequire(import.meta.url).resolve('@embedpdf/fonts-sc')
  const file = join(folder, 'fonts.conf')
  mkdirSync(folder, { recursive: true })
  writeFileSync(
    file,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<include ignore_missing="yes">/etc/fonts/fonts.conf</include>
<dir>${join(dirname(dirname(entry)), 'fonts')}</dir></fontconfig>\n`,
  )
  return file
}
