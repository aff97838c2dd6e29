import { createContext, runInContext } from "node:vm";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { expect, test } from "vitest";
import type { ExecutionEvent } from "troupe";
import { streamingStory } from "../support/callers.js";
import { collect } from "../support/collect.js";
import { createPushProvider } from "../support/push-provider.js";

const src = new URL("../../src/", import.meta.url).pathname;

/**
 * What a page needs to read an execution that runs elsewhere. Restoring what a strict mode made of a schema is
 * no part of it: only some agents need it.
 */
const entry = `
  export { StreamingExecutionHandle } from "${src}reading/execution-handle.ts";
  export { EventLog } from "${src}reading/event-log.ts";
  export { Subscribers } from "${src}reading/subscribers.ts";
  export { foldRecord } from "${src}reading/fold-record.ts";
  export { createPartialOutput } from "${src}reading/partial-output.ts";
  export { AgentError } from "${src}errors.ts";
`;

/** A page that is given events as lines of JSON, and reads them as they come. */
const page = `
  var { EventLog, Subscribers, StreamingExecutionHandle, foldRecord, createPartialOutput, AgentError } = reading;
  async function read(lines, schema) {
    const [start] = lines.map((line) => JSON.parse(line));
    const log = new EventLog(start);
    const source = {
      id: start.executionId,
      log,
      subscribers: new Subscribers((error) => { throw error; }),
      error: undefined,
      join: () => ({ index: 0, read: 0 }),
      moved() {},
      leave() {},
      cancel() {},
      withWork: (error) => error,
      createPartial: () => createPartialOutput(() => ({ schema, enforced: true })),
    };
    const execution = new StreamingExecutionHandle(source);
    const readings = [execution, execution.partials(), execution.sentences(), execution.paced({ by: "line", delayMs: 0 }), execution.deltas(), execution.events(), execution.events({ after: 3 })]
      .map(async (reading) => { const all = []; for await (const one of reading) all.push(one); return all; });
    for (const line of lines) {
      log.add(JSON.parse(line));
      log.changes.notify();
      await undefined;
    }
    return JSON.stringify({ record: foldRecord(log), readings: await Promise.all(readings) });
  }
`;

async function bundle(format: "esm" | "iife"): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: entry, resolveDir: src, loader: "ts" },
    bundle: true,
    minify: true,
    write: false,
    format,
    globalName: "reading",
    platform: "browser",
    target: "es2022",
  });
  return outputFiles[0]?.text ?? "";
}

test("what reads an execution runs in a page, and is small", async () => {
  // Without `paced`, tools that providers run, approvals and networks, which came later, it is below 9,000.
  expect(gzipSync(await bundle("esm"), { level: 9 }).length).toBeLessThan(11_000);

  const provider = createPushProvider();
  const execution = streamingStory(provider)({ topic: "AI" });
  const answer = await provider.request();
  answer.text('{"title":"A tale. ', 'Of one.","con');
  answer.text('tent":"Once."}');
  answer.push({ type: "usage", usage: { inputTokens: 3, outputTokens: 9 } });
  answer.finish();
  const here = [
    execution,
    execution.partials(),
    execution.sentences(),
    execution.paced({ by: "line", delayMs: 0 }),
    execution.deltas(),
    execution.events(),
    execution.events({ after: 3 }),
  ].map(async (reading) => (await collect(reading as AsyncIterable<unknown>)).values);
  const record = await execution.record;
  const { values } = await collect(execution.events());

  // Neither Node nor a page: what both have, and nothing else.
  const context = createContext({ Intl, queueMicrotask, setTimeout, clearTimeout });
  runInContext((await bundle("iife")) + page, context);
  const lines = values.map((event: ExecutionEvent) => JSON.stringify(event));
  const schema = { type: "object", properties: { title: { type: "string" } } };
  const read = runInContext("read", context) as (...args: unknown[]) => Promise<string>;
  const there = JSON.parse(await read(lines, schema)) as { record: unknown; readings: unknown[][] };
  expect(there.record).toEqual(record);
  const [chunks, partials, ...rest] = await Promise.all(here);
  expect(there.readings[0]).toEqual(chunks);
  // A page that is slow skips some, as any reader does.
  expect(there.readings[1]?.at(-1)).toEqual(partials?.at(-1));
  expect(there.readings.slice(2)).toEqual(rest);
});
