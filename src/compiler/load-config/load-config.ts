import { realpathSync } from "node:fs";
import type { ResolvedConfig } from "../../config/config.js";
import { EvaluationError } from "../evaluate/evaluation-error.js";
import { relativeTo } from "../evaluate/locate-failure.js";
import type { ModuleLoader } from "../evaluate/module-loader.js";

/**
 * Marks what `defineConfig` returns and throws, and holds its argument. A registered symbol, because the
 * project may have its own copy of this package.
 */
const brand = Symbol.for("troupe.config");

/**
 * Loads the project's config.
 * @param configFile absolute
 * @throws {EvaluationError} when it cannot be loaded, or its default export is not from `defineConfig`
 */
export async function loadConfig(
  loader: ModuleLoader,
  configFile: string,
): Promise<ResolvedConfig> {
  const exports = await loader.load(configFile);
  const config = exports["default"];
  if (isConfig(config)) return config;
  const file = relativeTo(realpathSync(loader.root), realpathSync(configFile));
  const message =
    config === undefined
      ? "the config has no default export: write export default defineConfig({ … })"
      : "the default export was not made by defineConfig: write export default defineConfig({ … })";
  throw new EvaluationError(file, { message, file });
}

/** The argument of `defineConfig`, if that is what failed. */
export function findRefused({ cause }: EvaluationError): { readonly config: unknown } | undefined {
  const isRefusal = typeof cause === "object" && cause !== null && brand in cause;
  return isRefusal ? { config: cause[brand] } : undefined;
}

function isConfig(value: unknown): value is ResolvedConfig {
  return typeof value === "object" && value !== null && brand in value;
}
