import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type * as Esbuild from "esbuild";
import { createFilesMatcher, type FileMatcher, parseTsconfig } from "get-tsconfig";
import { withoutRecording } from "../cache/record-reads.js";

/** TypeScript that is lowered before it is loaded, in esbuild's own process. */
export interface LoweredAhead {
  /** Begins with modules. What is no TypeScript, and what has begun, is left out. @param files absolute */
  begin(files: readonly string[]): void;
  /** Waits for all that has begun. Never rejects. */
  settle(): Promise<void>;
  /**
   * Gives what a module was lowered to, with its source map in it, and forgets it. `undefined` where it
   * was not, or could not be: then tsx does it, and has the error.
   */
  take(file: string): string | undefined;
}

/**
 * tsx lowers a module when Node asks for its text, and the process waits each time, for a hundred
 * agents half a second. What is known to be loaded soon is lowered here beside what the process does
 * in the meantime (it has TypeScript to load), with tsx's options.
 *
 * @param tsconfig absolute; `undefined` where the project has none
 */
export function lowerAhead(tsconfig: string | undefined): LoweredAhead {
  const texts = new Map<string, string>();
  const begun = new Set<string>();
  const pending = new Set<Promise<void>>();
  let match: FileMatcher | undefined;
  /** What the tsconfig says of a file, which it may leave out. */
  const settingsOf = (file: string): Pick<Esbuild.TransformOptions, "tsconfigRaw"> => {
    if (tsconfig === undefined) return {};
    match ??= createFilesMatcher({ path: tsconfig, config: parseTsconfig(tsconfig) });
    const settings = match(file);
    return settings === undefined ? {} : { tsconfigRaw: JSON.stringify(settings) };
  };

  async function lower(file: string): Promise<void> {
    const { transform } = loadEsbuild();
    const text = await readFile(file, "utf8");
    // tsx rewrites these, for what they give of CommonJS.
    if (/\bimport\s*\(/.test(text)) return;
    const options = { ...toOptions(file), ...settingsOf(file) };
    // A process gets the whole environment, and the first call starts one.
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
      // Node asks once.
      texts.delete(file);
      return text;
    },
  };
}

let esbuild: typeof Esbuild | undefined;

/** The one that tsx has, so that both lower alike; a project may have another beside it. */
function loadEsbuild(): typeof Esbuild {
  const load = createRequire(import.meta.url);
  esbuild ??= createRequire(load.resolve("tsx/package.json"))("esbuild") as typeof Esbuild;
  return esbuild;
}

/** tsx's own, with the source map where Node reads it. */
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
