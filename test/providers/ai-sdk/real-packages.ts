import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import type { AiSdkModel, AiSdkProvider } from "../../../src/providers/ai-sdk/options.js";

/** What is used here of `createOpenAI` and `createAnthropic`, without the types of their packages. */
export type CreateProvider = (options: {
  baseURL: string;
  apiKey: string;
}) => AiSdkProvider & { chat(modelId: string): AiSdkModel };

const root = new URL("../../../", import.meta.url);

/** The project's own packages, and those that the benchmarks have installed. */
const owners = [new URL("package.json", root), new URL("bench/package.json", root)];

/** Where a package of the AI SDK is; `undefined` where it is not installed. */
export function findPackage(name: string): string | undefined {
  for (const owner of owners) {
    try {
      return createRequire(owner).resolve(name);
    } catch {
      continue;
    }
  }
  return undefined;
}

/** Loads what a package makes providers with; `undefined` where it is not installed. */
export async function loadCreate(name: string, make: string): Promise<CreateProvider | undefined> {
  const file = findPackage(name);
  if (file === undefined) return undefined;
  const module = (await import(pathToFileURL(file).href)) as Record<string, unknown>;
  return module[make] as CreateProvider;
}

/** The name of a suite that needs a package, with the reason for which it is skipped. */
export function needing(name: string, found: unknown): string {
  return found === undefined ? `${name} (skipped: it is not installed)` : name;
}
