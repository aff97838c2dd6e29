import { expect, test } from "vitest";
import { Network, schema, state } from "troupe";
import { answer, eventsOf, setUpPair, type Callers } from "../../support/network-pair.js";
import { plainNetwork, streamingNetwork } from "../../support/networks.js";
import { z } from "zod";
import { fingerprintSchema } from "../../../src/schema/zod/fingerprint-schema.js";

const spec = { states: [{ name: "progress", type: { kind: "object", properties: [] } }] } as const;

test("states are told at the start and at each assignment, as copies that nobody changes", async () => {
  class Net extends Network<Callers> {
    @state() progress = { done: 0, of: 1, names: ["a"] };
    override async *run() {
      yield await this.agents.one({});
      const mine = { ...this.progress, done: 1 };
      this.progress = mine;
      mine.done = 7;
      expect(Object.isFrozen(this.progress.names)).toBe(true);
    }
  }
  const { providers, members } = setUpPair();
  const call = streamingNetwork<string, { progress: Net["progress"] }>(Net, members, { spec });
  const execution = call({});
  const seen: unknown[] = [];
  execution.on("state", ({ name, value }) => seen.push([name, value]));
  const latest: unknown[] = [];
  const reading = (async () => {
    for await (const { progress } of execution.states()) latest.push(progress.done);
  })();
  answer(await providers.one.request(), "x");
  await reading;
  expect(latest).toEqual([0, 1]);
  const values = [
    { done: 0, of: 1, names: ["a"] },
    { done: 1, of: 1, names: ["a"] },
  ];
  expect(seen).toEqual(values.map((value) => ["progress", value]));
  expect((await execution.record).states).toEqual({ progress: values[1] });
  const own = await eventsOf(execution);
  expect(own.filter(({ type }) => type === "state")).toHaveLength(2);
});

test("a state that JSON cannot hold fails the network, and says which", async () => {
  class Net extends Network<Callers> {
    @state() progress: unknown = 1;
    override async run() {
      this.progress = new Map([[1, 2]]);
    }
  }
  const execution = plainNetwork(Net, setUpPair().members, { spec })({});
  await expect(execution).rejects.toMatchObject({
    code: "network_failed",
    cause: { message: expect.stringContaining("this.progress") },
  });
});

test("what run() returns is validated by the schema, and its JSON is in events", async () => {
  const Output = z.object({ text: z.string(), at: z.string().transform((text) => new Date(text)) });
  @schema(Output)
  class Net extends Network<Callers> {
    override async *run() {
      const text = yield* this.forward(this.agents.one({}));
      return { text, at: "2026-01-01T00:00:00.000Z" };
    }
  }
  const { providers, members } = setUpPair();
  const output = {
    exportName: "Output",
    source: "agents/net.agent.ts",
    schema: {},
    fingerprint: fingerprintSchema(Output),
  };
  const execution = streamingNetwork(Net, members, { spec: { output } }, Output)({});
  answer(await providers.one.request(), "said");
  expect(await execution).toEqual({ text: "said", at: new Date("2026-01-01") });
  const json = { text: "said", at: "2026-01-01T00:00:00.000Z" };
  expect(await execution.record).toMatchObject({ output: json, text: "said" });
});
