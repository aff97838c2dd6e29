import {
  AgentError,
  defineObserver,
  type AgentsConfig,
  type ExecutionEvent,
  type ExecutionRecord,
  type Observer,
} from "troupe";
import { describe, expect, test } from "vitest";
import { streamingText } from "../../support/callers.js";
import { collect } from "../../support/collect.js";
import { createPushProvider } from "../../support/push-provider.js";

/** An observer that writes down what it is told. */
function notes(events?: Observer["events"]): {
  readonly observer: Observer;
  readonly seen: ExecutionEvent[];
  readonly records: ExecutionRecord[];
} {
  const seen: ExecutionEvent[] = [];
  const records: ExecutionRecord[] = [];
  const observer: Observer = {
    ...(events && { events }),
    start(event) {
      seen.push(event);
      return { event: (next) => seen.push(next), end: (record) => records.push(record) };
    },
  };
  return { observer, seen, records };
}

/** Calls an agent of a config, and lets the model say two texts. */
async function tell(config: Partial<AgentsConfig>) {
  const provider = createPushProvider();
  const execution = streamingText(provider, {}, config)({ topic: "AI" }, { tags: ["a"] });
  const answer = await provider.request();
  answer.text("Once ", "more.");
  answer.finish();
  await execution;
  // Within an object: it would be awaited otherwise.
  return { execution };
}

describe("an observer", () => {
  test("is told what the events say, from the first to the record", async () => {
    const { observer, seen, records } = notes();
    const { execution } = await tell({ observers: [observer] });
    expect(seen).toEqual((await collect(execution.events())).values);
    expect(records).toEqual([await execution.record]);
    expect(seen[0]).toMatchObject({ type: "start", tags: ["a"], metadata: {} });
  });

  test("is told the types that it wants, and no others", async () => {
    const { observer, seen } = notes(["message_end", "complete"]);
    await tell({ observers: [observer] });
    expect(seen.map(({ type }) => type)).toEqual(["start", "message_end", "complete"]);
  });

  test("that wants to know nothing of an execution is left alone", async () => {
    const started: string[] = [];
    await tell({ observers: [{ start: ({ agent }) => void started.push(agent) }] });
    expect(started).toHaveLength(1);
  });

  test("is told of an execution that fails before it asks a model", async () => {
    const { observer, records } = notes([]);
    const call = streamingText(createPushProvider(), {}, { observers: [observer] });
    await expect(call({ topic: 1 } as never)).rejects.toThrow("invalid");
    expect(records).toMatchObject([{ status: "error", error: { code: "invalid_params" } }]);
  });

  test.each<[string, Observer]>([
    [
      "start",
      {
        start: () => {
          throw new Error("no");
        },
      },
    ],
    [
      "start, later",
      {
        start: (async () => {
          throw new Error("no");
        }) as never,
      },
    ],
    [
      "event",
      {
        start: () => ({
          event: () => {
            throw new Error("no");
          },
        }),
      },
    ],
    [
      "event, later",
      {
        start: () => ({
          event: (async () => {
            throw new Error("no");
          }) as never,
        }),
      },
    ],
    [
      "end",
      {
        start: () => ({
          end: () => {
            throw new Error("no");
          },
        }),
      },
    ],
    [
      "both",
      {
        start: () => ({
          event: () => {
            throw new Error("no");
          },
          end: () => {
            throw new Error("no");
          },
        }),
      },
    ],
  ])("that fails in %s is reported once, and changes nothing", async (_, observer) => {
    const failures: unknown[] = [];
    const other = notes();
    const { execution } = await tell({
      observers: [observer, other.observer],
      onSubscriberError: ({ error }) => failures.push(error),
    });
    expect(await execution.record).toMatchObject({ status: "success", text: "Once more." });
    expect(other.records).toHaveLength(1);
    await Promise.resolve();
    expect(failures).toEqual([new Error("no")]);
  });

  test("is refused where it wants a type of events that does not exist", () => {
    const start = () => {};
    const wanting = (events: unknown) => () =>
      streamingText(createPushProvider(), {}, { observers: [{ start, events } as never] });
    expect(wanting(["text_delta", "complete"])).not.toThrow();
    expect(wanting(["text"])).toThrow(
      expect.objectContaining({
        code: "config_invalid",
        message: expect.stringContaining("observers[0].events[0]"),
      }),
    );
  });

  test("is not waited for", async () => {
    const never = new Promise<never>(() => {});
    const observer = { start: () => ({ event: () => never, end: () => never }) };
    const { execution } = await tell({ observers: [observer as never] });
    expect(await execution.text).toBe("Once more.");
  });

  test("does not keep an execution alive that its last reader leaves", async () => {
    const provider = createPushProvider();
    const { observer, records } = notes();
    const execution = streamingText(provider, {}, { observers: [observer] })({ topic: "AI" });
    const reader = execution[Symbol.asyncIterator]();
    const next = reader.next();
    (await provider.request()).text("Once");
    await next;
    await reader.return?.();
    expect(records).toMatchObject([{ status: "disconnected", text: "Once" }]);
  });

  test("that ends the execution from within an event is told of the end after it", async () => {
    const controller = new AbortController();
    const order: string[] = [];
    const first: Observer = {
      start: () => ({
        event: ({ type }) => type === "message_start" && controller.abort(),
      }),
    };
    const second: Observer = { start: () => ({ event: ({ type }) => order.push(type) }) };
    const call = streamingText(createPushProvider(), {}, { observers: [first, second] });
    await expect(call({ topic: "AI" }, { signal: controller.signal })).rejects.toThrow(AgentError);
    expect(order).toEqual(["prompt", "message_start", "error"]);
  });
});

test("onExecution is called with the record of every execution", async () => {
  const records: ExecutionRecord[] = [];
  const { execution } = await tell({ onExecution: (record) => records.push(record) });
  expect(records).toEqual([await execution.record]);
});

test("defineObserver types events by what is wanted", () => {
  const observer = defineObserver({
    events: ["tool_result", "warning"],
    start: () => ({
      event(event) {
        // Both have a step; a text delta's text would be an error.
        expect(event.step).toBeGreaterThan(0);
      },
    }),
  });
  expect(observer.events).toEqual(["tool_result", "warning"]);
});
