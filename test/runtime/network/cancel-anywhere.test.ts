import { expect, test } from "vitest";
import { Network, type ExecutionEvent } from "troupe";
import { eventsOf } from "../../support/network-pair.js";
import { createMember, streamingNetwork, type Member } from "../../support/networks.js";
import type { Provider } from "troupe";

/** Says two chunks at once. */
const provider = {
  kind: "test",
  async *stream() {
    yield [
      { type: "text_delta", text: "a" },
      { type: "text_delta", text: "b" },
      { type: "finish", reason: "stop" },
    ];
  },
} as unknown as Provider;

const one = createMember("one", provider);

class Inner extends Network<{ readonly one: Member }> {
  override async *run() {
    yield* this.forward(this.agents.one({}));
  }
}
const inner = streamingNetwork(Inner, { one: () => one as never }, { spec: { name: "inner" } });

class Outer extends Network<{ readonly one: Member; readonly inner: typeof inner }> {
  override async *run() {
    const beside = this.agents.one({});
    yield* this.forward(this.agents.inner({}));
    await beside;
  }
}
const outer = streamingNetwork(
  Outer,
  { one: () => one as never, inner: () => inner as never },
  { spec: { name: "outer" } },
);

/** How often each child begins and ends, by its id. */
function marks(events: readonly ExecutionEvent[], type: "agent_start" | "agent_complete") {
  return events
    .flatMap((event) => (event.type === type ? [event.child.executionId] : []))
    .toSorted();
}

test("cancelled at each of its events, each child has one start and one end in every view", async () => {
  const whole = outer({});
  await whole;
  const { length } = await eventsOf(whole, true);
  expect(length).toBeGreaterThan(20);
  for (let at = 0; at < length; at += 1) {
    let seen = 0;
    const execution: ReturnType<typeof outer> = outer(
      {},
      {
        nested: true,
        onEvent: () => {
          if (seen === at) execution.cancel();
          seen += 1;
        },
      },
    );
    const { status, text } = await execution.record;
    expect(status).toBe(at === length - 1 ? "success" : "cancelled");
    const nested = await eventsOf(execution, true);
    const own = await eventsOf(execution);
    expect(nested.map(({ sequence }) => sequence)).toEqual([...nested.keys()]);
    for (const events of [nested, own]) {
      const begun = marks(events, "agent_start");
      expect(new Set(begun).size).toBe(begun.length);
      expect(marks(events, "agent_complete")).toEqual(begun);
    }
    for (const id of marks(nested, "agent_start")) {
      const types = nested.flatMap((event) => (event.executionId === id ? [event.type] : []));
      expect(types[0]).toBe("start");
    }
    const texts = own.flatMap((event) => (event.type === "text_delta" ? [event.text] : []));
    expect(texts.join("")).toBe(text);
  }
});
