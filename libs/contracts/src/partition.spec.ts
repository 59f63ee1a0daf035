import { describe, expect, test } from '@jest/globals';
import { murmur2, partitionOf } from './partition.ts';

/** What Apache Kafka 4.3.1 (`Utils.murmur2`, `Utils.toPositive`) answers for the UTF-8 bytes. */
const GOLDEN: readonly (readonly [key: string, hash: number, partition: number])[] = [
  ['21', -973932308, 44],
  ['foobar', -790332482, 62],
  ['a-little-bit-long-string', -985981536, 32],
  ['a-little-bit-longer-string', -1486304829, 3],
  ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971, 13],
  ['abc', 479470107, 27],
  ['', 275646681, 25],
  ['a', -1563381124, 60],
  ['ab', 316155434, 42],
  ['8d5f6f0e-3c1a-4b7e-9a54-0d6f3f7a1c01', -626331538, 46],
  ['ZJG-110', -327686351, 49],
  ['month/2024-05', 1183865416, 8],
  ['辅', -1593787857, 47],
  ['辅警', 2127235094, 22],
  ['张家港市公安局', -2071246363, 37],
  ['110指挥中心', -1801900694, 42],
  ['接警员-王小明', 93083569, 49],
  ['𠮷野家', -1084178201, 39],
];

describe('a key has the partition that Kafka gives it', () => {
  test.each(GOLDEN)('%s', (key, hash, partition) => {
    expect(murmur2(new TextEncoder().encode(key))).toBe(hash);
    expect(partitionOf(key)).toBe(partition);
  });

  test.each([1, 341, 342, 2_000])('long or short: %i characters of three bytes', (length) => {
    const key = '警'.repeat(length);
    const hash = murmur2(new TextEncoder().encode(key));
    expect(partitionOf(key)).toBe((hash & 0x7fffffff) % 64);
  });
});
