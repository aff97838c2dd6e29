import { readFile } from "node:fs/promises";
import type { TransformOptions } from "esbuild";
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
 * in the meantime (it has TypeScript to load), with tsx's options. Does nothing where esbuild cannot
 * be loaded.
 *
 * @param tsconfig absolute; `undefined` where the project has none
 */
export function lowerAhead(tsconfig: string | undefined): LoweredAhead {
  const texts = new Map<string, string>();
  const begun = new Map<string, Promise<void>>();
  let match: FileMatcher | undefined;
  /** What the tsconfig says of a file, which it may leave out. */
  const settingsOf = (file: string): Pick<TransformOptions, "tsconfigRaw"> => {
    if (tsconfig === undefined) return {};
    match ??= createFilesMatcher({ path: tsconfig, config: parseTsconfig(tsconfig) });
    const settings = match(file);
    return settings === undefined ? {} : { tsconfigRaw: JSON.stringify(settings) };
  };

  async function lower(file: string): Promise<void> {
    const { transform } = await import("esbuild");
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
        begun.set(
          file,
          lower(file).catch(() => undefined),
        );
      }
    },
    async settle() {
      await Promise.all(begun.values());
    },
    take(file) {
      const text = texts.get(file);
      // Node asks once.
      texts.delete(file);
      return text;
    },
  };
}

/** tsx's own, with the source map where Node reads it. */
function toOptions(file: string): TransformOptions {
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
