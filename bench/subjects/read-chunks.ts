import type { Seen, Visit } from "./subject.ts";

/** Reads chunks as an application would. */
export async function readChunks(chunks: AsyncIterable<string>, visit?: Visit): Promise<Seen> {
  let text = "";
  let updates = 0;
  for await (const chunk of chunks) {
    text += chunk;
    updates += 1;
    const wait = visit?.(updates);
    if (wait) await wait;
  }
  return { text, updates };
}
