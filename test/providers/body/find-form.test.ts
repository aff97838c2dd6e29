import { expect, test } from "vitest";
import { FormFinder } from "../../../src/providers/body/find-form.js";

/** The form of a body that comes in pieces of a length, and what is left of it to read. */
function formOf(text: string, length: number): readonly [form: string, rest: string] {
  const finder = new FormFinder();
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += length) {
    const found = finder.push(bytes.subarray(at, at + length));
    if (found === undefined) continue;
    const rest = Buffer.concat([found.bytes, bytes.subarray(at + length)]).toString();
    return [found.form, rest];
  }
  const { form, bytes: left } = finder.end();
  return [form, Buffer.from(left).toString()];
}

test.each([
  ["events", 'data: {"a":1}\n\n', 'data: {"a":1}\n\n'],
  ["events", "event: ping\n\n", "event: ping\n\n"],
  ["events", "id: 1\n\n", "id: 1\n\n"],
  ["events", "retry: 5\n\n", "retry: 5\n\n"],
  ["events", "data: [DONE]\n\n", "data: [DONE]\n\n"],
  ["events", ": a comment {\n\n\r\ndata: 1\n\n", "data: 1\n\n"],
  ["events", '\uFEFF\n data: {"a":1}\n', 'data: {"a":1}\n'],
  ["json", '{"a":1}', '{"a":1}'],
  ["json", "\n\t [1]", "[1]"],
  ["json", 'data: {\n  "a": 1\n}', ' {\n  "a": 1\n}'],
  ["json", "data: [\r\n\t{}]", " [\r\n\t{}]"],
  ["other", "<html>", "<html>"],
  ["other", "dat", "dat"],
  ["other", "dates: 1", "dates: 1"],
  ["other", "", ""],
  ["other", ": only a comment", ""],
])("the form %s of %j, however it is split", (form, text, rest) => {
  for (const length of [1, 2, 3, 5, 100]) expect(formOf(text, length)).toEqual([form, rest]);
});
