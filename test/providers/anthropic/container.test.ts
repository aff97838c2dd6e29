import { expect, test } from "vitest";
import type { ModelMessage } from "../../../src/model/message.js";
import { toReplay } from "../../../src/providers/anthropic/anthropic-replay.js";
import { findContainer } from "../../../src/providers/anthropic/container.js";

const asking = (container: string): ModelMessage => ({
  role: "assistant",
  content: [
    { type: "text", text: "Let me see." },
    { type: "reasoning", text: "", replay: toReplay({ container }) },
  ],
});
const result: ModelMessage = { role: "tool", toolCallId: "c1", toolName: "look", content: "Rain." };
const question: ModelMessage = { role: "user", content: "And tomorrow?" };

test.each<[string, readonly ModelMessage[], string | undefined]>([
  ["results end the messages", [question, asking("one"), result, result], "one"],
  ["the message that asked is not yet answered", [question, asking("one")], undefined],
  ["the user has said something since", [asking("one"), result, question], undefined],
  ["the last round counts", [asking("one"), result, asking("two"), result], "two"],
  [
    "the last round has none",
    [asking("one"), result, { role: "assistant", content: "So." }, result],
    undefined,
  ],
  ["there is nothing", [], undefined],
])("the container of a request where %s", (_, messages, container) => {
  expect(findContainer(messages)).toBe(container);
});
