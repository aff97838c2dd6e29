import type { Workload } from "./workloads.ts";

/** A library that is compared, without loading it. */
export interface Listed {
  /** Its file in subjects/. */
  readonly name: string;
  readonly title: string;
  /** Its packages, for the versions. */
  readonly packages: readonly string[];
  /** Why it is left out of a workload; `undefined` when it takes part. */
  leftOut(workload: Workload): string | undefined;
}

const slow = "its time grows with the square of the text; see 64 KB";

export const subjects: readonly Listed[] = [
  {
    name: "floor",
    title: "floor",
    packages: ["eventsource-parser"],
    leftOut: () => undefined,
  },
  { name: "troupe", title: "Troupe", packages: ["troupe", "zod"], leftOut: () => undefined },
  {
    name: "troupe-wrapped",
    title: "Troupe, with a wrapped provider",
    packages: [],
    leftOut: ({ name }) =>
      name === "text" || name === "first-chunk"
        ? undefined
        : "the wrapper costs what it costs for text",
  },
  {
    name: "openai-sdk",
    title: "OpenAI SDK",
    packages: ["openai"],
    leftOut: ({ wire }) => (wire === "openai" ? undefined : "does not speak Messages"),
  },
  {
    name: "anthropic-sdk",
    title: "Anthropic SDK",
    packages: ["@anthropic-ai/sdk"],
    leftOut: ({ wire }) => (wire === "anthropic" ? undefined : "does not speak Chat Completions"),
  },
  {
    name: "ai-sdk",
    title: "AI SDK",
    packages: ["ai", "@ai-sdk/openai", "@ai-sdk/anthropic"],
    leftOut: ({ name }) => (name === "json-256k" ? slow : undefined),
  },
  {
    name: "mastra",
    title: "Mastra",
    packages: ["@mastra/core"],
    leftOut: ({ name }) => (name === "json-256k" ? slow : undefined),
  },
  {
    name: "baml",
    title: "BAML",
    packages: ["@boundaryml/baml"],
    leftOut: ({ name }) => (name === "json-256k" ? slow : undefined),
  },
];
