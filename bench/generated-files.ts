/**
 * What `prepare-troupe.ts` and `prepare-baml.ts` bundle for the subjects. Apart from them, so that no
 * measured process loads a bundler.
 */
export const troupeCallers = new URL("generated/troupe-callers.js", import.meta.url);
export const bamlClient = new URL("generated/baml-client.js", import.meta.url);
