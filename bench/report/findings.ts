import type { Workload } from "../workloads.ts";
import { figureOf, ratioOf, type Figure, type Result } from "./result.ts";
import { count, times } from "./write-number.ts";

/** What figures are called where they are compared; less is better in all of them. */
const compared: Readonly<Record<Workload["measures"], readonly (readonly [Figure, string])[]>> = {
  cost: [
    ["cpuMs", "CPU time"],
    ["firstCpuMs", "CPU time in the first run"],
    ["wallMs", "wall time"],
    ["peakMb", "peak memory"],
  ],
  "first-chunk": [
    ["medianUs", "wait for the first chunk"],
    ["cpuUs", "CPU time a call"],
  ],
  cold: [
    ["startMs", "wall time"],
    ["startCpuMs", "CPU time"],
  ],
  pause: [["sentLaterKb", "bytes taken while nobody reads"]],
};

/** What the table says of Troupe in words, above all where it is worse than another. */
export function findingsOf(result: Result): string[] {
  const { workload } = result;
  return [...(sentencesOn[workload.name]?.(result) ?? []), worse(result)];
}

const sentencesOn: Readonly<Record<string, (result: Result) => string[]>> = {
  "text-anthropic": (result) => [
    `The Anthropic SDK's iterator is a thin one: the floor itself costs ${times(ratioOf(result, "floor", "anthropic-sdk", "cpuMs"))} times its CPU time.`,
  ],
  "json-64k": (result) => [
    "The floor and the OpenAI SDK have no partial objects here: they read text and parse it at the end.",
    `In a burst many chunks come in one read, and Troupe gives its reader the newest partial object, not every one: ${count(figureOf(result, "troupe", "updates"))} of them.`,
  ],
  "json-256k": () => ["Compare with the table before: four times the text."],
  "json-64k-paced": (result) => [
    `The floor counted ${count(figureOf(result, "floor", "reads"))} reads for ${count(result.workload.chunks)} chunks.`,
    `Troupe gave ${count(figureOf(result, "troupe", "updates"))} partial objects; a chunk that ends inside a key, or holds punctuation alone, changes none.`,
  ],
  "first-chunk": () => [
    "One call after another over a kept connection, each from the call to its first chunk; the server sends the answer at once.",
  ],
  pause: () => [
    "The reader takes one chunk and then waits for three seconds. What was sent in all are the buffers between: the kernel's, and the library's own. A library that goes on taking bytes has no back-pressure, and its memory grows with the answer.",
  ],
};

function worse(result: Result): string {
  const figures = compared[result.workload.measures];
  const others = result.subjects.filter(({ name }) => name !== "troupe");
  const parts = figures.flatMap(([figure, what]) => {
    const better = others.flatMap(({ name, title }) => {
      const ratio = ratioOf(result, "troupe", name, figure);
      return ratio > 1.005 ? [`${times(ratio)} times the ${title}'s`] : [];
    });
    return better.length > 0 ? [`${what} (${better.join(", ")})`] : [];
  });
  if (parts.length === 0) return "Troupe is worse than none of the others in this table.";
  return `Where Troupe is worse: ${parts.join("; ")}.`;
}
