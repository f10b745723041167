import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

// Stripping types and compiling took half of the start. Where nothing can be written it goes without.
enableCompileCache(join(import.meta.dirname, '../node_modules/.cache/compiled'))
await import('./program.ts')
