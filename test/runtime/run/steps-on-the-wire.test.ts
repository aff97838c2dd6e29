import { describe, expect, test, vi } from "vitest";
import { collect, settle } from "../../support/collect.js";
import { stepWires, type StepWire, type WireMessage } from "../../support/step-wires.js";
import { double, hangingTool, toolAgent, type MethodTool } from "../../support/tool-callers.js";
import { sseReply, startWireServer, type WireServer } from "../../support/wire-server.js";

/** A server that gives one message after the other. */
function serve(wire: StepWire, ...messages: readonly WireMessage[]): Promise<WireServer> {
  const left = [...messages];
  return startWireServer(() => sseReply([wire.message(left.shift() ?? {})]));
}

describe.each(stepWires)("steps over $name", (wire) => {
  test("stream, stop for the tool, and stream again", async () => {
    await using server = await serve(
      wire,
      { text: "Let me see. ", calls: [["c1", "double", '{"n":', "21}"]] },
      { text: "It is 42." },
    );
    const execution = toolAgent(wire.create(server.url), [double])({});
    expect(await execution).toBe("It is 42.");
    expect(await execution.text).toBe("Let me see. It is 42.");
    expect((await collect(execution.events())).values.map(({ type }) => type)).toEqual([
      "start",
      "prompt",
      "message_start",
      "attempt_start",
      "text_delta",
      "tool_call_delta",
      "tool_call_delta",
      "tool_call_delta",
      "attempt_end",
      "message_end",
      "tool_call",
      "tool_result",
      "message_start",
      "attempt_start",
      "text_delta",
      "attempt_end",
      "message_end",
      "complete",
    ]);
    expect(server.requests.map(({ body }) => wire.countResults(body))).toEqual([0, 1]);
    expect(await execution.record).toMatchObject({
      status: "success",
      steps: [{ finishReason: "tool_calls" }, { finishReason: "stop" }],
      toolCalls: [{ id: "c1", tool: "double", input: { n: 21 }, outcome: "success", output: 42 }],
    });
  });

  test("end with one that has to answer: the tools are sent, and may not be called", async () => {
    await using server = await serve(
      wire,
      { calls: [["c1", "double", '{"n":21}']] },
      { text: "It is 42." },
    );
    const spec = { maxSteps: 2 };
    const execution = toolAgent(wire.create(server.url), [double], { spec })({});
    expect(await execution).toBe("It is 42.");
    const sent = server.requests.map(
      ({ body }) => body as { tools?: unknown[]; tool_choice?: unknown },
    );
    expect(sent.map(({ tools }) => tools?.length)).toEqual([1, 1]);
    const none = wire.name === "Anthropic Messages" ? { type: "none" } : "none";
    expect(sent.map((body) => body.tool_choice)).toEqual([undefined, none]);
  });

  test("end with a final tool, which alone may be called in the last one", async () => {
    await using server = await serve(
      wire,
      { calls: [["c1", "double", '{"n":21}']] },
      { text: "There.", calls: [["c2", "submit", "{}"]] },
    );
    const submit: MethodTool = { name: "submit", final: true, run: () => "ok" };
    const spec = { maxSteps: 2 };
    const execution = toolAgent(wire.create(server.url), [double, submit], { spec })({});
    expect(await execution).toBe("There.");
    expect(server.requests).toHaveLength(2);
    const sent = server.requests.map(
      ({ body }) => body as { tools?: unknown[]; tool_choice?: unknown },
    );
    expect(sent.map(({ tools }) => tools?.length)).toEqual([2, 1]);
    expect(sent.map((body) => body.tool_choice)).toEqual([undefined, undefined]);
  });

  test("tell a server of arguments that are nested too deep for any, and go on", async () => {
    const text = `{"n":${"[".repeat(50_000)}${"]".repeat(50_000)}}`;
    await using server = await serve(
      wire,
      { calls: [["c1", "double", text]] },
      { text: "It is no number." },
    );
    const execution = toolAgent(wire.create(server.url), [double])({});
    expect(await execution).toBe("It is no number.");
    expect((await execution.record).toolCalls).toMatchObject([{ outcome: "invalid_input" }]);
    expect(wire.countResults(server.requests[1]?.body)).toBe(1);
  });

  test("run several tools at once, one that fails and one that hangs until its timeout", async () => {
    await using server = await serve(
      wire,
      {
        calls: [
          ["c1", "hang"],
          ["c2", "fail", "{}"],
          ["c3", "double", '{"n":21}'],
          ["c4", "double", '{"n":"x"}'],
          ["c5", "double", '{"n":'],
          ["c6", "halve", "{}"],
        ],
      },
      { text: "Done." },
    );
    const fail: MethodTool = {
      name: "fail",
      run() {
        throw new Error("No such city.");
      },
    };
    const hang = hangingTool(50);
    const execution = toolAgent(wire.create(server.url), [double, fail, hang])({});
    expect(await execution).toBe("Done.");
    expect(hang.signals[0]?.aborted).toBe(true);
    expect(server.requests.map(({ body }) => wire.countResults(body))).toEqual([0, 6]);
    const { toolCalls } = await execution.record;
    expect(toolCalls.map(({ id, outcome }) => [id, outcome])).toEqual([
      ["c1", "timeout"],
      ["c2", "failed"],
      ["c3", "success"],
      ["c4", "invalid_input"],
      ["c5", "invalid_input"],
      ["c6", "unknown_tool"],
    ]);
    const body = JSON.stringify(server.requests[1]?.body);
    expect(body).toContain("No such city.");
    expect(body).toContain("did not finish within 50 ms");
    expect(body).not.toContain("tool-callers");
  });

  test("cancelled while a tool runs, make no other request and leave no connection", async () => {
    await using server = await serve(wire, { calls: [["c1", "hang", "{}"]] });
    const hang = hangingTool();
    const execution = toolAgent(wire.create(server.url), [hang])({});
    await vi.waitFor(() => expect(hang.signals).toHaveLength(1));
    execution.cancel();
    expect(hang.signals[0]?.aborted).toBe(true);
    expect(await execution.record).toMatchObject({
      status: "cancelled",
      toolCalls: [{ outcome: "cancelled" }],
    });
    await settle();
    expect(server.requests).toHaveLength(1);
    expect(await server.countActive()).toBe(0);
  });

  test("cancelled in the second, close its socket", async () => {
    let n = 0;
    const calls = [["c1", "double", '{"n":21}']] as const;
    await using server = await startWireServer(() =>
      (n += 1) === 1 ? sseReply([wire.message({ calls })]) : { then: "hang" },
    );
    const execution = toolAgent(wire.create(server.url), [double])({});
    await vi.waitFor(() => expect(server.requests).toHaveLength(2));
    execution.cancel();
    await server.requests[1]?.abandoned;
    expect(await execution.record).toMatchObject({
      status: "cancelled",
      toolCalls: [{ outcome: "success" }],
    });
  });

  test('under steps: "final" stream the answer alone', async () => {
    await using server = await serve(
      wire,
      { text: "Let me see. ", calls: [["c1", "double", '{"n":21}']] },
      { text: "It is 42, set aside." },
      { text: "It is 42." },
    );
    const spec = { streamedSteps: "final" } as const;
    const execution = toolAgent(wire.create(server.url), [double], { spec })({});
    expect(await execution).toBe("It is 42.");
    expect(await execution.text).toBe("It is 42.");
    const streams = server.requests.map(
      ({ body }) => Reflect.get(body as object, "stream") === true,
    );
    expect(streams).toEqual([false, false, true]);
    expect(server.requests.map(({ body }) => wire.countResults(body))).toEqual([0, 1, 1]);
  });
});
