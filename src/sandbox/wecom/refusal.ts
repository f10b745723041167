/** The platform's no: an errcode of WeCom document 90313, sent with HTTP status 200. */
export class Refusal extends Error {
  override name = 'Refusal'
  readonly errcode: number
  constructor(errcode: number, what: string) {
    super(what)
    this.errcode = errcode
  }
}

export function refuseIf(refused: boolean, errcode: number, what: string): void {
  if (refused) throw new Refusal(errcode, what)
}

/** The tail is as long as the real one, so that nobody comes to compare the text. */
export function refusalAnswer(errcode: number, what: string): { errcode: number; errmsg: string } {
  const look = `more info at https://open.work.weixin.qq.com/devtool/query?e=${errcode}`
  return { errcode, errmsg: `${what}, hint: [stand-in], from ip: 127.0.0.1, ${look}` }
}
