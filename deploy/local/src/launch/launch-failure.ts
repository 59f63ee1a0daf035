/** Exit codes of the launcher, as in sysexits.h where that has one. */
export const EXIT = {
  checkFailed: 1,
  usage: 64,
  unavailable: 69,
  software: 70,
  alreadyRunning: 75,
  interrupted: 130,
} as const;

/** The start cannot go on, for a reason that a person can do something about. */
export class LaunchFailure extends Error {
  override readonly name = 'LaunchFailure';
  /** @param zh the same in Chinese */
  constructor(
    message: string,
    zh: string,
    readonly exitCode: number = EXIT.unavailable,
  ) {
    super(`${message}\n${zh}`);
  }
}
