import type { TransformFailure } from "esbuild";

/** A failure as Vite shows it: with the file, the place and the line of code. */
interface PluginError {
  readonly message: string;
  readonly id: string;
  readonly loc?: { readonly file: string; readonly line: number; readonly column: number };
  readonly frame?: string;
}

/** Turns what esbuild threw about a module into what Vite reports. */
export function toPluginError(error: unknown, id: string): PluginError {
  const first = isTransformFailure(error) ? error.errors[0] : undefined;
  if (!first) return { message: error instanceof Error ? error.message : String(error), id };
  const { text, location } = first;
  if (!location) return { message: text, id };
  const { file, line, column, lineText, length } = location;
  const frame = `${line} | ${lineText}\n${" ".repeat(`${line} | `.length + column)}${"^".repeat(Math.max(1, length))}`;
  return {
    message: `${text} (${file}:${line}:${column + 1})`,
    id,
    loc: { file, line, column },
    frame,
  };
}

function isTransformFailure(error: unknown): error is TransformFailure {
  return error instanceof Error && "errors" in error && Array.isArray(error.errors);
}
