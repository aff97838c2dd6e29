import { describe, expect, test } from "vitest";
import { Network } from "troupe";
import { settle } from "../../support/collect.js";
import { answer, eventsOf, print, setUpPair, type Callers } from "../../support/network-pair.js";
import { streamingNetwork } from "../../support/networks.js";

describe("a network", () => {
  test("streams what it yields and what it forwards, and each text once", async () => {
    class Net extends Network<Callers> {
      override async *run() {
        const first = await this.agents.one({});
        yield `[${first}]`;
        yield* this.forward(this.agents.two({}));
        yield "!";
      }
    }
    const { providers, members } = setUpPair();
    const execution = streamingNetwork(Net, members)({});
    const chunks: string[] = [];
    const reading = (async () => {
      for await (const chunk of execution) chunks.push(chunk);
    })();
    const nested = eventsOf(execution, true);
    const own = eventsOf(execution);
    answer(await providers.one.request(), "a", "b");
    const two = await providers.two.request();
    two.text("c");
    await settle();
    expect(chunks).toEqual(["[ab]", "c"]);
    answer(two, "d");
    expect(await execution).toBe("[ab]cd!");
    await reading;
    expect(chunks.join("")).toBe("[ab]cd!");
    expect(print(await own)).toEqual([
      "> one",
      "< one success",
      "net: [ab]",
      "> two",
      "two: c",
      "two: d",
      "< two success",
      "net: !",
    ]);
    const all = await nested;
    expect(all.map(({ sequence }) => sequence)).toEqual([...all.keys()]);
    const numbers = (await own).map(({ sequence }) => sequence);
    expect(numbers).toEqual([...new Set(numbers)].toSorted((a, b) => a - b));
    expect(await execution.record).toMatchObject({
      kind: "network",
      status: "success",
      text: "[ab]cd!",
      output: "[ab]cd!",
      chunks: 4,
      children: [
        { agent: "one", how: "call", outcome: "success" },
        { agent: "two", how: "call", outcome: "success" },
      ],
      states: {},
    });
  });

  test("forwards what a member said before, at once and once", async () => {
    class Net extends Network<Callers> {
      override async *run() {
        const two = this.agents.two({});
        await this.agents.one({});
        yield* this.forward(two);
      }
    }
    const { providers, members } = setUpPair();
    const execution = streamingNetwork(Net, members)({});
    const two = await providers.two.request();
    two.text("a", "b");
    await settle();
    answer(await providers.one.request(), "x");
    await settle();
    answer(two, "c");
    expect(await execution).toBe("abc");
    const own = await eventsOf(execution);
    expect(print(own).filter((line) => line.startsWith("two"))).toEqual(["two: ab", "two: c"]);
    const all = await eventsOf(execution, true);
    expect(all.map(({ sequence }) => sequence)).toEqual([...all.keys()]);
    expect(all.find(({ type }) => type === "forward")).toMatchObject({
      child: { agent: "two" },
      said: { agent: "two", step: 1, attempt: 1, text: "ab" },
    });
  });
});
