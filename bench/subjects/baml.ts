/**
 * BAML: the client that `baml-cli generate` writes from baml_src, bundled by `prepare-baml.ts`. It
 * streams the whole text so far, or the whole object so far, at each update.
 */
import { bamlClient } from "../generated-files.ts";
import type { BamlClient } from "../prepare-baml.ts";
import type { OpenSubject, Seen, Visit } from "./subject.ts";

export const openSubject: OpenSubject = async (baseUrl) => {
  const { b } = (await import(bamlClient.href)) as { b: BamlClient };
  const chat = { env: { BENCH_URL: `${baseUrl}/v1` } };
  return {
    text: (visit) => readWhole(b.stream.Text(chat), visit),
    textAnthropic: () => readWhole(b.stream.TextOfMessages({ env: { BENCH_URL: baseUrl } })),
    async partials() {
      const stream = b.stream.Items(chat);
      let updates = 0;
      for await (const partial of stream) if (partial.title) updates += 1;
      // It does not give the raw text; what it parsed is written again.
      return { text: JSON.stringify(await stream.getFinalResponse()), updates };
    },
  };
};

async function readWhole(stream: AsyncIterable<string>, visit?: Visit): Promise<Seen> {
  let text = "";
  let updates = 0;
  for await (const whole of stream) {
    text = whole;
    updates += 1;
    const wait = visit?.(updates);
    if (wait) await wait;
  }
  return { text, updates };
}
