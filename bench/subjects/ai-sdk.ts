/** The Vercel AI SDK: `textStream`, and `Output.object` with `partialOutputStream`. */
import { createAnthropic } from "@ai-sdk/anthropic";
import { createOpenAI } from "@ai-sdk/openai";
import { Output, streamText } from "ai";
import { List } from "./list-schema.ts";
import { readChunks } from "./read-chunks.ts";
import type { OpenSubject } from "./subject.ts";

export const openSubject: OpenSubject = (baseUrl) => {
  const settings = { baseURL: `${baseUrl}/v1`, apiKey: "bench" };
  const call = { model: createOpenAI(settings).chat("bench"), prompt: "Hello.", maxRetries: 0 };
  const messages = createAnthropic(settings)("bench");
  return {
    text: (visit) => readChunks(streamText(call).textStream, visit),
    textAnthropic: () => readChunks(streamText({ ...call, model: messages }).textStream),
    async partials() {
      const result = streamText({ ...call, output: Output.object({ schema: List }) });
      let updates = 0;
      for await (const partial of result.partialOutputStream)
        if (partial.title !== undefined) updates += 1;
      return { text: await result.text, updates };
    },
  };
};
