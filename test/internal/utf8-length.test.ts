import fc from "fast-check";
import { expect, test } from "vitest";
import { cutToBytes, utf8Length } from "../../src/internal/utf8-length.js";

const texts = fc.string({ unit: "binary", maxLength: 40 });

test("a text has as many bytes as an encoder writes, halves of characters included", () => {
  fc.assert(
    fc.property(texts, (text) => {
      expect(utf8Length(text)).toBe(Buffer.byteLength(text));
    }),
  );
  for (const code of [0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xd800, 0xdbff, 0xdc00, 0xdfff, 0xe000]) {
    const text = String.fromCharCode(code);
    expect(utf8Length(text)).toBe(Buffer.byteLength(text));
  }
});

test("a text is cut to the longest beginning that fits, and never within a character", () => {
  fc.assert(
    fc.property(texts, fc.nat({ max: 60 }), (text, most) => {
      const head = cutToBytes(text, most);
      expect(text.startsWith(head)).toBe(true);
      expect(utf8Length(head)).toBeLessThanOrEqual(most);
      const [next = ""] = text.slice(head.length);
      if (head !== text) expect(utf8Length(head + next)).toBeGreaterThan(most);
    }),
  );
  expect(cutToBytes("a€", 4)).toBe("a€");
  expect(cutToBytes("a€", 3)).toBe("a");
  expect(cutToBytes("😀", 3)).toBe("");
});
