import type { PhotoRecord } from '../contract.ts'
import { moveOn, pend, type Facts } from './gather.ts'
import { photosOpen } from './step-whole.ts'
import { gatheredFrom, type Asking, type DraftPhoto, type Held, type State } from './state.ts'

type Failed = Exclude<PhotoRecord['state'], 'fetching' | 'ready'>

const why: Record<Failed, string> = {
  lost: '没有取到，请重发',
  'not-a-photo': '不是能用的图片，请换成 JPG 或 PNG 重发',
  'too-large': '太大，请压缩后重发',
}

/**
 * Takes out the photos whose bytes did not come, says which they were, and keeps their captions
 * for the photos that will be sent instead.
 */
export function dropLost(state: State, facts: Facts): State {
  const photos = state.at === 'asking' ? state.gathered.photos : state.content.photos
  const failed = photos.flatMap((photo, index) => {
    const fate = facts.photos.get(photo.photo)
    return fate === undefined || fate === 'fetching' || fate === 'ready'
      ? []
      : [{ photo, number: index + 1, fate }]
  })
  if (failed.length === 0) return state
  const open: Asking = state.at === 'asking' ? state : photosOpen(state)
  const gone = new Set<DraftPhoto>(failed.map(({ photo }) => photo))
  const captions = failed.flatMap(({ photo }) => (photo.caption === null ? [] : [photo.caption]))
  const notes = failed.map(
    ({ number, fate, photo }) =>
      `图${number} ${why[fate]}${photo.caption === null ? '' : '，它的说明会留给下一张照片'}。`,
  )
  const { gathered } = open
  return {
    ...open,
    ask: state.at === 'asking' ? state.ask : null,
    gathered: {
      ...gathered,
      photos: gathered.photos.filter((photo) => !gone.has(photo)),
      photosEnded: gathered.photosEnded && captions.length === 0,
      held: withCaptions(gathered.held, captions),
    },
    pending: pend(open, facts.now, { notes }),
  }
}

function withCaptions(held: Held | null, captions: readonly string[]): Held | null {
  if (captions.length === 0) return held
  const texts = [...captions, ...(held?.texts ?? [])]
  return held ? { ...held, texts } : { mode: 'kept', texts }
}

/** A draft as it is by now: photos may have come, or been lost, while it was laid down. */
export function broughtUpToDate(state: State, facts: Facts): State {
  const next = dropLost(state, facts)
  if (next.at !== 'fetching') return next
  return moveOn(gatheredFrom(next.content), facts, next.pending)
}
