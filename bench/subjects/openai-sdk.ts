/** The official OpenAI SDK's own iterator. It has no partial objects; JSON is parsed at the end. */
import OpenAI from "openai";
import type { OpenSubject, Seen, Visit } from "./subject.ts";

export const openSubject: OpenSubject = (baseUrl) => {
  const client = new OpenAI({ baseURL: `${baseUrl}/v1`, apiKey: "bench", maxRetries: 0 });
  const text = async (visit?: Visit): Promise<Seen> => {
    const stream = await client.chat.completions.create({
      model: "bench",
      messages: [{ role: "user", content: "Hello." }],
      stream: true,
      stream_options: { include_usage: true },
    });
    let seen = "";
    let updates = 0;
    for await (const event of stream) {
      const more = event.choices[0]?.delta.content;
      if (!more) continue;
      seen += more;
      updates += 1;
      const wait = visit?.(updates);
      if (wait) await wait;
    }
    return { text: seen, updates };
  };
  return {
    text,
    async partials() {
      const seen = await text();
      JSON.parse(seen.text);
      return seen;
    },
  };
};
