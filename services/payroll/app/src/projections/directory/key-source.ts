/** Keys of persons, as their keeper hands them out to services that may read. */
export interface KeySource {
  /** Keys by id, 32 bytes each; those that are gone or withheld are left out. */
  keysOf(kids: readonly string[]): Promise<ReadonlyMap<string, Buffer>>;
}
