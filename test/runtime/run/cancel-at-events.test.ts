import { expect, test } from "vitest";
import { fake, stream, defineConfig, defineTool, type ExecutionEventType } from "troupe";
import { z } from "zod";
import { executionEventTypes } from "../../../src/protocol/events.js";
import { collect } from "../../support/collect.js";
import { assertGrammar } from "../../support/event-grammar.js";

const look = defineTool({
  name: "look",
  description: "Looks.",
  input: z.object({}),
  run: () => "seen",
});

/** An execution in which most kinds of events come: two steps, a tool, a failed attempt. */
function begin() {
  const script = [
    { fault: { kind: "error" as const, error: "provider_unavailable" as const } },
    { text: "Let me look.", toolCalls: [{ name: "look", input: {} }] },
    "Seen.",
  ];
  const config = defineConfig({ agents: [], providers: { fake: fake({ script }) } });
  const messages = [{ role: "user", content: "Go." }] as const;
  const retry = { initialDelayMs: 0, maxDelayMs: 0 };
  return stream({ model: "fake/any", messages, tools: [look], retry, config });
}

test.each(executionEventTypes as ExecutionEventType[])(
  "a subscriber to %s that cancels leaves nothing under way without its end",
  async (type) => {
    const execution = begin();
    let isHeard = false;
    execution.on(type, () => {
      isHeard = true;
      execution.cancel();
    });
    const { status } = await execution.record;
    const { values } = await collect(execution.events());
    if (type !== "start" && type !== "prompt") assertGrammar(values);
    const starts = values.filter((event) => event.type === "attempt_start");
    expect(values.filter((event) => event.type === "attempt_end")).toHaveLength(starts.length);
    const calls = values.filter((event) => event.type === "tool_call");
    expect(values.filter((event) => event.type === "tool_result")).toHaveLength(calls.length);
    expect(status).toBe(isHeard && type !== "complete" ? "cancelled" : "success");
    expect(values.filter(({ type: last }) => last === "complete" || last === "error")).toHaveLength(
      1,
    );
  },
);
