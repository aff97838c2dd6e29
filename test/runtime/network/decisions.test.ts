import { expect, test } from "vitest";
import { clientTool, Network } from "troupe";
import { createStreamingCaller } from "troupe/runtime";
import { z } from "zod";
import { type Member, streamingNetwork } from "../../support/networks.js";
import { createPushProvider } from "../../support/push-provider.js";
import { bindToolAgent } from "../../support/tool-callers.js";

const locate = clientTool({ name: "locate", description: "", input: z.object({}) });

/** A network with a member whose tool somebody else runs. */
function setUp() {
  class Net extends Network<{ readonly one: Member }> {
    override async *run() {
      yield* this.forward(this.agents.one({}));
    }
  }
  const provider = createPushProvider();
  const tool = { name: "locate", description: "", schema: { type: "object" } } as const;
  const binding = bindToolAgent(provider, [], {
    spec: { name: "one", streaming: true, tools: [{ ...tool, run: { kind: "client" } }] },
    binding: { tools: [locate as never] },
  });
  const one = createStreamingCaller(binding) as unknown as Member;
  return { provider, call: streamingNetwork(Net, { one: () => one as never }) };
}

test("whoever watches the network is asked for what a member waits for, and answers there", async () => {
  const { provider, call } = setUp();
  const execution = call({});
  execution.on("client_tool", ({ toolCallId, agent }) => {
    execution.answer(toolCallId, `asked by ${agent}`);
  });
  (await provider.request()).ask(["c1", "locate", "{}"]);
  const next = await provider.request(1);
  expect(next.call.messages.at(-1)).toMatchObject({ role: "tool", content: "asked by one" });
  next.text("There.");
  next.finish();
  expect(await execution).toBe("There.");
});

test("where nobody listens, the member pauses and the network fails with that as the cause", async () => {
  const { provider, call } = setUp();
  const execution = call({});
  (await provider.request()).ask(["c1", "locate", "{}"]);
  await expect(execution).rejects.toMatchObject({
    code: "child_failed",
    cause: { code: "paused", pending: [{ toolCallId: "c1", waitsFor: "output" }] },
  });
});
