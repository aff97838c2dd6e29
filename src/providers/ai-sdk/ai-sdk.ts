import { AgentError } from "../../errors.js";
import { assertOptions } from "../../errors/assert-options.js";
import type { Provider } from "../../model/provider.js";
import { lazyProvider } from "../call/lazy-provider.js";
import { aiSdkOptionsRule, type AiSdkOptions, type AiSdkSource } from "./options.js";

/**
 * Makes a provider of any provider of the AI SDK, so that every model which that ecosystem has a package
 * for is called with this library's retries, limits of time, tools, validation and truth about the end.
 * The AI SDK itself is not needed, and nothing of it is imported.
 *
 * An agent's `providerOptions` go to the model's provider, in its own words; the AI SDK's settings for
 * every model (`topP`, `topK`, `presencePenalty`, `frequencyPenalty`, `stopSequences`, `seed`) may stand
 * among them. What a model makes beside text, reasoning and calls of the agent's tools (files, sources,
 * tools that its provider runs) is passed over.
 *
 * Fails with `config_invalid`: at once for what is no source and for a wrong option, and a call for what the source does not
 * have, or for a key that the AI SDK's provider misses.
 *
 * @example
 * defineConfig({ agents: "agents/*.agent.ts", providers: { google: aiSdk(google) } }); // "google/gemini-3-pro"
 */
export function aiSdk(source: AiSdkSource, options: AiSdkOptions = {}): Provider {
  if (typeof source !== "function" && (typeof source !== "object" || source === null)) {
    throw new AgentError(
      "config_invalid",
      `aiSdk was given ${source === null ? "null" : `a ${typeof source}`}. Pass a provider of the AI SDK, such as google of @ai-sdk/google, one of its models, or a function that loads it.`,
    );
  }
  assertOptions("aiSdk()", options, aiSdkOptionsRule);
  const { connection, structuredOutput, optionsName } = options;
  const speaker = lazyProvider("ai-sdk", async () => {
    const { createAiSdkProvider } = await import("./ai-sdk-provider.js");
    const made = createAiSdkProvider(source, options);
    // A source that cannot be loaded is what the call reports, in its own words.
    await made.load?.().catch(() => {});
    return made;
  });
  const enforces = structuredOutput === undefined || structuredOutput === "json_schema";
  const provider: Provider = { ...speaker, enforcesSchemas: () => enforces };
  if (connection === undefined) return provider;
  const name = JSON.stringify([connection, structuredOutput, optionsName]);
  return { ...provider, connection: () => Promise.resolve(name) };
}
