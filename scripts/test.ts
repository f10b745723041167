import { spawnSync } from 'node:child_process'
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

function run(command: string, args: string[]): boolean {
  const { status } = spawnSync(command, args, { stdio: 'inherit' })
  return status === 0
}

mkdirSync('test/artefacts', { recursive: true })
const checks = [
  run('tsc', ['--noEmit']),
  run('eslint', ['.']),
  run('prettier', ['--check', '--log-level=warn', '.']),
]
const tested = run('vitest', [
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${REPORT}`,
  ...process.argv.slice(2),
])
const report = Report.parse(JSON.parse(readFileSync(REPORT, 'utf8')))
const failed = report.numFailedTests + checks.filter((passed) => !passed).length
const suites = report.numFailedTests === 0 ? report.numFailedTestSuites : 0
process.stdout.write(`${report.numPassedTests} passed, ${failed + suites} failed\n`)
process.exitCode = tested && failed + suites === 0 ? 0 : 1
