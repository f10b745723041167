import { sendFile, sendPhotos } from './deeds.js'
import { notify } from './view.js'

const MAX_PHOTOS = 9
const MAX_BYTES = 20 * 1024 * 1024

const isImage = ({ type }) => type.startsWith('image/')

export function sendAsPhotos(list, chat) {
  const photos = [...list].filter(isImage)
  if (photos.length === 0) return
  if (photos.length > MAX_PHOTOS) notify(`一次最多 ${MAX_PHOTOS} 张，只发了前 ${MAX_PHOTOS} 张。`)
  void sendPhotos(photos.slice(0, MAX_PHOTOS), chat)
}

/** Whatever they are, also pictures: what comes as a file is not shown as a photo. */
export function sendAsFiles(list, chat) {
  for (const file of list) {
    if (file.size > MAX_BYTES) notify(`“${file.name}”超过 20 MB，没有发。`)
    else void sendFile(file, chat)
  }
}

/** What is dropped or pasted: pictures as photos, everything else as files. */
export function sendEach(list, chat) {
  sendAsPhotos(list, chat)
  sendAsFiles(
    [...list].filter((file) => !isImage(file)),
    chat,
  )
}
