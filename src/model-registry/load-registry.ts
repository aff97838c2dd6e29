import type { Registry } from "./model-info.js";

let loading: Promise<Registry> | undefined;
let loaded: Registry | undefined;

/**
 * Loads the models that this package knows: once, with the first need, which takes a few
 * milliseconds. A failure is not kept, so the next call tries again.
 */
export function loadRegistry(): Promise<Registry> {
  loading ??= import("./registry.json", { with: { type: "json" } }).then(
    ({ default: registry }) => (loaded = registry),
    (error: unknown) => {
      loading = undefined;
      throw error;
    },
  );
  return loading;
}

/** The models that this package knows, where {@link loadRegistry} has loaded them. */
export function loadedRegistry(): Registry | undefined {
  return loaded;
}
