import { array, assert, constantFrom, integer, property, string } from "fast-check";
import { describe, expect, it } from "vitest";
import { createSseDecoder, maxEventLength } from "../../../src/providers/body/decode-sse.js";
import { splitAt, toBytes } from "../../support/wire-server.js";

function decode(pieces: readonly Uint8Array[]): string[] {
  const events: string[] = [];
  const decoder = createSseDecoder((data) => void events.push(data));
  for (const piece of pieces) decoder.push(piece);
  decoder.end();
  return events;
}

describe("createSseDecoder", () => {
  const text =
    "\uFEFFdata: é世👩‍👧\uFEFF\r\n\r\n: note\r\ndata: a\r\ndata: b\r\n\r\nevent: x\rdata: c\r\rid: 1\n\ndata:d";
  const expected = ["é世👩‍👧\uFEFF", "a\nb", "c", "d"];

  it("decodes the same events wherever two cuts fall", () => {
    const bytes = toBytes(text);
    for (let first = 0; first <= bytes.length; first++) {
      const [head, tail] = [bytes.subarray(0, first), bytes.subarray(first)];
      for (let second = 0; second <= tail.length; second++) {
        expect(decode([head, ...splitAt(tail, second)])).toEqual(expected);
      }
    }
  });

  it("gives the name of an event that has one", () => {
    const events: unknown[] = [];
    const decoder = createSseDecoder((data, name) => void events.push([name, data]));
    decoder.push(toBytes("event: error\ndata: a\n\ndata: b\n\n"));
    expect(events).toEqual([
      ["error", "a"],
      [undefined, "b"],
    ]);
  });

  it("asks whether an event is known only where one begins", () => {
    const events: unknown[] = [];
    const asked: string[] = [];
    const parsed: string[] = [];
    const decoder = createSseDecoder((data, name) => void events.push([name, data]), {
      promising: true,
      take(input, at) {
        asked.push(input.slice(at));
        return -1;
      },
      parsed: (event) => void parsed.push(event),
    });
    for (const piece of ["event: error\n", "data: a\n\ndata: b\n\n"]) decoder.push(toBytes(piece));
    expect(events).toEqual([
      ["error", "a"],
      [undefined, "b"],
    ]);
    expect(asked).not.toContain("data: a\n\ndata: b\n\n");
    expect(parsed).toEqual(["data: b\n\n"]);
  });

  it.each([
    ["a line", "data: ", "x".repeat(2 ** 20)],
    ["an event of many lines", "", `data: ${"x".repeat(2 ** 20)}\n`],
  ])("gives up %s that does not end, once it is longer than any event", (_, first, piece) => {
    const decoder = createSseDecoder(() => {});
    const bytes = toBytes(piece);
    decoder.push(toBytes(first));
    const pieces = maxEventLength / 2 ** 20;
    for (let count = 0; count < pieces - 1; count++) decoder.push(bytes);
    expect(() => {
      decoder.push(bytes);
      decoder.push(bytes);
    }).toThrow(RangeError);
  });

  it.each(["data: x\n", "data: x\r", "data\r\n", ": note\n", "data:\ndata\n"])(
    "gives up an event of millions of lines %j, each of which costs memory",
    (line) => {
      const bytes = toBytes(line.repeat(2 ** 17));
      const decoder = createSseDecoder(() => {});
      expect(() => {
        for (let n = 0; n < 16; n += 1) decoder.push(bytes);
      }).toThrow(RangeError);
    },
  );

  it("takes any number of events, and of comments, in reads of any length", () => {
    let count = 0;
    const decoder = createSseDecoder(() => void (count += 1));
    const beats = toBytes(": still here\n\n".repeat(2 ** 18));
    for (let n = 0; n < 5; n += 1) decoder.push(beats);
    const events = toBytes("data: x\r\n\r\n".repeat(2 ** 18));
    for (let n = 0; n < 3; n += 1) decoder.push(events);
    expect(count).toBe(3 * 2 ** 18);
  });

  it("decodes what was encoded, in pieces of any size", () => {
    const events = array(string({ unit: "binary" }).map((data) => JSON.stringify(data)));
    assert(
      property(
        events,
        constantFrom("\n", "\r\n", "\r"),
        integer({ min: 1, max: 9 }),
        (sent, newline, size) => {
          const bytes = toBytes(sent.map((data) => `data: ${data}${newline}${newline}`).join(""));
          const pieces: Uint8Array[] = [];
          for (let at = 0; at < bytes.length; at += size)
            pieces.push(bytes.subarray(at, at + size));
          // A lone surrogate has no bytes, in JSON or anywhere; `stringify` escapes it.
          expect(decode(pieces)).toEqual(sent);
        },
      ),
    );
  });
});
