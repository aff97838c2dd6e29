import type { Registry } from "./model-info.js";

let loading: Promise<Registry> | undefined;
let loaded: Registry | undefined;

/**
 * Loads the models that this package knows, once, when they are first needed, which takes a few
 * milliseconds. After a failure, the next call tries again.
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

/** The models that this package knows, if {@link loadRegistry} has loaded them. */
export function loadedRegistry(): Registry | undefined {
  return loaded;
}
