import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { z } from 'zod'

/**
 * Every check there is: types, lint and format, then all tests. Ends with one line that is taken
 * from the test runner's own report.
 */
const REPORT = 'test/artefacts/report.json'

const Report = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numFailedTestSuites: z.number(),
})

interface Ran {
  passed: boolean
  printed: string
}

/** With `watched` it prints as it goes on, else it is kept for the end. */
function run(command: string, args: string[], watched = false): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['inherit', watched ? 'inherit' : 'pipe', 'pipe'] })
    let printed = ''
    const keep = (chunk: Buffer) => {
      if (watched) process.stderr.write(chunk)
      else printed += chunk.toString()
    }
    child.stdout?.on('data', keep)
    child.stderr?.on('data', keep)
    child.once('error', reject)
    child.once('close', (code) => {
      resolve({ passed: code === 0, printed })
    })
  })
}

mkdirSync('test/artefacts', { recursive: true })
async function checkAll(): Promise<Ran[]> {
  return [
    await run('tsc', ['--noEmit']),
    await run('eslint', ['.']),
    await run('prettier', ['--check', '--log-level=warn', '.']),
  ]
}

const vitest = [
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${REPORT}`,
  ...process.argv.slice(2),
]
// Side by side: many of the tests wait for a program, a browser or a timer.
const [tested, checks] = await Promise.all([run('vitest', vitest, true), checkAll()])
for (const { printed } of checks) process.stdout.write(printed)
const report = Report.parse(JSON.parse(readFileSync(REPORT, 'utf8')))
const failed = report.numFailedTests + checks.filter(({ passed }) => !passed).length
const suites = report.numFailedTests === 0 ? report.numFailedTestSuites : 0
process.stdout.write(`${report.numPassedTests} passed, ${failed + suites} failed\n`)
process.exitCode = tested.passed && failed + suites === 0 ? 0 : 1
