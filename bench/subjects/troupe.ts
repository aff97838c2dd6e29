/** Troupe: the callers that `agents build` writes from bench/agents, bundled by `prepare-troupe.ts`. */
import type { StreamingCaller } from "troupe/runtime";
import type { z } from "zod";
import { troupeCallers } from "../generated-files.ts";
import type { List } from "./list-schema.ts";
import { readChunks } from "./read-chunks.ts";
import type { OpenSubject, Seen, Subject, Visit } from "./subject.ts";

interface Callers {
  readonly text: StreamingCaller<Record<string, never>, string, string>;
  readonly list: StreamingCaller<
    Record<string, never>,
    z.output<typeof List>,
    Partial<z.output<typeof List>>
  >;
}

export const openSubject: OpenSubject = (baseUrl) => openTroupe(baseUrl, "openai");

/** @param provider The one of bench/agents that Chat Completions goes through. */
export async function openTroupe(baseUrl: string, provider: string): Promise<Subject> {
  const { text, list } = (await import(troupeCallers.href)) as Callers;
  Object.assign(process.env, {
    OPENAI_API_KEY: "bench",
    OPENAI_BASE_URL: `${baseUrl}/v1`,
    ANTHROPIC_API_KEY: "bench",
    ANTHROPIC_BASE_URL: baseUrl,
  });
  const read = async (model: string, visit?: Visit): Promise<Seen> => {
    const execution = text({}, { model });
    const seen = await readChunks(execution, visit);
    await execution;
    return seen;
  };
  return {
    text: (visit) => read(`${provider}/bench`, visit),
    textAnthropic: () => read("anthropic/bench"),
    async partials() {
      const execution = list();
      let updates = 0;
      for await (const partial of execution.partials())
        if (partial.title !== undefined) updates += 1;
      await execution;
      return { text: await execution.text, updates };
    },
  };
}
