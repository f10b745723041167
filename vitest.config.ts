import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 30_000, interval: 5 } },
    // Two cores: more workers than that only make the process and browser tests wait for each other.
    maxWorkers: 2,
    env: { TZ: 'Asia/Shanghai' },
  },
})
