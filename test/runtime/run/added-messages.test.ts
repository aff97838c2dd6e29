import { describe, expect, test } from "vitest";
import { toCall } from "../../../src/runtime/call/call.js";
import { ExecutionState } from "../../../src/runtime/execution/execution-state.js";
import { run } from "../../../src/runtime/run/run.js";
import { createPushProvider, type PushProvider } from "../../support/push-provider.js";
import { bindToolAgent, double } from "../../support/tool-callers.js";

/** An execution seen from within: what a conversation takes over is on its state. */
function begin(provider: PushProvider, options: { cache?: true; streaming?: false } = {}) {
  const cache = { ttlMs: 3_600_000 };
  const spec = { maxSteps: 2, ...(options.cache && { cache }) };
  const binding = bindToolAgent(provider, [double], { spec });
  return (): ExecutionState => {
    const state = new ExecutionState(toCall(binding, { streaming: options.streaming }));
    void run(state, () => ({}));
    return state;
  };
}

const asked = {
  role: "assistant",
  content: [{ type: "tool_call", id: "c1", name: "double", arguments: '{"n":21}' }],
};
const told = { role: "tool", toolCallId: "c1", toolName: "double", content: "42" };

describe("the messages that an execution added", () => {
  test("are those of every turn", async () => {
    const provider = createPushProvider();
    const state = begin(provider)();
    (await provider.request(0)).ask(["c1", "double", '{"n":21}']);
    const second = await provider.request(1);
    expect(state.turn.messages.slice(1)).toEqual([asked, told]);
    second.text("It is 42.");
    second.finish();
    await state.output;
    const content = [{ type: "text", text: "It is 42." }];
    expect(state.turn.messages.slice(1)).toEqual([asked, told, { role: "assistant", content }]);
    expect(JSON.parse(JSON.stringify(state.turn.messages))).toEqual(state.turn.messages);
  });

  test("are whole turns only: a call without its result is none", async () => {
    const provider = createPushProvider();
    const state = begin(provider)();
    (await provider.request(0)).ask(["c1", "double", '{"n":21}']);
    const second = await provider.request(1);
    second.text("Once more.");
    second.ask(["c2", "double", '{"n":42}']);
    expect(await state.record).toMatchObject({ error: { code: "max_steps" } });
    expect(state.turn.messages.slice(1)).toEqual([asked, told]);
  });

  test("are the kept answer when the cache has one", async () => {
    const provider = createPushProvider();
    const start = begin(provider, { cache: true, streaming: false });
    const first = start();
    const answer = await provider.request(0);
    answer.text("It is 42.");
    answer.finish();
    await first.output;
    const second = start();
    await second.output;
    expect((await second.record).cacheStatus).toBe("hit");
    expect(second.turn).toEqual(first.turn);
  });
});
