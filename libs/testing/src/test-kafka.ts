/** The brokers that this run uses, `host:port` each. */
export const testKafka = (): { readonly brokers: string[] } => {
  const brokers = process.env['YWK_TEST_KAFKA_BROKERS'];
  if (!brokers) throw new Error('No test broker: run through jest, or set YWK_TEST_KAFKA_BROKERS.');
  return { brokers: brokers.split(',') };
};

/**
 * Makes topics as the system would (64 partitions) and waits until each partition has a leader.
 * @param topics names of your own, see `uniqueName`; `doors` accept every codec
 */
export const createTestTopics = async (topics: {
  readonly logs?: readonly string[];
  readonly doors?: readonly string[];
}): Promise<void> => {
  // Loaded here, because tests of pure code import this library too and should not pay for it.
  const { ensureTopics } = await import('@ywk/messaging');
  const { brokers } = testKafka();
  await ensureTopics({ brokers, logs: topics.logs ?? [], doors: topics.doors ?? [] });
};
