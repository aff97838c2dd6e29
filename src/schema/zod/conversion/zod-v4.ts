/**
 * The functions that convert schemas of Zod 4. Loaded with the first conversion, and re-exported by name,
 * because a bundler keeps all 450 kB of Zod for an `import()` of it.
 */
export { globalRegistry, regexes, toJSONSchema } from "zod/v4/core";
