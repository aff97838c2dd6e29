import fc from "fast-check";
import { expect, test } from "vitest";
import {
  Agent,
  defineConfig,
  defineTool,
  type SavedConversation,
  type StreamingCaller,
  type ToolAnswer,
} from "troupe";
import { createStreamingCaller, type AgentBinding } from "troupe/runtime";
import { z } from "zod";
import { collect } from "../../support/collect.js";
import { createPushProvider } from "../../support/push-provider.js";
import { refuseUnhandledRejections } from "../../support/refuse-unhandled-rejections.js";
import { toJsonSchema } from "../../support/tool-callers.js";

refuseUnhandledRejections();

class DeskAgent extends Agent {
  override user() {
    return "Go.";
  }
}

/** A call of a step: whether it waits for approval, whether it throws, and what is decided, in which round. */
const call = fc.record({
  waits: fc.boolean(),
  throws: fc.boolean(),
  approved: fc.boolean(),
  round: fc.integer({ min: 0, max: 2 }),
});
const turn = fc.record({
  steps: fc.array(fc.array(call, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 3 }),
  /** Whether it goes through JSON, into a caller that knows nothing of it. */
  stored: fc.boolean(),
  /** Whether the model's last answer is cut short once, and the turn continued. */
  cut: fc.boolean(),
});

const input = z.object({ id: z.string(), waits: z.boolean(), throws: z.boolean() });

test("no tool runs twice, and nothing runs that was denied, however a turn is paused and continued", async () => {
  const runs = {
    numRuns: Number(process.env["RUNS"] ?? 150),
    seed: Number(process.env["SEED"] ?? 1),
  };
  await fc.assert(
    fc.asyncProperty(turn, async ({ steps, stored, cut }) => {
      const ran: string[] = [];
      const provider = createPushProvider();
      const create = (): StreamingCaller<Record<string, never>, string> => bind(provider, ran);
      let conversation = create().conversation();
      const answers = [...steps, undefined];
      let asked = 0;
      /** Answers the model's part of an execution, if it asks the model at all. */
      const play = async (execution: ReturnType<typeof conversation.ask>) => {
        const events = collect(execution.events());
        for (;;) {
          const answer = await Promise.race([
            provider.request(asked),
            events.then(() => undefined),
          ]);
          if (!answer) break;
          const step = answers[asked - cuts];
          asked += 1;
          if (step) {
            answer.ask(
              ...step.map(({ waits, throws }, index) => {
                const id = `${asked - cuts}-${index}`;
                return [id, "act", JSON.stringify({ id, waits, throws })] as const;
              }),
            );
          } else if (cut && cuts === 0) {
            cuts = 1;
            answer.text("Hal");
            answer.end();
          } else {
            answer.text("Done.");
            answer.finish();
          }
        }
        return (await events).values;
      };
      let cuts = 0;
      await play(conversation.ask({}));
      for (let round = 0; round < 20; round += 1) {
        const { pending } = conversation;
        if (pending.length === 0 && !(cuts === 1 && asked === answers.length)) break;
        if (stored) {
          const disk = JSON.stringify(conversation);
          conversation = create().conversation(JSON.parse(disk) as SavedConversation);
          expect(conversation.pending).toEqual(pending);
        }
        const due = pending.filter(({ toolCallId }) => (find(toolCallId)?.round ?? 0) <= round % 3);
        const decided = due.map(({ toolCallId }): ToolAnswer => {
          return { toolCallId, approved: find(toolCallId)?.approved ?? false };
        });
        const events = await play(conversation.continue(decided));
        expect(events.at(-1)?.type).toMatch(/complete|error/);
      }
      function find(id: string) {
        const [step = 0, index = 0] = id.split("-").map(Number);
        return steps[step - 1]?.[index];
      }
      const all = steps.flatMap((step, at) =>
        step.map((one, index) => [`${at + 1}-${index}`, one] as const),
      );
      const expected = all
        .filter(([, { waits, approved }]) => !waits || approved)
        .map(([id]) => id);
      expect(ran.toSorted()).toEqual(expected.toSorted());
      expect(conversation.pending).toEqual([]);
      expect(conversation.messages.at(-1)).toMatchObject({
        content: [{ type: "text", text: "Done." }],
      });
      // One request for each message, and one more for the one that was cut short.
      expect(asked).toBe(answers.length + cuts);
    }),
    runs,
  );
}, 120_000);

function bind(provider: ReturnType<typeof createPushProvider>, ran: string[]) {
  const act = defineTool({
    name: "act",
    description: "",
    input,
    approve: ({ waits }) => waits,
    run: ({ id, throws }) => {
      ran.push(id);
      if (throws) throw new Error("It broke.");
      return id;
    },
  });
  return createStreamingCaller<Record<string, never>, string, string>({
    spec: {
      version: 1,
      name: "desk",
      className: "DeskAgent",
      source: "agents/desk.agent.ts",
      model: "test/model-1",
      streaming: true,
      retry: false,
      params: [],
      tools: [
        { name: "act", description: "", schema: toJsonSchema(input), run: { kind: "defined" } },
      ],
    },
    agent: DeskAgent,
    params: () => z.strictObject({}),
    tools: [act],
    config: defineConfig({ agents: "none", providers: { test: provider } }),
  } satisfies AgentBinding);
}
