import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { text as readAll } from "node:stream/consumers";
import type { Json, JsonObject } from "../../internal/json.js";
import { UsageError } from "../outcome/usage-error.js";
import { messageOf } from "../../internal/message-of.js";

/**
 * Reads the value of `--params`: a JSON object, `@file` for a file with one (from `root`), or `-` for
 * stdin. `{}` if it is not given.
 *
 * @throws {UsageError} if the file cannot be read or the value is not a JSON object
 */
export async function readWholeParams(
  value: string | undefined,
  root: string,
): Promise<JsonObject> {
  if (value === undefined) return {};
  const { text, source } = await readSource(value, root);
  let params: Json;
  try {
    params = JSON.parse(text) as Json;
  } catch (cause) {
    const reason = messageOf(cause);
    throw new UsageError(`${source} is not JSON: ${reason}`, { cause });
  }
  if (typeof params !== "object" || params === null || Array.isArray(params)) {
    throw new UsageError(`${source} takes a JSON object such as '{"topic":"AI"}'`);
  }
  return params as JsonObject;
}

async function readSource(
  value: string,
  root: string,
): Promise<{ readonly text: string; readonly source: string }> {
  if (value === "-") return { text: await readAll(process.stdin), source: "--params from stdin" };
  if (!value.startsWith("@")) return { text: value, source: "--params" };
  const file = value.slice(1);
  try {
    return { text: await readFile(resolve(root, file), "utf8"), source: `--params ${value}` };
  } catch (cause) {
    throw new UsageError(`--params ${value}: the file cannot be read`, { cause });
  }
}
