/** What to do instead of sending something that the bot cannot take. `what` as in `sent-other`. */
export function insteadOf(what: string): string {
  return what === 'file'
    ? '文件现在还读不了，Word 稿件以后会支持。请复制里面的文字粘贴发来，照片请按图片发。'
    : '这类消息用不上，请发文字或照片。'
}
