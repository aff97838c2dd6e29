import { dirname, isAbsolute, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { nearest } from "../../internal/nearest.js";
import { classDecorators } from "../analyze/declaration/callable-declaration.js";
import type { EvaluationFailure } from "./evaluation-error.js";
import { explainReference } from "./explain-reference.js";
import { exportedNames } from "./exported-names.js";
import { findSpecifier } from "./find-specifier.js";
import { readError, type ErrorText } from "./read-error.js";

/**
 * Makes a message and a place from the error of a failed import.
 * @param module the module that should have been loaded, from the root
 * @param root absolute, without symbolic links
 */
export function locateFailure(thrown: unknown, module: string, root: string): EvaluationFailure {
  const error = readError(thrown);
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
function readTransformError(error: ErrorText, root: string): EvaluationFailure | undefined {
  const match = /^(.+):(\d+):(\d+): ERROR: (.+)$/m.exec(error.message);
  if (!match) return undefined;
  const [, path = "", line, column, message = ""] = match;
  const file = relativeTo(root, toPath(path));
  return { message, file, line: Number(line), column: Number(column) + 1 };
}

const importer = /imported from (.+?)$|^Require stack:\n- (.+?)$/m;

/** Node's forms: `Cannot find module '…' imported from …`, and with a `Require stack:` in CommonJS. */
function readMissingModule(error: ErrorText, root: string): EvaluationFailure | undefined {
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
      ? `cannot find module "${name}"${isPackage(name) ? ": is it installed?" : ""}`
      : shorten(error.message.split(importer)[0]?.trim() ?? "", root),
    file: relativeTo(root, parent),
    ...found?.place,
  };
}

/** V8's form: the importing file and line come first in the stack, as `/path/story.agent.ts:1`. */
function readMissingExport(
  error: ErrorText,
  module: string,
  root: string,
): EvaluationFailure | undefined {
  const match = /The requested module '(.+?)' does not provide an export named '(.+?)'/.exec(
    error.message,
  );
  if (!match) return undefined;
  const [, wanted, name] = match;
  const path = /^(.+):\d+$/m.exec(error.stack.split("\n", 1)[0] ?? "")?.[1];
  const file = path === undefined ? resolve(root, module) : toPath(path);
  const found = findSpecifier(file, (specifier) => specifier === wanted, name);
  return {
    message: `"${wanted}" does not export "${name}"${suggest(wanted, name, dirname(file))}`,
    file: relativeTo(root, file),
    ...(found?.name ?? found?.place),
  };
}

/** Whether an import names a package, not a file or a module of Node. */
function isPackage(specifier: string): boolean {
  return /^@?[a-z\d]/i.test(specifier) && !specifier.includes(":") && !isAbsolute(specifier);
}

/** Suggests the intended name, from this package's exports or those of a module of the project. */
function suggest(wanted = "", name = "", folder = ""): string {
  const names = wanted === "troupe" ? packageNames : exportedNames(wanted, folder);
  const meant = nearest(name, names);
  return meant === undefined ? "" : `: did you mean "${meant}"?`;
}

const packageNames = [
  ...classDecorators,
  "context",
  "param",
  "tool",
  "Agent",
  "defineConfig",
  "defineTool",
];

function readThrown(error: ErrorText, module: string, root: string): EvaluationFailure {
  const text = error.name === "" ? error.message : `${error.name}: ${error.message}`;
  const message = shorten(text, root);
  for (const frame of error.stack.split("\n")) {
    const place = frame.trim().replace(/^at (?:async )?/, "");
    const match = /\((.+):(\d+):(\d+)\)$/.exec(place) ?? /^(.+):(\d+):(\d+)$/.exec(place);
    const [, path = "", line, column] = match ?? [];
    const file = relativeTo(root, toPath(path));
    const isOutside = file === "" || file.startsWith("..") || isAbsolute(file);
    if (isOutside || file.includes("node_modules/") || /^(?:node|data):/.test(path)) continue;
    const at = { message, file, line: Number(line), column: Number(column) };
    return explainReference(error, at, root) ?? at;
  }
  return { message, file: module };
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
