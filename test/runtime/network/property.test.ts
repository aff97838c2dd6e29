import fc from "fast-check";
import { expect, test } from "vitest";
import { Network, type ExecutionEvent, type Provider } from "troupe";
import type { NetworkBinding } from "troupe/runtime";
import { settle } from "../../support/collect.js";
import { createMember, streamingNetwork } from "../../support/networks.js";

/** What a random network does: members that say so many chunks or fail, networks, side by side or one by one. */
type Plan =
  | { readonly kind: "agent"; readonly chunks: number; readonly fails: boolean }
  | {
      readonly kind: "network";
      readonly parallel: boolean;
      readonly forwards: boolean;
      readonly says: boolean;
      readonly parts: readonly Plan[];
    };

const { plan } = fc.letrec<{ plan: Plan; agent: Plan; network: Plan }>((tie) => ({
  plan: fc.oneof({ maxDepth: 3, depthIdentifier: "plan" }, tie("agent"), tie("network")),
  agent: fc.record({
    kind: fc.constant("agent" as const),
    chunks: fc.integer({ min: 1, max: 4 }),
    fails: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
  }),
  network: fc.record({
    kind: fc.constant("network" as const),
    parallel: fc.boolean(),
    forwards: fc.boolean(),
    says: fc.boolean(),
    parts: fc.array(tie("plan"), { maxLength: 3, depthIdentifier: "plan" }),
  }),
}));

/** A provider that says so many chunks, one in each turn of the event loop, and used a token for each. */
function createProvider(chunks: number, fails: boolean): Provider {
  return {
    kind: "test",
    async *stream() {
      for (let n = 0; n < chunks; n += 1) {
        await settle();
        yield [{ type: "text_delta", text: `${n};` }];
      }
      const usage = { inputTokens: chunks, outputTokens: chunks };
      yield [
        { type: "usage", usage },
        { type: "finish", reason: fails ? "content_filter" : "stop" },
      ];
    },
  } as Provider;
}

type Callable = (params: object) => PromiseLike<unknown> & { readonly id: string };

/** The caller of what a plan says. */
function build(given: Plan, name: string): Callable {
  if (given.kind === "agent") {
    return createMember(name, createProvider(given.chunks, given.fails)) as Callable;
  }
  const members = Object.fromEntries(
    given.parts.map((part, index) => {
      const caller = build(part, `${name}_${index}`);
      return [`m${index}`, () => caller];
    }),
  );
  class Random extends Network<Record<string, Callable>> {
    override async *run() {
      if (given.kind !== "network") return;
      const calls = given.parts.map((_part, index) => () => this.agents[`m${index}`]?.({}));
      if (given.says) yield "before;";
      if (given.parallel) {
        const begun = calls.map((call) => call());
        for (const one of begun) if (one && given.forwards) yield* this.forward(one);
        await this.all(begun);
      } else {
        for (const call of calls) {
          const one = call();
          if (one && given.forwards) yield* this.forward(one);
          else await one;
        }
      }
      if (given.says) yield "after;";
    }
  }
  return streamingNetwork(Random, members as unknown as NonNullable<NetworkBinding["members"]>, {
    spec: { name },
  }) as Callable;
}

/** The text of what a plan says, if nothing fails. */
function textOf(given: Plan): string {
  if (given.kind === "agent")
    return Array.from({ length: given.chunks }, (_, n) => `${n};`).join("");
  const parts = given.forwards ? given.parts.map(textOf).join("") : "";
  return given.says ? `before;${parts}after;` : parts;
}

interface Watched extends PromiseLike<unknown> {
  readonly id: string;
  readonly record: Promise<{
    readonly text: string;
    readonly totalUsage?: object;
    readonly status: string;
  }>;
  events(options?: { nested?: boolean }): AsyncIterable<ExecutionEvent>;
  cancel(): void;
}

async function collectEvents(execution: Watched, nested: boolean): Promise<ExecutionEvent[]> {
  const events: ExecutionEvent[] = [];
  for await (const event of execution.events({ nested })) events.push(event);
  return events;
}

test("events of random networks: all numbers once, each child begun and ended once, texts once, sums equal", async () => {
  const network = plan.filter(({ kind }) => kind === "network");
  await fc.assert(
    fc.asyncProperty(
      network,
      fc.option(fc.integer({ min: 1, max: 12 })),
      async (given, cancelAt) => {
        const execution = build(given, "root")({}) as unknown as Watched;
        const reading = [collectEvents(execution, true), collectEvents(execution, false)] as const;
        if (cancelAt !== null) {
          for (let n = 0; n < cancelAt; n += 1) await settle();
          execution.cancel();
        }
        const record = await execution.record;
        const [nested, own] = await Promise.all(reading);
        expect(nested.map(({ sequence }) => sequence)).toEqual([...nested.keys()]);
        // Read again, after the end, it is the same.
        expect(await collectEvents(execution, true)).toEqual(nested);
        expect(await collectEvents(execution, false)).toEqual(own);
        const last = nested.at(-1);
        expect([last?.type, last?.executionId]).toEqual([
          record.status === "success" ? "complete" : "error",
          execution.id,
        ]);
        const of = (type: string) =>
          nested.flatMap((event) =>
            event.type === type && "child" in event ? [event.child.executionId] : [],
          );
        const begun = of("agent_start");
        expect(new Set(begun).size).toBe(begun.length);
        expect(of("agent_complete").toSorted()).toEqual(begun.toSorted());
        // Each execution below has its start and its end, and nothing after it.
        for (const id of begun) {
          const types = nested.flatMap((event) => (event.executionId === id ? [event.type] : []));
          expect(types[0]).toBe("start");
          expect(types.filter((type) => type === "complete" || type === "error")).toHaveLength(1);
          expect(["complete", "error"]).toContain(types.at(-1));
        }
        const numbers = own.map(({ sequence }) => sequence);
        expect(numbers).toEqual([...new Set(numbers)].toSorted((a, b) => a - b));
        const texts = own.flatMap((event) => (event.type === "text_delta" ? [event.text] : []));
        expect(texts.join("")).toBe(record.text);
        if (record.status === "success") expect(record.text).toBe(textOf(given));
        const marks = (events: readonly ExecutionEvent[]) =>
          events.filter(({ type }) => type === "agent_start" || type === "agent_complete");
        expect(marks(own)).toEqual(marks(nested));
        const tokens = nested.reduce(
          (sum, event) =>
            sum + (event.type === "attempt_end" ? (event.usage?.inputTokens ?? 0) : 0),
          0,
        );
        if (tokens > 0) expect(record.totalUsage).toMatchObject({ inputTokens: tokens });
        await Promise.resolve(execution).catch(() => {});
      },
    ),
    { seed: 20_261_130, numRuns: 200 },
  );
});
