/** The member cannot do that: there is no such person, entry or button, or it is settled. */
export class ImpossibleDeedError extends Error {
  override name = 'ImpossibleDeedError'
}

/** The card does not allow this tap: the button is not there, or it is grey by now. */
export class ImpossibleTapError extends Error {
  override name = 'ImpossibleTapError'
}
