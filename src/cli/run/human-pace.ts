import { setTimeout as sleep } from "node:timers/promises";
import type { ModelCall, ModelStreamPart, Provider } from "../../model/provider.js";

/** The pace of a model that people can watch. */
const firstTokenMs = 300;
const chunkMs = 30;

/**
 * Slows a provider's stream down to the pace of a model. A slower provider keeps its own pace, and an
 * answer that is not streamed is not slowed down.
 */
export function humanPace(provider: Provider): Provider {
  return {
    ...provider,
    stream: (call) => (call.stream ? pace(provider, call) : provider.stream(call)),
  };
}

async function* pace(
  provider: Provider,
  call: ModelCall,
): AsyncGenerator<readonly ModelStreamPart[]> {
  let due = performance.now() + firstTokenMs;
  for await (const batch of provider.stream(call)) {
    if (batch.some(({ type }) => type === "text_delta" || type === "tool_call_delta")) {
      await sleep(Math.max(0, due - performance.now()), undefined, { signal: call.signal });
      due = performance.now() + chunkMs;
    }
    yield batch;
  }
}
