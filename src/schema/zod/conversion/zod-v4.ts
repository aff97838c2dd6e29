/**
 * What converts schemas of Zod 4. Loaded with the first conversion, and by these names: of an `import()`
 * of Zod itself a bundler keeps all, 450 kB.
 */
export { globalRegistry, regexes, toJSONSchema } from "zod/v4/core";
