/** @throws TypeError when a log or door has no method that takes it */
export const assertHandled = (
  group: string,
  wanted: readonly string[],
  patterns: readonly string[],
): void => {
  const unhandled = wanted.filter((name) => !patterns.includes(name));
  if (unhandled.length > 0) {
    throw new TypeError(`${group}: no method handles ${unhandled.join(', ')}.`);
  }
};
