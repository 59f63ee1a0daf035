/** Every log has this many partitions, for ever; a Kafka topic of the same name has as many. */
export const PARTITIONS = 64;

const MULTIPLIER = 0x5bd1e995;

/** A whole word of four bytes, little endian. */
const word = (bytes: Uint8Array, at: number): number =>
  (bytes[at] ?? 0) |
  ((bytes[at + 1] ?? 0) << 8) |
  ((bytes[at + 2] ?? 0) << 16) |
  ((bytes[at + 3] ?? 0) << 24);

const mixed = (value: number): number => {
  const k = Math.imul(value, MULTIPLIER);
  return Math.imul(k ^ (k >>> 24), MULTIPLIER);
};

/** @param length so many of the bytes count */
const hashed = (bytes: Uint8Array, length: number): number => {
  const whole = length & ~3;
  let h = 0x9747b28c ^ length;
  for (let at = 0; at < whole; at += 4) h = Math.imul(h, MULTIPLIER) ^ mixed(word(bytes, at));
  const rest = length & 3;
  if (rest === 3) h ^= (bytes[whole + 2] ?? 0) << 16;
  if (rest >= 2) h ^= (bytes[whole + 1] ?? 0) << 8;
  if (rest >= 1) h = Math.imul(h ^ (bytes[whole] ?? 0), MULTIPLIER);
  h = Math.imul(h ^ (h >>> 13), MULTIPLIER);
  return (h ^ (h >>> 15)) | 0;
};

/** MurmurHash2 with the seed of Kafka's default partitioner, as a signed 32-bit integer. */
export const murmur2 = (bytes: Uint8Array): number => hashed(bytes, bytes.length);

const utf8 = new TextEncoder();

/** Keys are hashed many times a message: nearly all fit in here, and nothing is made for them. */
const scratch = new Uint8Array(1024);
const BYTES_A_CHARACTER = 3;

const hashOf = (key: string): number => {
  if (key.length * BYTES_A_CHARACTER > scratch.length) return murmur2(utf8.encode(key));
  return hashed(scratch, utf8.encodeInto(key, scratch).written);
};

/** The partition of a key, equal to what Kafka's own default partitioner answers: 0…63. */
export const partitionOf = (key: string): number => (hashOf(key) & 0x7fffffff) % PARTITIONS;
