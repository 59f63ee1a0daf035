/** One waits for the database while the process computes the other. */
const AT_ONCE = 2;

/**
 * Does a work for each item, two at a time; the next item is made when one of them is done. After a
 * failure no other is begun, and what was begun is waited for.
 */
export const twoAtOnce = async <Item>(
  items: AsyncIterator<Item> | Iterator<Item>,
  work: (item: Item) => Promise<void>,
): Promise<void> => {
  let failed = false;
  const worker = async (): Promise<void> => {
    while (!failed) {
      const next = await items.next();
      if (next.done === true) return;
      await work(next.value);
    }
  };
  const ends = await Promise.allSettled(
    Array.from({ length: AT_ONCE }, () =>
      worker().catch((error: unknown) => {
        failed = true;
        throw error;
      }),
    ),
  );
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
};

/** The same for a list. @returns what each work gave, in the order of the items */
export const eachTwoAtOnce = async <Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> => {
  const results = new Map<number, Result>();
  await twoAtOnce(items.entries(), async ([at, item]) => {
    results.set(at, await work(item));
  });
  return [...results].sort(([a], [b]) => a - b).map(([, result]) => result);
};
