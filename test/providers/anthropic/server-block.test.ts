import { expect, test } from "vitest";
import { ServerBlock } from "../../../src/providers/anthropic/server-block.js";

const call = { type: "server_tool_use", id: "s1", name: "web_search", input: {} };

function read(block: object, ...deltas: readonly object[]) {
  const open = new ServerBlock(block as never);
  for (const delta of deltas) open.read(delta as never);
  return open.toJson();
}

const input = (partial_json: unknown) => ({ type: "input_json_delta", partial_json });

test("a block goes back as it came, with its input where that was streamed", () => {
  expect(read(call)).toEqual(call);
  expect(read(call, input('{"query":'), input('"rain"}'))).toEqual({
    ...call,
    input: { query: "rain" },
  });
  expect(read(call, input(""), input(null), input(undefined))).toEqual(call);
});

test("a compaction gets what its deltas say", () => {
  const block = { type: "compaction", content: null };
  expect(read(block, { type: "compaction_delta", content: "So far." })).toEqual({
    type: "compaction",
    content: "So far.",
  });
});

test("one that did not come whole does not go back", () => {
  expect(read(call, input('{"query":'))).toBeUndefined();
  expect(read(call, input(5))).toBeUndefined();
  expect(read(call, { type: "other_delta" })).toBeUndefined();
  expect(read({ id: "s1" })).toBeUndefined();
});
