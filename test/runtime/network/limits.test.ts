import { describe, expect, test } from "vitest";
import { Network, type AgentError } from "troupe";
import { settle } from "../../support/collect.js";
import { answer, eventsOf, setUpPair, type Callers } from "../../support/network-pair.js";
import { plainNetwork, streamingNetwork } from "../../support/networks.js";
import { createTestClock } from "../../support/test-clock.js";

/** What an execution fails with. */
async function failureOf(execution: PromiseLike<unknown>): Promise<AgentError> {
  return Promise.resolve(execution).then(
    () => {
      throw new Error("it succeeded");
    },
    (error: unknown) => error as AgentError,
  );
}

describe("a member that fails", () => {
  test("fails the network where run() does not catch it, with its error as the cause", async () => {
    class Net extends Network<Callers> {
      override async run() {
        await this.agents.one({});
      }
    }
    const { providers, members } = setUpPair();
    const execution = plainNetwork(Net, members)({});
    const one = await providers.one.request();
    one.text("half");
    one.finish("content_filter");
    const error = await failureOf(execution);
    expect(error).toMatchObject({
      code: "child_failed",
      status: "error",
      cause: { code: "content_filtered", agent: "one", partialText: "half" },
    });
    expect(await execution.record).toMatchObject({
      status: "error",
      children: [{ agent: "one", outcome: "error" }],
    });
  });

  test("is run()'s own where it is caught", async () => {
    class Net extends Network<Callers> {
      override async *run() {
        const said = await this.agents.one({}).catch(() => "nothing");
        yield said;
      }
    }
    const { providers, members } = setUpPair();
    const execution = streamingNetwork(Net, members)({});
    (await providers.one.request()).finish("content_filter");
    expect(await execution).toBe("nothing");
  });

  test("and that nobody looked at fails the network", async () => {
    class Net extends Network<Callers> {
      override async *run() {
        this.agents.one({});
        yield await this.agents.two({});
      }
    }
    const { providers, members } = setUpPair();
    const execution = streamingNetwork(Net, members)({});
    (await providers.one.request()).finish("content_filter");
    await settle();
    answer(await providers.two.request(), "two");
    expect(await failureOf(execution)).toMatchObject({
      code: "child_failed",
      cause: { agent: "one" },
    });
  });

  test("ends what this.all() waits for beside it", async () => {
    class Net extends Network<Callers> {
      override async *run() {
        try {
          await this.all([this.agents.one({}), (async () => this.agents.two({}))()]);
        } catch {
          yield "caught";
        }
      }
    }
    const { providers, members } = setUpPair();
    const execution = streamingNetwork(Net, members)({});
    const two = await providers.two.request();
    (await providers.one.request()).finish("content_filter");
    expect(await execution).toBe("caught");
    expect(two.closed).toBe(true);
    const { children } = await execution.record;
    expect(children.map(({ agent, outcome }) => [agent, outcome])).toEqual([
      ["one", "error"],
      ["two", "cancelled"],
    ]);
  });
});

test("what run() throws itself is network_failed, and shows no text of its own", async () => {
  class Net extends Network<Callers> {
    override async run() {
      throw new TypeError("secret of a param");
    }
  }
  const error = await failureOf(plainNetwork(Net, setUpPair().members)({}));
  expect(error).toMatchObject({ code: "network_failed", cause: { message: "secret of a param" } });
  expect(error.message).toBe("run() of Net threw (TypeError); see the cause.");
});

describe("a network that ends", () => {
  test("ends the members that run() did not wait for, with a warning", async () => {
    class Net extends Network<Callers> {
      override async *run() {
        this.agents.one({});
        yield "done";
      }
    }
    const { members } = setUpPair();
    const execution = streamingNetwork(Net, members)({});
    expect(await execution).toBe("done");
    const record = await execution.record;
    expect(record.warnings).toMatchObject([{ code: "member_not_awaited" }]);
    expect(record.children).toMatchObject([{ agent: "one", outcome: "cancelled" }]);
  });

  test("by cancel() closes the members' sockets first, whatever run() does", async () => {
    class Net extends Network<Callers> {
      override async *run() {
        for (;;) {
          try {
            yield await this.agents.one({});
          } catch {
            // It goes on, for ever.
          }
        }
      }
    }
    const { providers, members } = setUpPair();
    const execution = streamingNetwork(Net, members)({});
    const one = await providers.one.request();
    execution.cancel("enough");
    expect(await failureOf(execution)).toMatchObject({ code: "cancelled", message: "enough" });
    expect(one.closed).toBe(true);
    const types = (await eventsOf(execution, true)).map(({ agent, type }) => `${agent} ${type}`);
    expect(types.slice(-3)).toEqual(["one error", "net agent_complete", "net error"]);
    await settle();
    // What it calls now does nothing.
    expect(providers.one.answers.length).toBe(1);
  });

  test("by the last reader that leaves is disconnected", async () => {
    class Net extends Network<Callers> {
      override async *run() {
        yield* this.forward(this.agents.one({}));
      }
    }
    const { providers, members } = setUpPair();
    const execution = streamingNetwork(Net, members)({});
    const reading = (async () => {
      for await (const _chunk of execution) break;
    })();
    const one = await providers.one.request();
    one.text("a");
    await reading;
    expect(await execution.record).toMatchObject({ status: "disconnected", text: "a" });
    expect(one.closed).toBe(true);
  });

  test("by its total time fails with timeout, its members with cancelled", async () => {
    class Net extends Network<Callers> {
      override async *run() {
        yield await this.agents.one({});
      }
    }
    const clock = createTestClock();
    const { providers, members } = setUpPair();
    const spec = { timeout: { totalMs: 1_000 } };
    const execution = streamingNetwork(Net, members, { spec, config: { clock } })({});
    await providers.one.request();
    clock.advance(1_000);
    expect(await failureOf(execution)).toMatchObject({ code: "timeout", limit: "total" });
    expect((await execution.record).children).toMatchObject([{ outcome: "cancelled" }]);
  });
});

describe("limits of a network", () => {
  test("max_calls ends one that catches every error, and does not keep others from running", async () => {
    let loops = 0;
    class Net extends Network<Callers> {
      override async run() {
        for (;;) {
          loops += 1;
          await this.agents.one({}).catch(() => {});
        }
      }
    }
    const { providers, members } = setUpPair();
    const execution = plainNetwork(Net, members, { spec: { maxCalls: 2 } })({});
    for (const n of [0, 1]) (await providers.one.request(n)).finish("content_filter");
    const error = await failureOf(execution);
    expect(error).toMatchObject({ code: "max_calls" });
    expect(error.message).toContain("net called more than 2 members");
    // The loop goes on, a turn of the event loop at a time.
    await settle();
    await settle();
    expect(loops).toBeLessThan(20);
    expect(providers.one.answers.length).toBe(2);
  });

  test("max_depth ends all networks above, whatever they catch", async () => {
    interface Own {
      readonly self: (params: object) => PromiseLike<unknown>;
    }
    let begun = 0;
    class Net extends Network<Own> {
      override async run() {
        begun += 1;
        try {
          await this.agents.self({});
        } catch {
          await this.agents.self({});
        }
      }
    }
    const self: ReturnType<typeof plainNetwork> = plainNetwork(Net, { self: () => self as never });
    const error = await failureOf(self({}));
    expect(error).toMatchObject({ code: "max_depth" });
    expect(begun).toBe(17);
  });

  test("@concurrency lets so many run at once, in the order of the calls", async () => {
    class Net extends Network<Callers> {
      override async *run() {
        const all = [this.agents.one({}), this.agents.two({}), this.agents.one({})];
        for (const text of await this.all(all)) yield text;
      }
    }
    const { providers, members } = setUpPair();
    const execution = streamingNetwork(Net, members, { spec: { concurrency: 1 } })({});
    const first = await providers.one.request();
    await settle();
    expect(providers.two.answers.length).toBe(0);
    answer(first, "1");
    answer(await providers.two.request(), "2");
    answer(await providers.one.request(1), "3");
    expect(await execution).toBe("123");
  });

  test("one that would wait for itself fails at once, in words", async () => {
    class Net extends Network<Callers> {
      override async *run() {
        for await (const chunk of this.agents.one({})) yield chunk + (await this.agents.two({}));
      }
    }
    const { providers, members } = setUpPair();
    const execution = streamingNetwork(Net, members, { spec: { concurrency: 1 } })({});
    (await providers.one.request()).text("a");
    const error = await failureOf(execution);
    expect(error).toMatchObject({ code: "network_failed" });
    expect(error.message).toContain("@concurrency allows 1 at once");
  });
});
