/** The least that anybody can do: fetch, eventsource-parser, JSON.parse. No partial objects. */
import { createParser } from "eventsource-parser";
import type { OpenSubject, Seen, Visit } from "./subject.ts";

async function read(
  url: string,
  pick: (data: unknown) => string | undefined,
  visit?: Visit,
): Promise<Seen> {
  const response = await fetch(url, { method: "POST", body: "{}" });
  if (!response.body) throw new Error("no body");
  let text = "";
  let updates = 0;
  let reads = 0;
  let wait: Promise<void> | undefined;
  const parser = createParser({
    onEvent({ data }) {
      if (data === "[DONE]") return;
      const more = pick(JSON.parse(data));
      if (!more) return;
      text += more;
      updates += 1;
      wait ??= visit?.(updates);
    },
  });
  const decoder = new TextDecoder();
  for await (const bytes of response.body) {
    reads += 1;
    parser.feed(decoder.decode(bytes, { stream: true }));
    if (wait) await wait;
  }
  return { text, updates, reads };
}

interface ChatFrame {
  choices: { delta: { content?: string } }[];
}

interface MessagesFrame {
  delta?: { text?: string };
}

export const openSubject: OpenSubject = (baseUrl) => {
  const text = (visit?: Visit): Promise<Seen> =>
    read(
      `${baseUrl}/v1/chat/completions`,
      (data) => (data as ChatFrame).choices[0]?.delta.content,
      visit,
    );
  return {
    text,
    textAnthropic: () =>
      read(`${baseUrl}/v1/messages`, (data) => (data as MessagesFrame).delta?.text),
    async partials() {
      const seen = await text();
      JSON.parse(seen.text);
      return seen;
    },
  };
};
