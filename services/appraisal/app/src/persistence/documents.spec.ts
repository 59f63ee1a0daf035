import { expect, test } from '@jest/globals';
import { canonicalText } from '@ywk/contracts';
import fc from 'fast-check';
import { joined } from './documents.ts';

test('documents have the one text of their value, whatever stands in them', () => {
  const document = fc.jsonValue({ maxDepth: 4, stringUnit: 'binary' });
  fc.assert(
    fc.property(fc.array(document, { minLength: 1, maxLength: 3 }), (documents) => {
      const texts = documents.map((each) => canonicalText(each));
      expect(joined(documents)).toBe(texts.join('\u001e'));
    }),
  );
  expect(joined([{ b: undefined, '\ud800': -0, a: [1e21, '\u000f辅警\u001e'] }])).toBe(
    canonicalText({ '\ud800': 0, a: [1e21, '\u000f辅警\u001e'] }),
  );
});
