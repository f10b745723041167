// Loaded into every server that is measured (`--import`): tells what it has used so far. Plain
// JavaScript, for what strips the types would be measured along.
process.on('message', () => {
  const { user, system } = process.cpuUsage()
  process.send?.({ cpuMs: (user + system) / 1000, rssMb: process.memoryUsage.rss() / 2 ** 20 })
})
process.channel?.unref()
