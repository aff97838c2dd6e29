/** Mastra: an agent over the AI SDK's providers, `textStream`, and `structuredOutput` with `objectStream`. */
import { createAnthropic } from "@ai-sdk/anthropic";
import { createOpenAI } from "@ai-sdk/openai";
import { Agent } from "@mastra/core/agent";
import type { MastraModelConfig } from "@mastra/core/llm";
import { List } from "./list-schema.ts";
import { readChunks } from "./read-chunks.ts";
import type { OpenSubject } from "./subject.ts";

export const openSubject: OpenSubject = (baseUrl) => {
  const settings = { baseURL: `${baseUrl}/v1`, apiKey: "bench" };
  const about = { id: "bench", name: "bench", instructions: "", maxRetries: 0 };
  // Mastra takes these models; its types say that `doGenerate` returns a stream, which it does not.
  const agentOf = (model: unknown): Agent =>
    new Agent({ ...about, model: model as MastraModelConfig });
  const chat = agentOf(createOpenAI(settings).chat("bench"));
  const messages = agentOf(createAnthropic(settings)("bench"));
  return {
    text: async (visit) => readChunks((await chat.stream("Hello.")).textStream, visit),
    textAnthropic: async () => readChunks((await messages.stream("Hello.")).textStream),
    async partials() {
      const result = await chat.stream("Hello.", { structuredOutput: { schema: List } });
      let updates = 0;
      for await (const partial of result.objectStream)
        if (partial.title !== undefined) updates += 1;
      return { text: await result.text, updates };
    },
  };
};
