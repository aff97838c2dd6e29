/** The official Anthropic SDK's own iterator. */
import Anthropic from "@anthropic-ai/sdk";
import type { OpenSubject } from "./subject.ts";

export const openSubject: OpenSubject = (baseUrl) => {
  const client = new Anthropic({ baseURL: baseUrl, apiKey: "bench", maxRetries: 0 });
  return {
    async textAnthropic() {
      const stream = await client.messages.create({
        model: "bench",
        max_tokens: 1_000,
        messages: [{ role: "user", content: "Hello." }],
        stream: true,
      });
      let text = "";
      let updates = 0;
      for await (const event of stream) {
        if (event.type !== "content_block_delta" || event.delta.type !== "text_delta") continue;
        text += event.delta.text;
        updates += 1;
      }
      return { text, updates };
    },
  };
};
