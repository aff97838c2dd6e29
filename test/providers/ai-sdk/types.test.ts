import { execFile } from "node:child_process";
import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { findPackage, needing } from "./real-packages.js";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const spec = findPackage("@ai-sdk/provider");

/** What this library says of the AI SDK's types, held against the types themselves. */
const snippet = `
import type {
  LanguageModelV2,
  LanguageModelV3,
  LanguageModelV4,
  LanguageModelV4CallOptions,
  ProviderV2,
  ProviderV3,
  ProviderV4,
} from "@ai-sdk/provider";
import { aiSdk, type AiSdkModel, type AiSdkProvider } from "${root}src/index.js";
import type { SpecCallOptions } from "${root}src/providers/ai-sdk/spec.js";

declare const passed: SpecCallOptions;
export const options: LanguageModelV4CallOptions = passed;

declare const models: [LanguageModelV4, LanguageModelV3, LanguageModelV2];
export const taken: AiSdkModel[] = models;

declare const providers: [ProviderV4, ProviderV3, ProviderV2];
export const known: AiSdkProvider[] = providers;

declare const callable: ProviderV4 & ((id: "large") => LanguageModelV4);
aiSdk(callable);
aiSdk(callable("large"));
aiSdk(() => callable);
aiSdk(async () => callable);
aiSdk((id) => callable.languageModel(id));
`;

/** As an application of the strictest kind has it; only the AI SDK's own files are left unchecked. */
const compilerOptions = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noEmit: true,
  skipLibCheck: true,
  target: "es2022",
  module: "nodenext",
  lib: [
    "es2024",
    "dom",
    "dom.iterable",
    "dom.asynciterable",
    "esnext.disposable",
    "esnext.decorators",
  ],
  types: [],
};

describe.skipIf(spec === undefined)(needing("@ai-sdk/provider", spec), () => {
  it("takes what this library passes, and its models are what this library takes", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "troupe-ai-sdk-"));
    try {
      const modules = (spec as string).slice(0, (spec as string).lastIndexOf("@ai-sdk") - 1);
      await symlink(modules, path.join(folder, "node_modules"), "junction");
      await writeFile(path.join(folder, "package.json"), '{ "type": "module" }');
      await writeFile(path.join(folder, "snippet.ts"), snippet);
      const config = { compilerOptions, include: ["snippet.ts"] };
      await writeFile(path.join(folder, "tsconfig.json"), JSON.stringify(config));
      expect(await check(folder)).toBe("");
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

/** What tsc says; nothing when all is well. */
function check(folder: string): Promise<string> {
  const tsc = path.join(root, "node_modules", "typescript", "bin", "tsc");
  return new Promise((resolve) => {
    execFile(process.execPath, [tsc, "-p", folder, "--pretty", "false"], (_, output) => {
      resolve(output);
    });
  });
}
