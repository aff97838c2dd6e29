import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type * as Esbuild from "esbuild";
import { createFilesMatcher, type FileMatcher, parseTsconfig } from "get-tsconfig";
import { withoutRecording } from "../cache/record-reads.js";

/** TypeScript that is transpiled before it is loaded, in esbuild's own process. */
export interface LoweredAhead {
  /**
   * Starts on modules, except those that are not TypeScript or have been started before.
   * @param files absolute
   */
  begin(files: readonly string[]): void;
  /** Waits for everything that has been started. Never rejects. */
  settle(): Promise<void>;
  /**
   * Gives the JavaScript of a module, including its source map, and forgets it. `undefined` if it was not
   * started or failed; then tsx transpiles it, or reports the error.
   */
  take(file: string): string | undefined;
}

/**
 * tsx transpiles a module when Node asks for its text, and the process waits each time: half a second for a
 * hundred agents. This transpiles modules that will soon be loaded while the process does other work
 * (loading TypeScript), with tsx's options.
 *
 * @param tsconfig absolute; `undefined` if the project has none
 */
export function lowerAhead(tsconfig: string | undefined): LoweredAhead {
  const texts = new Map<string, string>();
  const begun = new Set<string>();
  const pending = new Set<Promise<void>>();
  let match: FileMatcher | undefined;
  /** The tsconfig's settings for a file; none if it excludes the file. */
  const settingsOf = (file: string): Pick<Esbuild.TransformOptions, "tsconfigRaw"> => {
    if (tsconfig === undefined) return {};
    match ??= createFilesMatcher({ path: tsconfig, config: parseTsconfig(tsconfig) });
    const settings = match(file);
    return settings === undefined ? {} : { tsconfigRaw: JSON.stringify(settings) };
  };

  async function lower(file: string): Promise<void> {
    const { transform } = loadEsbuild();
    const text = await readFile(file, "utf8");
    // tsx rewrites these, because of what they return for CommonJS.
    if (/\bimport\s*\(/.test(text)) return;
    const options = { ...toOptions(file), ...settingsOf(file) };
    // The first call starts esbuild's process, which reads the whole environment.
    const { code } = await withoutRecording(() => transform(text, options));
    texts.set(file, code);
  }

  return {
    begin(files) {
      for (const file of files) {
        if (!/\.m?tsx?$/.test(file) || begun.has(file)) continue;
        begun.add(file);
        const work: Promise<void> = lower(file)
          .catch(() => undefined)
          .then(() => void pending.delete(work));
        pending.add(work);
      }
    },
    async settle() {
      await Promise.all(pending);
    },
    take(file) {
      const text = texts.get(file);
      // Node asks only once.
      texts.delete(file);
      return text;
    },
  };
}

let esbuild: typeof Esbuild | undefined;

/** tsx's esbuild, so that both give the same code; a project may also have another one. */
function loadEsbuild(): typeof Esbuild {
  const load = createRequire(import.meta.url);
  esbuild ??= createRequire(load.resolve("tsx/package.json"))("esbuild") as typeof Esbuild;
  return esbuild;
}

/** tsx's options, with the source map where Node reads it. */
function toOptions(file: string): Esbuild.TransformOptions {
  return {
    loader: file.endsWith("x") ? "tsx" : "ts",
    sourcefile: file,
    format: "esm",
    target: `node${process.versions.node}`,
    sourcemap: "inline",
    sourcesContent: false,
    minifyWhitespace: true,
    keepNames: true,
  };
}
