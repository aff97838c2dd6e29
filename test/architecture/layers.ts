/**
 * Who may import whom within `src`, as data: a room imports rooms of lower floors, and its own.
 * Rooms of one floor know nothing of each other, but for what `alsoMay` says.
 */
export const floors: readonly (readonly string[])[] = [
  ["internal"],
  ["model", "manifest", "protocol"],
  ["cache", "schema", "model-registry", "diff"],
  ["errors"],
  ["reading", "providers"],
  ["config"],
  ["dsl"],
  ["runtime", "compiler", "json-schema"],
  ["bundler", "index"],
  ["vite"],
  ["cli"],
];

/** Exceptions, each with its reason. */
export const alsoMay: Readonly<Record<string, readonly string[]>> = {
  // An event and a record say how an execution failed and what it used.
  protocol: ["model"],
  // An output is asked for by a JSON Schema, whose form the manifest has.
  manifest: ["model", "schema"],
  // Two manifests are compared with the schemas that they hold.
  diff: ["schema"],
};

/** Packages that only these rooms may name at all, and which of them may import them eagerly. */
export const packages: Readonly<
  Record<string, { rooms: readonly string[]; eager?: readonly string[] }>
> = {
  "ts-morph": { rooms: ["compiler/source"], eager: ["compiler/source"] },
  tsx: { rooms: ["compiler/evaluate"] },
  esbuild: { rooms: ["bundler", "compiler"] },
  "get-tsconfig": { rooms: ["bundler", "compiler"], eager: ["bundler", "compiler"] },
  vite: { rooms: ["vite"] },
  commander: { rooms: ["cli"], eager: ["cli"] },
  // Eager in modules that a provider itself loads with its first request; see the packed package's test.
  openai: { rooms: ["providers/openai"], eager: ["providers/openai"] },
  "@anthropic-ai/sdk": { rooms: ["providers/anthropic"], eager: ["providers/anthropic"] },
  // Itself loaded with the first request; see the test of what importing generated/ loads.
  "eventsource-parser": { rooms: ["providers"], eager: ["providers"] },
  "zod-to-json-schema": { rooms: ["schema/zod"] },
  tinyglobby: { rooms: ["compiler"], eager: ["compiler"] },
  // An application's schemas are known by their shape; the runtime names Zod's types alone.
  zod: {
    rooms: ["compiler", "json-schema", "runtime", "schema/zod"],
    eager: ["compiler", "json-schema", "schema/zod/conversion"],
  },
};

/** Files that may be longer than 300 lines, each with its reason. */
export const longFiles: Readonly<Record<string, string>> = {
  "model-registry/registry.json": "data that `npm run models:update` writes, a line for each model",
};
