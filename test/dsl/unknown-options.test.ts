import { expect, test } from "vitest";
import {
  anthropic,
  cache,
  defineTool,
  openai,
  providerOptions,
  retry,
  timeout,
  tool,
} from "troupe";
import { z } from "zod";

const never = (options: object): never => options as never;

test.each<readonly [says: string, act: () => unknown]>([
  [
    '@retry: "maxAttemps" is not an option. Did you mean "maxAttempts"?',
    () => retry(never({ maxAttemps: 3 })),
  ],
  ["@retry takes false, or options such as { maxAttempts: 3 }, not 3.", () => retry(3 as never)],
  [
    "@providerOptions takes options by the provider's name: { openai: { … } }, not a string.",
    () => providerOptions("x" as never),
  ],
  ['@cache: "tll" is not an option. Did you mean "ttl"?', () => cache(never({ tll: "1h" }))],
  [
    '@timeout: "firstChunk" is not an option. The options are total, firstToken, idle.',
    () => timeout(never({ firstChunk: "1s" })),
  ],
  [
    '@tool: "timout" is not an option. Did you mean "timeout"?',
    () => tool(never({ timout: "1s" })),
  ],
  [
    'openai(): "baseUrl" is not an option. Did you mean "baseURL"?',
    () => openai(never({ baseUrl: "http://127.0.0.1:1" })),
  ],
  [
    'anthropic(): "apikey" is not an option. Did you mean "apiKey"?',
    () => anthropic(never({ apikey: "k" })),
  ],
  [
    'defineTool("f"): "inputs" is not an option. Did you mean "input"?',
    () => defineTool(never({ name: "f", description: "", inputs: z.object({}), run: () => 0 })),
  ],
])("%s", (says, act) => {
  expect(act).toThrow(expect.objectContaining({ code: "config_invalid", message: says }));
});
