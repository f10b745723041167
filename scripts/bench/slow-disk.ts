import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

const source = (microseconds: number) => `
#define _GNU_SOURCE
#include <dlfcn.h>
#include <unistd.h>

static void wait_longer(void) { usleep(${microseconds}); }

int fsync(int fd) {
  static int (*real)(int);
  if (!real) real = (int (*)(int)) dlsym(RTLD_NEXT, "fsync");
  wait_longer();
  return real(fd);
}

int fdatasync(int fd) {
  static int (*real)(int);
  if (!real) real = (int (*)(int)) dlsym(RTLD_NEXT, "fdatasync");
  wait_longer();
  return real(fd);
}
`

/** A library that makes every sync take so much longer; `null` where it cannot be built. */
export function buildSlowDisk(folder: string, ms: number): string | null {
  if (process.platform !== 'linux') return null
  const file = join(folder, 'slow-disk.so')
  writeFileSync(join(folder, 'slow-disk.c'), source(ms * 1000))
  const args = ['-shared', '-fPIC', '-O2', '-o', file, join(folder, 'slow-disk.c'), '-ldl']
  const { status, error } = spawnSync('cc', args, { stdio: 'ignore' })
  return status === 0 && !error ? file : null
}
