import { readFileSync } from "node:fs";
import { dirname, isAbsolute, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { inspect } from "node:util";
import { isAgentError } from "../../errors.js";
import type { EvaluationFailure } from "./evaluation-error.js";

/**
 * Reads what a failed import says into a message and a place.
 * @param module the module that was to be loaded, from the root
 * @param root absolute, without symbolic links
 */
export function locateFailure(error: unknown, module: string, root: string): EvaluationFailure {
  if (!(error instanceof Error)) {
    return { message: `the module threw ${inspect(error)}, which is no Error`, file: module };
  }
  return (
    readTransformError(error, root) ??
    readMissingModule(error, root) ??
    readMissingExport(error, module, root) ??
    readThrown(error, module, root)
  );
}

/** A path from the root, with `/`. */
export function relativeTo(root: string, file: string): string {
  return relative(root, file).split(sep).join("/");
}

/** esbuild's form: `/path/story.agent.ts:2:13: ERROR: Expected identifier`, with columns from 0. */
function readTransformError(error: Error, root: string): EvaluationFailure | undefined {
  const match = /^(.+):(\d+):(\d+): ERROR: (.+)$/m.exec(error.message);
  if (!match) return undefined;
  const [, path = "", line, column, message = ""] = match;
  const file = relativeTo(root, toPath(path));
  return { message, file, line: Number(line), column: Number(column) + 1 };
}

const importer = /imported from (.+?)$|^Require stack:\n- (.+?)$/m;

/** Node's forms: `Cannot find module '…' imported from …`, and with a `Require stack:` in CommonJS. */
function readMissingModule(error: Error, root: string): EvaluationFailure | undefined {
  const from = importer.exec(error.message);
  const wanted = /'(.+?)'/.exec(error.message)?.[1];
  const path = from?.[1] ?? from?.[2];
  if (wanted === undefined || path === undefined) return undefined;
  const parent = toPath(path);
  const found = findSpecifier(parent, (specifier) => {
    if (specifier === wanted || specifier.startsWith(`${wanted}/`)) return true;
    if (wanted.startsWith("./")) return specifier.endsWith(wanted.slice(1));
    return bare(resolve(dirname(parent), specifier)) === bare(toPath(wanted));
  });
  const name = found?.specifier ?? shorten(wanted, root);
  return {
    message: error.message.startsWith("Cannot find")
      ? `cannot find module "${name}"`
      : shorten(error.message.split(importer)[0]?.trim() ?? "", root),
    file: relativeTo(root, parent),
    ...found?.place,
  };
}

/** V8's form: the importing file and line come first in the stack, as `/path/story.agent.ts:1`. */
function readMissingExport(
  error: Error,
  module: string,
  root: string,
): EvaluationFailure | undefined {
  const match = /The requested module '(.+?)' does not provide an export named '(.+?)'/.exec(
    error.message,
  );
  if (!match) return undefined;
  const [, wanted, name] = match;
  const path = /^(.+):\d+$/m.exec(error.stack?.split("\n", 1)[0] ?? "")?.[1];
  const file = path === undefined ? resolve(root, module) : toPath(path);
  return {
    message: `"${wanted}" does not export "${name}"`,
    file: relativeTo(root, file),
    ...findSpecifier(file, (specifier) => specifier === wanted)?.place,
  };
}

function readThrown(error: Error, module: string, root: string): EvaluationFailure {
  // The name says what kind of mistake it is; that of our own errors says nothing.
  const isPlain = error.name === "Error" || isAgentError(error);
  const text = isPlain ? error.message : `${error.name}: ${error.message}`;
  const message = shorten(text, root);
  for (const frame of (error.stack ?? "").split("\n")) {
    const place = frame.trim().replace(/^at (?:async )?/, "");
    const match = /\((.+):(\d+):(\d+)\)$/.exec(place) ?? /^(.+):(\d+):(\d+)$/.exec(place);
    const [, path = "", line, column] = match ?? [];
    const file = relativeTo(root, toPath(path));
    const isOutside = file === "" || file.startsWith("..") || isAbsolute(file);
    if (isOutside || file.includes("node_modules/") || path.startsWith("node:")) continue;
    return { message, file, line: Number(line), column: Number(column) };
  }
  return { message, file: module };
}

interface FoundSpecifier {
  readonly specifier: string;
  readonly place: { readonly line: number; readonly column: number };
}

/** The first import specifier of a file that is accepted; undefined also for a file that cannot be read. */
function findSpecifier(
  file: string,
  accepts: (specifier: string) => boolean,
): FoundSpecifier | undefined {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
  for (const match of text.matchAll(/(?:\bfrom|\bimport|\brequire)\s*\(?\s*(["'])(.+?)\1/g)) {
    const specifier = match[2] ?? "";
    if (!accepts(specifier)) continue;
    const start = match.index + match[0].length - specifier.length - 2;
    const before = text.slice(0, start).split("\n");
    return { specifier, place: { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 } };
  }
  return undefined;
}

/** A path without the queries that tsx adds; a `file:` URL as a path. */
function toPath(text: string): string {
  const plain = text.replace(/\?.*$/, "");
  return plain.startsWith("file:") ? fileURLToPath(plain) : plain;
}

/** Without the extension: `"./story.js"` means `story.ts`. */
function bare(path: string): string {
  return path.replace(/\.[cm]?[jt]sx?$/, "");
}

/** A message without absolute paths of the project and without tsx's queries. */
function shorten(message: string, root: string): string {
  return message
    .replaceAll(`file://${root}/`, "")
    .replaceAll(`${root}${sep}`, "")
    .replaceAll(/\?(?:tsx-)?namespace=[\w.-]+/g, "");
}
