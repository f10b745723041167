// Runs before every command, under whatever Node the machine has: plain JavaScript, built-ins only.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'

const STAMP = 'node_modules/.installed'
const wanted = createHash('sha256').update(readFileSync('package-lock.json')).digest('hex')
const present = existsSync(STAMP) ? readFileSync(STAMP, 'utf8') : ''

if (present !== wanted) {
  process.stderr.write('Installing what is missing …\n')
  // All output on stderr: stdout stays clean for commands that print JSON.
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  })
  if (status !== 0) process.exit(status ?? 1)
  writeFileSync(STAMP, wanted)
}
