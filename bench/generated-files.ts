/**
 * What `prepare-client.ts`, `prepare-troupe.ts` and `prepare-baml.ts` bundle. Apart from them, so that no
 * measured process loads a bundler.
 */
export const measuredClient = new URL("generated/client.js", import.meta.url);
export const troupeCallers = new URL("generated/troupe-callers.js", import.meta.url);
export const bamlClient = new URL("generated/baml-client.js", import.meta.url);
