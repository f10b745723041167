/** Asia/Shanghai has had no summer time since 1991, so a fixed offset is the whole rule. */
export const SHANGHAI_OFFSET_MS = 8 * 3600_000
