import fc from "fast-check";
import { afterEach, expect, test, vi } from "vitest";
import {
  base64ByteLength,
  firstBytesOfBase64,
  normalizeBase64,
  toBase64,
} from "../../src/internal/base64.js";

const native = globalThis.Buffer;
afterEach(() => {
  vi.unstubAllGlobals();
});

test("bytes become base64 text, with and without a Buffer", () => {
  const check = (bytes: Uint8Array): void => {
    const text = native.from(bytes).toString("base64");
    expect(toBase64(bytes)).toBe(text);
    expect(normalizeBase64(text)).toBe(text);
    expect(base64ByteLength(text)).toBe(bytes.length);
    expect([...firstBytesOfBase64(text, 12)]).toEqual([...bytes.subarray(0, 12)]);
  };
  const large = Uint8Array.from({ length: 100_001 }, (_, index) => (index * 7) % 256);
  fc.assert(fc.property(fc.uint8Array(), check));
  expect(toBase64(large.subarray(1))).toBe(native.from(large.subarray(1)).toString("base64"));
  vi.stubGlobal("Buffer", undefined);
  fc.assert(fc.property(fc.uint8Array(), check));
  expect(toBase64(large.subarray(1))).toBe(native.from(large.subarray(1)).toString("base64"));
});

test.each([
  ["aGk", "aGk="],
  [" aG\r\nk=\t", "aGk="],
  ["", ""],
  ["a", undefined],
  ["aGk===", undefined],
  ["a-_b", undefined],
  ["data:text/plain;base64,aGk=", undefined],
])("%j is normalized to %j", (text, normal) => {
  expect(normalizeBase64(text)).toBe(normal);
});
