import { describe, expect, test } from '@jest/globals';
import { html } from './html.ts';

describe('a piece of a page', () => {
  test('escapes what is put in, in text and between quotes', () => {
    const entered = `<script>alert('x')</script>"&`;
    expect(html`<p title="${entered}">${entered}</p>`.text).toBe(
      '<p title="&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot;&amp;">' +
        '&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot;&amp;</p>',
    );
  });

  test('takes pieces as they are, and lists of them; nothing for null', () => {
    const rows = ['a', '<b>'].map((text) => html`<li>${text}</li>`);
    expect(
      html`<ul>
        ${rows}${null}${7}
      </ul>`.text,
    ).toBe('<ul><li>a</li><li>&lt;b&gt;</li>7</ul>');
  });

  test('a text that looks like a piece is none', () => {
    const faked = { text: '<script>' } as unknown as string;
    expect(html`${faked}`.text).not.toContain('<script>');
  });

  test('leaves out the line breaks of the source, not those of what is put in', () => {
    // Written out, or the formatter would join the lines.
    const texts = Object.assign(['<p>得分\n      ', '</p>'], { raw: [] });
    expect(html(texts, '1\n2').text).toBe('<p>得分1\n2</p>');
  });
});
