/** Bytes instead of JSON: media/get. */
export class FileAnswer {
  readonly status: number
  readonly headers: Record<string, string>
  readonly bytes: Uint8Array
  constructor(status: number, headers: Record<string, string>, bytes: Uint8Array) {
    this.status = status
    this.headers = headers
    this.bytes = bytes
  }
}
