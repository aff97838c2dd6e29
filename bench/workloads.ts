/** One way of answering, and what is measured of who reads it. */
export interface Workload {
  readonly name: string;
  readonly title: string;
  /**
   * `cost`: CPU time and memory of whole answers. `first-chunk`: how long one call after another waits
   * for its first chunk. `cold`: how long a process takes from its start to the end of its first answer.
   * `pause`: what happens when the reader stops.
   */
  readonly measures: "cost" | "first-chunk" | "cold" | "pause";
  readonly wire: "openai" | "anthropic";
  /** Whether the answer is JSON, read as partial objects. */
  readonly structured: boolean;
  /** How many chunks an answer has. */
  readonly chunks: number;
  /** Characters a chunk. */
  readonly chunkLength: number;
  /**
   * `burst`: as fast as the socket takes it. `paced`: a chunk at a time, so far apart that each
   * arrives in a read of its own. `endless`: like a burst, for ever.
   */
  readonly pace: "burst" | "paced" | "endless";
  /** Answers at once. */
  readonly concurrency: number;
  /** The official SDK of the wire, which people would use otherwise. */
  readonly rival: "openai-sdk" | "anthropic-sdk";
}

const text = {
  measures: "cost",
  wire: "openai",
  structured: false,
  chunkLength: 6,
  pace: "burst",
  concurrency: 1,
  rival: "openai-sdk",
} as const;
const messages = { ...text, wire: "anthropic", rival: "anthropic-sdk" } as const;
const json = { ...text, structured: true, chunkLength: 4 } as const;

export const workloads: readonly Workload[] = [
  { ...text, name: "text", title: "10,000 text chunks over Chat Completions", chunks: 10_000 },
  {
    ...messages,
    name: "text-anthropic",
    title: "10,000 text chunks over Messages",
    chunks: 10_000,
  },
  {
    ...json,
    name: "json-64k",
    title: "64 KB of JSON in 16,000 chunks, partial objects read",
    chunks: 16_000,
  },
  {
    ...json,
    name: "json-256k",
    title: "256 KB of JSON in 64,000 chunks, partial objects read",
    chunks: 64_000,
  },
  {
    ...json,
    name: "json-64k-paced",
    title: "64 KB of JSON, every chunk in a read of its own, partial objects read",
    chunks: 16_000,
    pace: "paced",
  },
  {
    ...text,
    name: "concurrent",
    title: "300 streams at once of 2,000 text chunks",
    chunks: 2_000,
    concurrency: 300,
  },
  {
    ...text,
    name: "first-chunk",
    title: "Time to the first chunk of a server that answers at once",
    measures: "first-chunk",
    chunks: 5,
  },
  {
    ...text,
    name: "cold",
    title: "From the start of a process to its first answer, over Chat Completions",
    measures: "cold",
    chunks: 5,
  },
  {
    ...messages,
    name: "cold-anthropic",
    title: "From the start of a process to its first answer, over Messages",
    measures: "cold",
    chunks: 5,
  },
  {
    ...text,
    name: "pause",
    title: "A reader that stops, an endless answer",
    measures: "pause",
    chunks: 1_000,
    pace: "endless",
  },
];

/** What a process reads first, on the same wire, so that the libraries have loaded what they load late. */
const openings: readonly Workload[] = [
  { ...text, name: "opening-text", title: "", chunks: 50 },
  { ...messages, name: "opening-text-anthropic", title: "", chunks: 50 },
  { ...json, name: "opening-json", title: "", chunks: 50 },
];

export function openingOf(workload: Workload): Workload {
  if (workload.structured) return findWorkload("opening-json");
  return findWorkload(workload.wire === "openai" ? "opening-text" : "opening-text-anthropic");
}

export function findWorkload(name: string): Workload {
  const found = [...workloads, ...openings].find((workload) => workload.name === name);
  if (found) return found;
  throw new Error(`no workload "${name}"; there are: ${workloads.map((w) => w.name).join(", ")}`);
}

const answers = new Map<string, string>();

/** The answer of a workload: text, or JSON of a list of small objects. Made once a process. */
export function answerOf(workload: Workload): string {
  const answer = answers.get(workload.name) ?? makeAnswer(workload);
  answers.set(workload.name, answer);
  return answer;
}

function makeAnswer(workload: Workload): string {
  const length = workload.chunks * workload.chunkLength;
  if (!workload.structured) return makeText(length);
  const items: unknown[] = [];
  let size = '{"title":"A list","items":[]}'.length;
  for (let n = 0; ; n += 1) {
    const item = {
      name: `item number ${n}`,
      note: "something to be said of it",
      count: n,
      done: n % 2 === 0,
    };
    const added = JSON.stringify(item).length + 1;
    if (size + added > length - 1) break;
    size += added;
    items.push(item);
  }
  const answer = JSON.stringify({ title: "A list", items });
  // Padded with white space, which JSON allows, to the exact number of chunks.
  return answer + " ".repeat(length - answer.length);
}

/** Words in an order that does not repeat: an engine keeps strings that it has seen before. */
function makeText(length: number): string {
  const words =
    "a model says one word after the other and nobody knows which of them comes next".split(" ");
  let text = "";
  // A linear congruential generator (Numerical Recipes): the same text in every process.
  for (let state = 1; text.length < length; state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32) {
    text += `${words[Math.floor((state / 2 ** 32) * words.length)]} `;
  }
  return text.slice(0, length);
}

/** The answer in the chunks that the server sends. */
export function chunksOf(workload: Workload): string[] {
  const answer = answerOf(workload);
  return Array.from({ length: workload.chunks }, (_, n) =>
    answer.slice(n * workload.chunkLength, (n + 1) * workload.chunkLength),
  );
}
